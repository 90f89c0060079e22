// Program text -> PlanProgram: a lexer and a parser without recursion, both linear in the length of the text; check.ts follows.

import type { SolverFailure } from "../result.ts";
import { positionAt } from "../result.ts";
import { MAX_NEEDS, MAX_PARAMETERS, MAX_PROGRAM_LENGTH, ROOT_TYPE } from "./ast.ts";
import type { Action, Atom, Difference, Literal, Named, PlanProgram, Signature, Typed } from "./ast.ts";
import { checkProgram } from "./check.ts";
import { bracketHint, characterHint, logicHint, type Place, sectionHint } from "./hints.ts";
import { PlanStop } from "./stop.ts";

export type PlanParse = { readonly ok: true; readonly program: PlanProgram } | { readonly ok: false; readonly failure: SolverFailure };

interface Lexeme {
  readonly kind: "name" | "parameter" | "symbol" | "end";
  readonly text: string;
  readonly offset: number;
}

const LEXEME = /[\p{L}\p{M}\p{N}_]+|\?[\p{L}\p{M}\p{N}_]+|!=|≠|[:;,()\-–]|#[^\n]*|\s+/uy;
const SECTIONS: readonly string[] = ["types", "objects", "predicates", "start", "goal"];
const RESERVED: readonly string[] = ["action", "needs", "makes", "ends", "not"];
/** Longest name, so that messages and tables stay readable. */
const MAX_NAME_LENGTH = 64;

function lex(text: string): Lexeme[] {
  const lexemes: Lexeme[] = [];
  for (let at = 0; at < text.length; ) {
    LEXEME.lastIndex = at;
    const matched = LEXEME.exec(text)?.[0];
    if (matched === undefined) {
      const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
      throw new PlanStop("syntax", `"${char}" is not part of the language; ${characterHint(char)}.`, at);
    }
    const first = matched.charAt(0);
    if (matched === "!=" || matched === "≠") {
      lexemes.push({ kind: "symbol", text: "!=", offset: at });
    } else if (first === "?") {
      lexemes.push({ kind: "parameter", text: matched, offset: at });
    } else if (":;,()-–".includes(first)) {
      lexemes.push({ kind: "symbol", text: first === "–" ? "-" : first, offset: at });
    } else if (first !== "#" && first.trim() !== "") {
      lexemes.push({ kind: "name", text: matched, offset: at });
    }
    if (matched.length > MAX_NAME_LENGTH && first.trim() !== "" && first !== "#") {
      throw new PlanStop("syntax", `The name "${matched.slice(0, 20)}..." has ${matched.length} characters; shorten it to ${MAX_NAME_LENGTH}.`, at);
    }
    at += matched.length;
  }
  lexemes.push({ kind: "end", text: "", offset: text.length });
  return lexemes;
}

class Parser {
  readonly lexemes: readonly Lexeme[];
  at = 0;

  constructor(lexemes: readonly Lexeme[]) {
    this.lexemes = lexemes;
  }

  peek(ahead = 0): Lexeme {
    const lexeme = this.lexemes[Math.min(this.at + ahead, this.lexemes.length - 1)];
    if (lexeme === undefined) throw new Error("a program has at least its end");
    return lexeme;
  }

  isSymbol(symbol: string): boolean {
    const lexeme = this.peek();
    return lexeme.kind === "symbol" && lexeme.text === symbol;
  }

  /** Steps over the symbol if it is next. */
  skip(symbol: string): boolean {
    const found = this.isSymbol(symbol);
    if (found) this.at++;
    return found;
  }

  /** The word at the cursor when it is one of `words`; a section's word counts only with its colon, so it may also be a name. */
  isWord(words: readonly string[]): boolean {
    const { kind, text } = this.peek();
    if (kind !== "name" || !words.includes(text)) return false;
    const after = this.peek(1);
    return RESERVED.includes(text) || (after.kind === "symbol" && after.text === ":");
  }

  /** `hint`: what to write instead. */
  fail(expected: string, hint: string): never {
    const { kind, text, offset } = this.peek();
    const mark = hint.startsWith("did you mean") ? "?" : ".";
    throw new PlanStop("syntax", `${expected} was expected but ${kind === "end" ? "the program ends" : `"${text}" stands`} here; ${hint}${mark}`, offset);
  }

