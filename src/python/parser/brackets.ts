import { Expressions } from "./expressions.ts";
import {
  AS, ASYNC, CLOSE_BRACE, CLOSE_BRACKET, CLOSE_PAREN, COLON, COMMA, DOT, DOUBLE_STAR, EQUAL, FOR, IF, IN, LAMBDA, NAME, OPEN_BRACE, OPEN_BRACKET,
  OPEN_PAREN, PIPE, SLASH, STAR, YIELD,
} from "./tokens.ts";

/** Words of some statements: in brackets after them, tree-sitter sees no types. */
const noTypes = new Set(["print", "exec", "match"]);

/** Brackets of all kinds, comprehensions, parameters, types and targets. */
export abstract class Brackets extends Expressions {
  /** Whether the next parentheses may hold `value as name`: those of a `with` statement. */
  protected mayName = false;

  protected override parenthesized(): void {
    const { node } = this.kinds;
    const { mayName } = this;
    this.mayName = false;
    const mark = this.mark();
    this.deeper();
    this.open(OPEN_PAREN);
    let kind = node.tuple;
    if (this.token === YIELD) {
      this.yielded();
      kind = node.parenthesized_expression;
    } else if (this.token !== CLOSE_PAREN) {
      const isStarred = this.token === STAR;
      const first = this.mark();
      this.#element();
      if (this.startsClause) {
        if (isStarred) this.fail();
        this.#clauses();
        kind = node.generator_expression;
      } else if (this.token === COMMA) this.#elements(CLOSE_PAREN);
      else {
        if (isStarred) this.fail();
        if (mayName && this.token === AS) this.named(first);
        kind = node.parenthesized_expression;
      }
    }
    this.close(CLOSE_PAREN);
    this.wrap(kind, mark);
    this.shallower();
  }

  protected override bracketed(): void {
    const { node } = this.kinds;
    const mark = this.mark();
    this.deeper();
    this.open(OPEN_BRACKET);
    let kind = node.list;
    if (this.token !== CLOSE_BRACKET) {
      const isStarred = this.token === STAR;
      this.#element();
      this.#checkSingle(isStarred);
      if (this.startsClause && !isStarred) {
        this.#clauses();
        kind = node.list_comprehension;
      } else this.#elements(CLOSE_BRACKET);
    }
    this.close(CLOSE_BRACKET);
    this.wrap(kind, mark);
    this.shallower();
  }

