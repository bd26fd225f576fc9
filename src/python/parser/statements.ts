import { Simple } from "./simple.ts";
import {
  AS, ASYNC, AT, CLASS, CLOSE_PAREN, COLON, COMMA, DEF, ELIF, ELSE, END, EXCEPT, FINALLY, FOR, IF, IN, NAME, NEWLINE, ARROW, OPEN_BRACKET,
  OPEN_PAREN, TRY, WHILE, WITH,
} from "./tokens.ts";
import type { FlatTree } from "../tree.ts";

/** Blocks and the statements that have them. */
export class Statements extends Simple {
  /** The whole file. */
  module(): FlatTree {
    this.startLine();
    const mark = this.count;
    while (this.token !== END) {
      if (this.lineIndent !== 0) this.fail();
      this.#statement();
    }
    this.flush();
    this.wrap(this.kinds.node.module, mark);
    this.stretch(this.text.length);
    return this.tree();
  }

  #statement(): void {
    switch (this.token) {
      case IF: return this.#if();
      case FOR: case WHILE: case TRY: case WITH: case DEF: case CLASS: case ASYNC: return this.#compound();
      case AT: return this.#decorated();
      default: this.simpleLine();
    }
  }

  #compound(): void {
    const mark = this.mark();
    const isAsync = this.token === ASYNC;
    if (isAsync) this.skip();
    switch (this.token) {
      case FOR: return this.#for(mark);
      case WITH: return this.#with(mark);
      case DEF: return this.#function(mark);
      default: if (isAsync) this.fail();
    }
    if (this.token === WHILE) this.#while(mark);
    else if (this.token === TRY) this.#try(mark);
    else this.#class(mark);
  }

  /** What stands below a colon: statements on the same line, or a block that is indented further. */
  #suite(): number {
    const { node } = this.kinds;
    this.expect(COLON);
    const outer = this.blockIndent;
    if (this.token !== NEWLINE) {
      const mark = this.mark();
      this.simpleStatements();
      const block = this.wrap(node.block, mark);
      this.startLine();
      return block;
    }
    this.startLine();
    const indent = this.lineIndent;
    if (indent <= outer || this.token === END) this.fail();
    this.deeper();
    const mark = this.mark();
    this.blockIndent = indent;
    while (this.lineIndent === indent && this.token !== END) this.#statement();
    if (this.lineIndent > indent) this.fail();
    this.flushIndented(indent);
    this.blockIndent = outer;
    this.shallower();
    return this.wrap(node.block, mark);
  }

  /** Whether the statement goes on with a clause of its own. */
  #goesOn(token: number): boolean {
    return this.token === token && this.lineIndent === this.blockIndent;
  }

  #if(): void {
    const { node, field } = this.kinds;
    const mark = this.mark();
    this.skip();
    this.setField(this.expression(), field.condition);
    this.setField(this.#suite(), field.consequence);
    while (this.#goesOn(ELIF)) {
      const clause = this.mark();
      this.skip();
      this.setField(this.expression(), field.condition);
      this.setField(this.#suite(), field.consequence);
      this.setField(this.wrap(node.elif_clause, clause), field.alternative);
    }
    if (this.#goesOn(ELSE)) this.setField(this.#else(), field.alternative);
    this.wrap(node.if_statement, mark);
  }

  #else(): number {
    const mark = this.mark();
    this.skip();
    this.setField(this.#suite(), this.kinds.field.body);
    return this.wrap(this.kinds.node.else_clause, mark);
  }

  #for(mark: number): void {
    const { node, field } = this.kinds;
    this.skip();
    this.setField(this.targets(), field.left);
    this.expect(IN);
    this.setField(this.expressions(), field.right);
    this.setField(this.#suite(), field.body);
    if (this.#goesOn(ELSE)) this.setField(this.#else(), field.alternative);
    this.wrap(node.for_statement, mark);
  }

  #while(mark: number): void {
    const { node, field } = this.kinds;
    this.skip();
    this.setField(this.expression(), field.condition);
    this.setField(this.#suite(), field.body);
    if (this.#goesOn(ELSE)) this.setField(this.#else(), field.alternative);
    this.wrap(node.while_statement, mark);
  }

  #try(mark: number): void {
    const { node, field } = this.kinds;
    this.skip();
    this.setField(this.#suite(), field.body);
    while (this.#goesOn(EXCEPT)) this.#except();
    if (this.#goesOn(ELSE)) this.#else();
    if (this.#goesOn(FINALLY)) {
      const clause = this.mark();
      this.skip();
      this.#suite();
      this.wrap(node.finally_clause, clause);
    }
    this.wrap(node.try_statement, mark);
  }

  #except(): void {
    const { node, field } = this.kinds;
    const mark = this.mark();
    this.skip();
    if (this.token !== COLON) {
      const value = this.mark();
      this.expression();
      if (this.token === AS) this.named(value);
      this.setField(this.last, field.value);
      while (this.token === COMMA) {
        this.skip();
        this.setField(this.expression(), field.value);
      }
    }
    this.#suite();
    this.wrap(node.except_clause, mark);
  }

  #with(mark: number): void {
    const { node, field } = this.kinds;
    this.skip();
    const clause = this.mark();
    if (this.token !== OPEN_PAREN || !this.attempt(() => this.#itemsInParentheses())) {
      this.#item();
      if (this.token === COLON && this.kindAt(this.last - 1) === node.tuple) this.fail();
      while (this.token === COMMA) {
        this.skip();
        this.#item();
      }
    }
    this.wrap(node.with_clause, clause);
    this.setField(this.#suite(), field.body);
    this.wrap(node.with_statement, mark);
  }

  /** `(a as b, c as d)`: two items or more up to the colon. */
  #itemsInParentheses(): boolean {
    this.open(OPEN_PAREN);
    let items = 0;
    do {
      this.#item();
      items++;
    } while (this.separated(CLOSE_PAREN));
    this.close(CLOSE_PAREN);
    return items > 1 && this.token === COLON;
  }

  #item(): void {
    const { node, field } = this.kinds;
    const mark = this.mark();
    this.mayName = this.token === OPEN_PAREN;
    this.expression();
    this.mayName = false;
    if (this.token === AS) this.named(mark);
    this.setField(this.last, field.value);
    this.wrap(node.with_item, mark);
  }

  #function(mark: number): void {
    const { node, field } = this.kinds;
    this.skip();
    this.#name();
    const parameters = this.mark();
    this.open(OPEN_PAREN);
    this.parameterList(CLOSE_PAREN);
    this.close(CLOSE_PAREN);
    this.setField(this.wrap(node.parameters, parameters), field.parameters);
    if (this.token === ARROW) {
      this.skip();
      this.setField(this.type(), field.return_type);
    }
    this.setField(this.#suite(), field.body);
    this.wrap(node.function_definition, mark);
  }

  #name(): void {
    const { node, field } = this.kinds;
    if (this.token !== NAME) this.fail();
    this.setField(this.leaf(node.identifier), field.name);
    if (this.token === OPEN_BRACKET) this.setField(this.typeParameter(), field.type_parameters);
  }

  #class(mark: number): void {
    const { node, field } = this.kinds;
    this.skip();
    this.#name();
    if (this.token === OPEN_PAREN) {
      this.callArguments();
      if (this.kindAt(this.last) !== node.argument_list) this.fail();
      this.setField(this.last, field.superclasses);
    }
    this.setField(this.#suite(), field.body);
    this.wrap(node.class_definition, mark);
  }

  #decorated(): void {
    const { node, field } = this.kinds;
    const mark = this.mark();
    while (this.token === AT) {
      const decorator = this.mark();
      this.skip();
      this.expression();
      if (this.token !== NEWLINE) this.fail();
      this.flush();
      this.wrap(node.decorator, decorator);
      this.startLine();
      if (this.lineIndent !== this.blockIndent) this.fail();
    }
    if (this.token !== DEF && this.token !== CLASS && this.token !== ASYNC) this.fail();
    this.#compound();
    const kind = this.kindAt(this.last);
    if (kind !== node.function_definition && kind !== node.class_definition) this.fail();
    this.setField(this.last, field.definition);
    this.wrap(node.decorated_definition, mark);
  }
}