  expect(symbol: string, after: string, hint: string): void {
    if (!this.skip(symbol)) this.fail(`"${symbol}" after ${after}`, hint);
  }

  closeBracket(what: string, example: string): void {
    this.expect(")", what, bracketHint(this.peek(), example));
  }

  /** True while the list at the cursor has another item. */
  more(): boolean {
    this.skip(",");
    const { kind } = this.peek();
    return (kind === "name" && !this.isWord(SECTIONS) && !this.isWord(["action", "needs", "makes", "ends"])) || kind === "parameter";
  }

  name(what: string, hint: string): Named {
    const { kind, text, offset } = this.peek();
    if (kind !== "name") this.fail(what, hint);
    if (RESERVED.includes(text)) throw new PlanStop("syntax", `"${text}" is a word of the language; choose another name.`, offset);
    this.at++;
    return { name: text, offset };
  }

  term(): Named {
    const { kind, text, offset } = this.peek();
    if (kind !== "parameter") return this.name("An object or a ?parameter", "write a name, as in on(a, ?x)");
    this.at++;
    return { name: text, offset };
  }

  /** `a b - type, c - type`; names without a type are of the root type. */
  typedList(kind: "name" | "parameter", what: string): Typed[] {
    const list: Typed[] = [];
    let group: Named[] = [];
    while (this.more()) {
      const { kind: found, text } = this.peek();
      if (found !== kind) this.fail(what, kind === "parameter" ? `write ?${text}` : `write ${text.slice(1)} without the question mark; parameters belong into actions`);
      if (text.toLowerCase() === "and") throw new PlanStop("syntax", `"${text}" cannot be a name in this list; write a comma between names.`, this.peek().offset);
      group.push(this.term());
      if (!this.skip("-")) continue;
      const type = this.name("The name of a type", `write one after "-", as in ${kind === "parameter" ? "?x ?y" : "a b"} - block`).name;
      list.push(...group.map((item) => ({ ...item, type })));
      group = [];
    }
    return [...list, ...group.map((item) => ({ ...item, type: ROOT_TYPE }))];
  }

  /** "when" between facts, where commas are optional, is no fact of that name. */
  refuseLogic(place: Place): void {
    const { kind, text, offset } = this.peek();
    const hint = kind === "name" ? logicHint(text, place) : null;
    if (hint !== null) throw new PlanStop("syntax", `"${text}" cannot be the name of a fact; ${hint}.`, offset);
  }

  atom(place: Place): Atom {
    this.refuseLogic(place);
    const { name: predicate, offset } = this.name("A fact such as on(a, b)", this.peek().kind === "parameter" ? `put it into one, as in clear(${this.peek().text})` : "write one, or remove what stands before");
    const names: Named[] = [];
    if (this.skip("(")) {
      while (this.more()) names.push(this.term());
      this.closeBracket(`the arguments of ${predicate}`, `${predicate}(a, b)`);
    }
    return { predicate, arguments: names, offset };
  }

  literal(place: Place): Literal {
    const holds = !this.isWord(["not"]);
    if (!holds) this.at++;
    return { atom: this.atom(place), holds };
  }

  atoms(where: "start" | "makes" | "ends"): Atom[] {
    const list: Atom[] = [];
    while (this.more()) {
      if (this.isWord(["not"])) {
        throw new PlanStop("syntax", `"not" cannot stand in ${where}; ${where === "start" ? "leave the fact out: what start does not say is false" : "list the fact under ends instead"}.`, this.peek().offset);
      }
      list.push(this.atom(where));
    }
    return list;
  }

  signature(): Signature {
    this.refuseLogic("predicates");
    const { name, offset } = this.name("A predicate such as on(block, place)", "write its name first");
    const types: Named[] = [];
    if (this.skip("(")) {
      while (this.more()) types.push(this.name("The name of a type", `write types, not parameters, as in ${name}(block, place)`));
      this.closeBracket(`the types of ${name}`, `${name}(block, place)`);
    }
    return { name, offset, types };
  }

