import { Brackets } from "./brackets.ts";
import {
  AS, ASSERT, BREAK, CLOSE_PAREN, COLON, COMMA, CONTINUE, DEL, DOT, ELLIPSIS, EQUAL, FIRST_AUGMENTED, FROM, GLOBAL, IMPORT, NAME, NEWLINE,
  NONLOCAL, OPEN_PAREN, PASS, RAISE, RETURN, SEMICOLON, STAR, YIELD,
} from "./tokens.ts";

/** Words that begin a statement only sometimes. */
const soft = new Set(["print", "exec", "type", "match"]);

/** Statements without a block. */
export abstract class Simple extends Brackets {
  /** A line of simple statements. */
  protected simpleLine(): void {
    this.simpleStatements();
    this.startLine();
  }

  /** Simple statements up to the end of the line, with its comment. */
  protected simpleStatements(): void {
    for (;;) {
      this.#simple();
      if (this.token !== SEMICOLON) break;
      this.skip();
      if (this.token === NEWLINE) break;
    }
    if (this.token !== NEWLINE) this.fail();
    this.flush();
  }

  #simple(): void {
    const { node, field } = this.kinds;
    const mark = this.mark();
    switch (this.token) {
      case PASS: this.skip(); return void this.wrap(node.pass_statement, mark);
      case BREAK: this.skip(); return void this.wrap(node.break_statement, mark);
      case CONTINUE: this.skip(); return void this.wrap(node.continue_statement, mark);
      case RETURN:
        this.skip();
        if (!this.endsList()) this.expressions();
        return void this.wrap(node.return_statement, mark);
      case DEL:
        this.skip();
        this.expressions();
        return void this.wrap(node.delete_statement, mark);
      case RAISE:
        this.skip();
        if (!this.endsList()) this.expressions();
        if (this.token === FROM) {
          this.skip();
          this.setField(this.expression(), field.cause);
        }
        return void this.wrap(node.raise_statement, mark);
      case ASSERT:
        this.skip();
        this.expression();
        while (this.token === COMMA) {
          this.skip();
          this.expression();
        }
        return void this.wrap(node.assert_statement, mark);
      case GLOBAL: return this.#names(mark, node.global_statement);
      case NONLOCAL: return this.#names(mark, node.nonlocal_statement);
      case IMPORT:
        this.skip();
        this.#imported();
        return void this.wrap(node.import_statement, mark);
      case FROM: return this.#from(mark);
      case NAME:
        this.isAmbiguous = this.end - this.start <= 5 && soft.has(this.text.slice(this.start, this.end));
        if (this.isAmbiguous) this.#checkSoft();
        this.#expressionStatement(mark);
        this.isAmbiguous = false;
        return;
      default: this.#expressionStatement(mark);
    }
  }

  /** `print`, `exec`, `type` and `match` are names here only before what cannot begin their statements. */
  #checkSoft(): void {
    const after = /[ \t]*(?:[=.,;:)]|$|(\())/my;
    after.lastIndex = this.end;
    const found = after.exec(this.text);
    if (!found || (found[1] !== undefined && this.text.startsWith("match", this.start))) this.fail();
  }

  #names(mark: number, kind: number): void {
    do {
      this.skip();
      if (this.token !== NAME) this.fail();
      this.leaf(this.kinds.node.identifier);
    } while (this.token === COMMA);
    this.wrap(kind, mark);
  }

  #expressionStatement(mark: number): void {
    const { node, field } = this.kinds;
    if (this.token === YIELD) this.yielded();
    else {
      // `type(x).y = z` passes for an alias of a type.
      const isType = this.token === NAME && this.end - this.start === 4 && this.text.startsWith("type", this.start);
      const isList = this.listed();
      if (isType && this.token === EQUAL && this.kindAt(mark + 1) === this.kinds.token[OPEN_PAREN]) this.fail();
      if (this.#assigns(mark, isList)) {
        // The assignment is the statement.
      } else if (this.token === COLON && !isList) {
        this.asPattern(this.last);
        this.setField(this.last, field.left);
        this.skip();
        this.setField(this.type(), field.type);
        if (this.token === EQUAL) {
          this.skip();
          this.setField(this.#right(), field.right);
        }
        this.wrap(node.assignment, mark);
      }
    }
    this.wrap(node.expression_statement, mark);
  }

  /** Goes on with an assignment whose left side has been read, if one follows. */
  #assigns(mark: number, isList: boolean): boolean {
    const { node, field } = this.kinds;
    const { token } = this;
    const isAugmented = token >= FIRST_AUGMENTED;
    if (token !== EQUAL && !isAugmented) return false;
    if (isList) {
      const list = this.wrap(node.pattern_list, mark);
      for (const child of this.childrenOf(list)) if (this.kinds.named[this.kindAt(child)] && !this.#isExtra(child)) this.asPattern(child);
    } else this.asPattern(this.last);
    this.setField(this.last, field.left);
    const operator = this.skip();
    if (isAugmented) this.setField(operator, field.operator);
    this.deeper();
    this.setField(this.#right(), field.right);
    this.shallower();
    this.wrap(isAugmented ? node.augmented_assignment : node.assignment, mark);
    return true;
  }

  #isExtra(at: number): boolean {
    const kind = this.kindAt(at);
    return kind === this.kinds.node.comment || kind === this.kinds.node.line_continuation;
  }

  #right(): number {
    if (this.token === YIELD) return this.yielded();
    const mark = this.mark();
    const isList = this.listed();
    if (!this.#assigns(mark, isList) && isList) this.wrap(this.kinds.node.expression_list, mark);
    return this.last;
  }

  /** `a.b as c, d`. */
  #imported(): void {
    const { node, field } = this.kinds;
    for (;;) {
      const mark = this.mark();
      const name = this.#dotted();
      this.setField(name, field.name);
      if (this.token === AS) {
        this.skip();
        if (this.token !== NAME) this.fail();
        this.setField(this.leaf(node.identifier), field.alias);
        this.setField(this.wrap(node.aliased_import, mark), field.name);
      }
      if (this.token !== COMMA) return;
      this.skip();
      if (this.token === CLOSE_PAREN) return;
    }
  }

  #dotted(): number {
    const { node } = this.kinds;
    const mark = this.mark();
    if (this.token !== NAME) this.fail();
    this.leaf(node.identifier);
    while (this.token === DOT) {
      this.skip();
      if (this.token !== NAME) this.fail();
      this.leaf(node.identifier);
    }
    return this.wrap(node.dotted_name, mark);
  }

  #from(mark: number): void {
    const { node, field } = this.kinds;
    this.skip();
    const isFuture = this.token === NAME && this.text.slice(this.start, this.end) === "__future__";
    if (isFuture) this.leaf(this.kinds.future);
    else if (this.token === DOT || this.token === ELLIPSIS) this.setField(this.#relative(), field.module_name);
    else this.setField(this.#dotted(), field.module_name);
    this.expect(IMPORT);
    if (this.token === STAR && !isFuture) {
      const wildcard = this.mark();
      this.skip();
      this.wrap(node.wildcard_import, wildcard);
    } else if (this.token === OPEN_PAREN) {
      this.open(OPEN_PAREN);
      this.#imported();
      this.close(CLOSE_PAREN);
    } else this.#imported();
    this.wrap(isFuture ? node.future_import_statement : node.import_from_statement, mark);
  }

  #relative(): number {
    const { node, token } = this.kinds;
    const mark = this.mark();
    const dot = token[DOT] ?? 0;
    while (this.token === DOT || this.token === ELLIPSIS) {
      if (this.token === ELLIPSIS) {
        const { start } = this;
        this.emit(dot, start, start + 1, this.count);
        this.emit(dot, start + 1, start + 2, this.count);
        this.start = start + 2;
      }
      this.leaf(dot);
    }
    this.wrap(node.import_prefix, mark);
    if (this.token === NAME) this.#dotted();
    return this.wrap(node.relative_import, mark);
  }
}