  #element(): void {
    if (this.token === STAR) this.starred();
    else this.expression();
  }

  /** A single `*name.member` is grouped in another way by tree-sitter. */
  #checkSingle(isStarred: boolean): void {
    if (isStarred && this.token !== COMMA && this.kindAt(this.last - 1) !== this.kinds.node.identifier) this.fail();
  }

  /** What follows the first element, up to the closing bracket. */
  #elements(closing: number): void {
    while (this.separated(closing)) this.#element();
  }

  protected override braced(): void {
    const { node } = this.kinds;
    const mark = this.mark();
    this.deeper();
    this.open(OPEN_BRACE);
    let kind = node.dictionary;
    if (this.token === DOUBLE_STAR) {
      this.doubleStarred();
      this.#pairs();
    } else if (this.token !== CLOSE_BRACE) {
      const isStarred = this.token === STAR;
      const first = this.mark();
      this.#element();
      this.#checkSingle(isStarred);
      if (this.token === COLON && !isStarred) {
        this.#pair(first);
        if (this.startsClause) {
          this.#clauses();
          kind = node.dictionary_comprehension;
        } else this.#pairs();
      } else if (this.startsClause && !isStarred) {
        this.#clauses();
        kind = node.set_comprehension;
      } else {
        this.#elements(CLOSE_BRACE);
        kind = node.set;
      }
    }
    this.close(CLOSE_BRACE);
    this.wrap(kind, mark);
    this.shallower();
  }

  #pairs(): void {
    while (this.separated(CLOSE_BRACE)) {
      if (this.token === DOUBLE_STAR) this.doubleStarred();
      else {
        const mark = this.mark();
        this.expression();
        this.#pair(mark);
      }
    }
  }

  /** The key has been read. */
  #pair(mark: number): void {
    const { node, field } = this.kinds;
    this.setField(this.last, field.key);
    this.expect(COLON);
    this.setField(this.expression(), field.value);
    this.wrap(node.pair, mark);
  }

  /** The clauses of a comprehension whose body has been read. */
  #clauses(): void {
    const { node, field } = this.kinds;
    this.setField(this.last, field.body);
    while (this.startsClause || this.token === IF) {
      const mark = this.mark();
      if (this.token === IF) {
        this.skip();
        this.unconditional();
        this.wrap(node.if_clause, mark);
        continue;
      }
      if (this.token === ASYNC) this.skip();
      this.expect(FOR);
      this.setField(this.targets(), field.left);
      this.expect(IN);
      this.setField(this.unconditional(), field.right);
      if (this.token === COMMA) this.fail();
      this.wrap(node.for_in_clause, mark);
    }
  }

  protected override callArguments(): void {
    const { node } = this.kinds;
    const mark = this.mark();
    this.deeper();
    this.open(OPEN_PAREN);
    let kind = node.argument_list;
    for (let isFirst = true; this.token !== CLOSE_PAREN; isFirst = false) {
      this.#argument();
      if (isFirst && this.startsClause) {
        const body = this.kindAt(this.last);
        if (body === node.list_splat || body === node.dictionary_splat || body === node.keyword_argument) this.fail();
        this.#clauses();
        kind = node.generator_expression;
        break;
      }
      if (this.token !== COMMA) break;
      this.skip();
    }
    this.close(CLOSE_PAREN);
    this.wrap(kind, mark);
    this.shallower();
  }

  #argument(): void {
    const { node, field } = this.kinds;
    const mark = this.mark();
    if (this.token === STAR) this.starred();
    else if (this.token === DOUBLE_STAR) this.doubleStarred();
    else {
      this.expression();
      if (this.token !== EQUAL) return;
      if (this.last !== mark || this.kindAt(mark) !== node.identifier) this.fail();
      this.setField(mark, field.name);
      this.skip();
      this.setField(this.expression(), field.value);
      this.wrap(node.keyword_argument, mark);
    }
  }

  protected override lambda(): void {
    const { node, field } = this.kinds;
    const mark = this.mark();
    this.skip();
    if (this.token !== COLON) {
      const parameters = this.mark();
      this.parameterList(COLON);
      this.setField(this.wrap(node.lambda_parameters, parameters), field.parameters);
    }
    this.expect(COLON);
    this.setField(this.expression(), field.body);
    this.wrap(node.lambda, mark);
  }

  /** Parameters up to a closing token; only those of a function have types. */
  protected parameterList(closing: number): void {
    if (this.token === closing) return;
    do this.#parameter(closing === CLOSE_PAREN); while (this.separated(closing));
  }

  #parameter(isTyped: boolean): void {
    const { node, field } = this.kinds;
    const mark = this.mark();
    const { token } = this;
    if (token === NAME) {
      const name = this.leaf(node.identifier);
      const hasType = isTyped && this.token === COLON;
      if (hasType) this.#typeOf();
      if (this.token === EQUAL) {
        this.setField(name, field.name);
        this.skip();
        this.setField(this.expression(), field.value);
        this.wrap(hasType ? node.typed_default_parameter : node.default_parameter, mark);
      } else if (hasType) this.wrap(node.typed_parameter, mark);
    } else if (token === STAR || token === DOUBLE_STAR) {
      this.skip();
      if (token === STAR && this.token === COMMA) {
        this.wrap(node.keyword_separator, mark);
        return;
      }
      if (this.token !== NAME) this.fail();
      this.leaf(node.identifier);
      this.wrap(token === STAR ? node.list_splat_pattern : node.dictionary_splat_pattern, mark);
      if (isTyped && this.token === COLON) {
        this.#typeOf();
        this.wrap(node.typed_parameter, mark);
      }
    } else if (token === SLASH) {
      this.skip();
      this.wrap(node.positional_separator, mark);
    } else this.fail();
  }

  #typeOf(): void {
    this.skip();
    this.setField(this.type(), this.kinds.field.type);
  }

  /** A type: an expression, or a name with types in brackets, or several of those with `|` between. */
  protected type(): number {
    const { node } = this.kinds;
    const mark = this.mark();
    if (!this.#singleType(mark)) return this.wrap(node.type, mark);
    this.wrap(node.type, mark);
    while (this.token === PIPE) {
      this.skip();
      const right = this.mark();
      this.#singleType(right);
      this.wrap(node.type, right);
      this.wrap(node.union_type, mark);
      this.wrap(node.type, mark);
    }
    if (this.token === DOT || this.token === OPEN_PAREN || this.token === OPEN_BRACKET || this.token === IF) this.fail();
    return this.last;
  }

  /** Whether it was a generic type, after which `|` joins types instead of values. */
  #singleType(mark: number): boolean {
    const { node } = this.kinds;
    if (this.token !== NAME) {
      if (this.token === LAMBDA || this.token === STAR || this.token === DOUBLE_STAR) this.fail();
      this.expression();
      return false;
    }
    const { start, end } = this;
    this.leaf(node.identifier);
    if (this.token !== OPEN_BRACKET) {
      this.rest(mark);
      return false;
    }
    if (end - start <= 5 && noTypes.has(this.text.slice(start, end))) this.fail();
    this.typeParameter();
    this.wrap(node.generic_type, mark);
    return true;
  }

  protected typeParameter(): number {
    const mark = this.mark();
    this.deeper();
    this.open(OPEN_BRACKET);
    do {
      this.type();
      if (this.token === COLON) this.fail();
    } while (this.separated(CLOSE_BRACKET));
    this.close(CLOSE_BRACKET);
    this.shallower();
    return this.wrap(this.kinds.node.type_parameter, mark);
  }

  /** `value as target`, whose value stands since the mark. */
  protected named(mark: number): void {
    const { node, field } = this.kinds;
    const kind = this.kindAt(this.last);
    if (kind === node.conditional_expression || kind === node.lambda || kind === node.named_expression) this.fail();
    this.expect(AS);
    const target = this.mark();
    this.operand(target);
    this.setField(this.wrap(node.as_pattern_target, target), field.alias);
    this.wrap(node.as_pattern, mark);
  }

  /** What a loop binds, up to `in`. */
  protected targets(): number {
    const { node } = this.kinds;
    const mark = this.mark();
    let isList = false;
    for (;;) {
      if (this.token === STAR) this.splat();
      else this.operand(this.mark());
      this.asPattern(this.last);
      if (this.token !== COMMA) break;
      isList = true;
      this.skip();
      if (this.token === IN) break;
    }
    return isList ? this.wrap(node.pattern_list, mark) : this.last;
  }

  /** Turns an expression that has been read into what an assignment binds. */
  protected asPattern(at: number): void {
    const { node } = this.kinds;
    const kind = this.kindAt(at);
    if (kind === node.identifier || kind === node.attribute || kind === node.subscript) return;
    if (kind === node.list_splat) {
      this.setKind(at, node.list_splat_pattern);
      const [child] = this.childrenOf(at);
      if (child === undefined) this.fail();
      const starred = this.kindAt(child);
      if (starred !== node.identifier && starred !== node.attribute && starred !== node.subscript) this.fail();
      return;
    }
    if (kind === node.list) this.setKind(at, node.list_pattern);
    else if (kind === node.tuple || kind === node.parenthesized_expression) this.setKind(at, node.tuple_pattern);
    else this.fail();
    for (const child of this.childrenOf(at)) {
      const inner = this.kindAt(child);
      if (this.kinds.named[inner] && inner !== node.comment && inner !== node.line_continuation) this.asPattern(child);
    }
  }
}
