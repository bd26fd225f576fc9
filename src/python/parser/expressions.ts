import {
  AND, ASYNC, AWAIT, binding, CLOSE_BRACE, CLOSE_BRACKET, CLOSE_PAREN, COLON, COMMA, compares, DOT, DOUBLE_STAR, ELLIPSIS, ELSE, EQUAL, FALSE,
  FIRST_AUGMENTED, FLOAT, FOR, FROM, IF, IN, INTEGER, IS, LAMBDA, MINUS, NAME, NEWLINE, NONE, NOT, OPEN_BRACE, OPEN_BRACKET, OPEN_PAREN, OR, PLUS,
  POWER, SEMICOLON, STAR, STRING, TILDE, TRUE, UNARY, WALRUS, YIELD,
} from "./tokens.ts";
import { Strings } from "./strings.ts";

/** Expressions inside one another, at most; deeper ones go to tree-sitter, which does not recurse. */
const MAX_NESTING = 120;
/** How tightly `or`, `and` and what compares bind. */
const LOOSEST = 10;
const TIGHT = 11;
const TIGHTER = 12;
const OPERAND = 14;

/** Operators, names, calls: everything but brackets, comprehensions and parameters. */
export abstract class Expressions extends Strings {
  /** In what may be a `print` statement as well, stars bind in another way. */
  protected isAmbiguous = false;
  #nesting = 0;

  protected abstract parenthesized(): void;
  protected abstract bracketed(): void;
  protected abstract braced(): void;
  protected abstract callArguments(): void;
  protected abstract lambda(): void;

  protected deeper(): void {
    if (++this.#nesting > MAX_NESTING) this.fail();
  }

  protected shallower(): void {
    this.#nesting--;
  }

  /** Any expression but a starred one; gives its node. */
  protected expression(): number {
    const mark = this.mark();
    this.booleans(mark, LOOSEST);
    return this.conditional(mark);
  }

  /** An expression that ends at `if`: in a comprehension, that word begins the next clause. */
  protected unconditional(): number {
    if (this.token === LAMBDA) this.fail();
    this.booleans(this.mark(), LOOSEST);
    return this.last;
  }

  /** What follows a first operand that stands since a mark: operators of all kinds, `if … else`. */
  protected rest(mark: number): number {
    this.trailers(mark);
    this.operators(mark, OPERAND);
    this.comparison(mark);
    this.connected(mark, LOOSEST);
    return this.conditional(mark);
  }

  protected conditional(mark: number): number {
    if (this.token !== IF) return this.last;
    this.deeper();
    this.skip();
    this.expression();
    this.expect(ELSE);
    this.expression();
    this.shallower();
    return this.wrap(this.kinds.node.conditional_expression, mark);
  }

  /** `or`, `and` and everything that binds tighter; `:=` binds its name like a name alone. */
  protected booleans(mark: number, limit: number): void {
    this.deeper();
    if (this.token === LAMBDA) this.lambda();
    else {
      this.negated(mark);
      if (this.token === WALRUS) {
        if (this.last !== mark || this.kindAt(mark) !== this.kinds.node.identifier || limit !== LOOSEST) this.fail();
        this.#named(mark);
      }
      this.connected(mark, limit);
    }
    this.shallower();
  }

  #named(mark: number): void {
    const { node, field } = this.kinds;
    this.setField(mark, field.name);
    this.skip();
    this.setField(this.unconditional(), field.value);
    this.wrap(node.named_expression, mark);
  }

  protected connected(mark: number, limit: number): void {
    const { node, field } = this.kinds;
    for (;;) {
      const { token } = this;
      if (token !== OR && token !== AND) return;
      const tight = token === OR ? LOOSEST : TIGHT;
      if (tight < limit) return;
      this.setField(this.last, field.left);
      this.setField(this.skip(), field.operator);
      this.booleans(this.mark(), tight + 1);
      this.setField(this.last, field.right);
      this.wrap(node.boolean_operator, mark);
    }
  }

  protected negated(mark: number): void {
    if (this.token !== NOT) {
      this.operand(mark);
      this.operators(mark, OPERAND);
      this.comparison(mark);
      return;
    }
    this.deeper();
    this.skip();
    if (this.token === LAMBDA) this.fail();
    this.booleans(this.mark(), TIGHTER);
    this.setField(this.last, this.kinds.field.argument);
    this.wrap(this.kinds.node.not_operator, mark);
    this.shallower();
  }

  protected comparison(mark: number): void {
    if (compares[this.token] === 0) return;
    while (compares[this.token] === 1) {
      const { token } = this;
      const from = this.mark();
      const start = this.start;
      this.skip();
      if (token === NOT) {
        if (this.token !== IN) this.fail();
        this.skip();
        this.emit(this.kinds.notIn, start, this.lastEnd, from);
      } else if (token === IS && this.token === NOT) {
        this.skip();
        this.emit(this.kinds.isNot, start, this.lastEnd, from);
      }
      this.setField(this.last, this.kinds.field.operators);
      const right = this.mark();
      this.operand(right);
      this.operators(right, OPERAND);
    }
    this.wrap(this.kinds.node.comparison_operator, mark);
  }

  /** Binary operators that bind at least so tightly. */
  protected operators(mark: number, limit: number): void {
    const { node, field } = this.kinds;
    for (;;) {
      const tight = binding[this.token] ?? 0;
      if (tight < limit || tight === 0) return;
      this.setField(this.last, field.left);
      this.setField(this.skip(), field.operator);
      const right = this.mark();
      this.deeper();
      this.operand(right);
      this.operators(right, tight === POWER ? POWER : tight + 1);
      this.shallower();
      this.setField(this.last, field.right);
      this.wrap(node.binary_operator, mark);
    }
  }