  needs(literals: Literal[], differences: Difference[]): void {
    while (this.more()) {
      const next = this.peek(1);
      if (this.peek().kind === "parameter" || (next.kind === "symbol" && next.text === "!=")) {
        const left = this.term();
        this.expect("!=", left.name, `compare it, as in ${left.name} != ?y, or put it into a fact, as in clear(${left.name})`);
        differences.push({ left, right: this.term() });
      } else {
        literals.push(this.literal("needs"));
      }
    }
  }

  action(): Action {
    const { name, offset } = this.name("The name of the action", "write one, as in action move(?x - block):");
    let parameters: Typed[] = [];
    if (this.skip("(")) {
      parameters = this.typedList("parameter", "A parameter such as ?x");
      this.closeBracket(`the parameters of ${name}`, `${name}(?x - block)`);
    }
    if (parameters.length > MAX_PARAMETERS) {
      throw new PlanStop("too-many", `Action ${name} has ${parameters.length} parameters; use at most ${MAX_PARAMETERS}, or split it into two actions.`, offset);
    }
    const signature = parameters.length === 0 ? name : `${name}(..)`;
    this.expect(":", `action ${name}`, this.peek().kind === "parameter" ? `write the parameters in brackets, as in action ${name}(${this.peek().text}):` : `write it before what the action does, as in action ${signature}: needs ..`);
    const action = { name, offset, parameters, needs: [] as Literal[], differences: [] as Difference[], makes: [] as Atom[], ends: [] as Atom[] };
    for (;;) {
      this.skip(";");
      const clause = this.peek().text;
      if (!this.isWord(["needs", "makes", "ends"])) break;
      this.at++;
      this.skip(":");
      if (clause === "needs") this.needs(action.needs, action.differences);
      else if (clause === "makes") action.makes.push(...this.atoms("makes"));
      else action.ends.push(...this.atoms("ends"));
    }
    if (action.needs.length + action.differences.length > MAX_NEEDS) {
      throw new PlanStop("too-many", `Action ${name} has ${action.needs.length + action.differences.length} needs; use at most ${MAX_NEEDS}.`, offset);
    }
    if (action.makes.length + action.ends.length === 0) {
      if (this.peek().kind === "name" && !this.isWord([...SECTIONS, "action"])) this.fail('"needs", "makes" or "ends"', sectionHint(this.peek()));
      throw new PlanStop("syntax", `Action ${name} changes nothing; add "makes" or "ends" with at least one fact.`, offset);
    }
    return action;
  }

  program(): PlanProgram {
    const program = {
      types: [] as Typed[],
      objects: [] as Typed[],
      predicates: [] as Signature[],
      actions: [] as Action[],
      start: [] as Atom[],
      goal: [] as Literal[],
    };
    while (this.peek().kind !== "end") {
      if (this.skip(";")) continue;
      if (this.isWord(["action"])) {
        this.at++;
        program.actions.push(this.action());
        continue;
      }
      if (!this.isWord(SECTIONS)) {
        // "gaol:" after a list was read as one more name of it.
        if (this.isSymbol(":") && this.lexemes[this.at - 1]?.kind === "name") this.at--;
        this.fail('A section ("types:", "objects:", "predicates:", "start:", "goal:") or an action', sectionHint(this.peek()));
      }
      const section = this.peek().text;
      this.at += 2;
      if (section === "types") program.types.push(...this.typedList("name", "The name of a type"));
      else if (section === "objects") program.objects.push(...this.typedList("name", "The name of an object"));
      else if (section === "start") program.start.push(...this.atoms("start"));
      else if (section === "goal") while (this.more()) program.goal.push(this.literal("goal"));
      else while (this.more()) program.predicates.push(this.signature());
    }
    return program;
  }
}

/** Errors: syntax, too-long, too-many, unknown-name, duplicate, type, arity, no-goal. */
export function parsePlanProgram(text: string, mostCharacters = MAX_PROGRAM_LENGTH): PlanParse {
  try {
    if (text.length > mostCharacters) {
      throw new PlanStop("too-long", `The program has ${text.length} characters; shorten it to ${mostCharacters}.`, mostCharacters);
    }
    return { ok: true, program: checkProgram(new Parser(lex(text)).program()) };
  } catch (error) {
    if (!(error instanceof PlanStop)) throw error;
    const position = error.offset === null ? null : positionAt(text, error.offset);
    return { ok: false, failure: { end: "not-understood", code: error.code, message: error.message, position } };
  }
}