  /** One operand with its signs, members, calls and subscripts. */
  protected operand(mark: number): void {
    const { token, kinds: { node, field } } = this;
    if (token === NAME) {
      this.leaf(node.identifier);
      this.trailers(mark);
    } else if (token === MINUS || token === PLUS || token === TILDE) {
      this.deeper();
      this.setField(this.skip(), field.operator);
      this.#afterSign();
      this.setField(this.last, field.argument);
      this.wrap(node.unary_operator, mark);
      this.shallower();
    } else if (token === AWAIT) {
      this.deeper();
      this.skip();
      this.#afterSign();
      this.wrap(node.await, mark);
      this.shallower();
    } else {
      this.#atom();
      this.trailers(mark);
    }
  }

  #afterSign(): void {
    const operand = this.mark();
    this.operand(operand);
    this.operators(operand, UNARY + 1);
  }

  #atom(): void {
    const { node } = this.kinds;
    switch (this.token) {
      case STRING: return this.strings();
      case INTEGER: return void this.leaf(node.integer);
      case FLOAT: return void this.leaf(node.float);
      case NONE: return void this.leaf(node.none);
      case TRUE: return void this.leaf(node.true);
      case FALSE: return void this.leaf(node.false);
      case ELLIPSIS: return void this.leaf(node.ellipsis);
      case OPEN_PAREN: return this.parenthesized();
      case OPEN_BRACKET: return this.bracketed();
      case OPEN_BRACE: return this.braced();
      default: this.fail();
    }
  }

  protected trailers(mark: number): void {
    const { node, field } = this.kinds;
    for (;;) {
      switch (this.token) {
        case DOT:
          this.setField(this.last, field.object);
          this.skip();
          if (this.token !== NAME) this.fail();
          this.setField(this.leaf(node.identifier), field.attribute);
          this.wrap(node.attribute, mark);
          break;
        case OPEN_PAREN:
          this.setField(this.last, field.function);
          this.callArguments();
          this.setField(this.last, field.arguments);
          this.wrap(node.call, mark);
          break;
        case OPEN_BRACKET:
          this.setField(this.last, field.value);
          this.#subscripts();
          this.wrap(node.subscript, mark);
          break;
        default: return;
      }
    }
  }

  #subscripts(): void {
    this.deeper();
    this.open(OPEN_BRACKET);
    do {
      this.#subscript();
      this.setField(this.last, this.kinds.field.subscript);
    } while (this.separated(CLOSE_BRACKET));
    this.close(CLOSE_BRACKET);
    this.shallower();
  }

  /** Whether another element follows, after a comma and before the closing token. */
  protected separated(closing: number): boolean {
    if (this.token !== COMMA) return false;
    this.skip();
    return this.token !== closing;
  }

  #subscript(): void {
    const mark = this.mark();
    if (this.token === STAR) return this.splat();
    if (this.token !== COLON) this.expression();
    if (this.token !== COLON) return;
    for (let colons = 0; this.token === COLON && colons < 2; colons++) {
      this.skip();
      if (this.token !== COLON && this.token !== COMMA && this.token !== CLOSE_BRACKET) this.expression();
    }
    this.wrap(this.kinds.node.slice, mark);
  }

  /** `*name` where nothing else may be starred, or is by tree-sitter in another way than one would think. */
  protected splat(): void {
    const { node } = this.kinds;
    const mark = this.mark();
    this.expect(STAR);
    if (this.token !== NAME) this.fail();
    this.leaf(node.identifier);
    this.wrap(node.list_splat, mark);
    if (this.token !== COMMA && this.token !== IN && !this.endsList()) this.fail();
  }

  /** `*expression` in brackets. */
  protected starred(): void {
    const mark = this.mark();
    this.expect(STAR);
    this.expression();
    if (this.isAmbiguous && this.kindAt(this.last) !== this.kinds.node.identifier) this.fail();
    this.wrap(this.kinds.node.list_splat, mark);
  }

  /** `**expression`. */
  protected doubleStarred(): void {
    const mark = this.mark();
    this.expect(DOUBLE_STAR);
    this.expression();
    this.wrap(this.kinds.node.dictionary_splat, mark);
  }

  /** Expressions with commas between them, as nodes side by side. */
  protected listed(): boolean {
    let isList = false;
    for (;;) {
      if (this.token === STAR) this.splat();
      else this.expression();
      if (this.token !== COMMA) return isList;
      isList = true;
      this.skip();
      // After a comma the grammar misses the end of some lines.
      if (this.token === NEWLINE) this.fail();
      if (this.endsList()) return true;
    }
  }

  protected endsList(): boolean {
    const { token } = this;
    if (token === NEWLINE || token === EQUAL || token === SEMICOLON || token === COLON || token === FROM) return true;
    return token >= FIRST_AUGMENTED || isCloser(token);
  }

  /** One expression, or several as an `expression_list`. */
  protected expressions(): number {
    const mark = this.mark();
    return this.listed() ? this.wrap(this.kinds.node.expression_list, mark) : this.last;
  }

  protected yielded(): number {
    const mark = this.mark();
    this.expect(YIELD);
    if (this.token === FROM) {
      this.skip();
      this.expression();
    } else if (!this.endsList()) this.expressions();
    return this.wrap(this.kinds.node.yield, mark);
  }

  protected get startsClause(): boolean {
    return this.token === FOR || this.token === ASYNC;
  }
}

const isCloser = (token: number): boolean => token === CLOSE_PAREN || token === CLOSE_BRACKET || token === CLOSE_BRACE;
