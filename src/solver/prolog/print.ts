// Terms -> text for SWI-Prolog: every name in marks, no operators, so that it reads back as exactly this tree.
// The program's own predicates get a prefix that nothing in the system has: no name of a program can replace or hook into anything.

import type { Term } from "./ast.ts";

const OWN_PREFIX = "u:";

export function ownName(name: string): string {
  return OWN_PREFIX + name;
}

function escaped(text: string, mark: string): string {
  let out = mark;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (char === mark || char === "\\") out += `\\${char}`;
    else if (code < 0x20 || (code >= 0x7f && code < 0xa0) || code === 0xad || (code >= 0x2028 && code <= 0x202e) || code === 0xfeff) out += `\\x${code.toString(16)}\\`;
    else if (code >= 0xd800 && code <= 0xdfff) out += "\ufffd"; // half a character
    else out += char;
  }
  return out + mark;
}

export function printAtom(name: string): string {
  return escaped(name, "'");
}

export function printFloat(value: number): string {
  const text = String(value);
  return /[.]/.test(text) || !/^-?\d/.test(text) ? text : text.includes("e") ? text.replace("e", ".0e") : `${text}.0`;
}

/** Each place of "_" is a variable of its own. */
export function identity({ name, at }: Term & { readonly kind: "variable" }): string {
  return name === "_" ? `_ ${at}` : name;
}

export function countVariables(term: Term, counts: Map<string, number>): void {
  switch (term.kind) {
    case "variable":
      counts.set(identity(term), (counts.get(identity(term)) ?? 0) + 1);
      return;
    case "compound":
      for (const arg of term.args) countVariables(arg, counts);
      return;
    case "list":
      for (const item of term.items) countVariables(item, counts);
      if (term.tail !== null) countVariables(term.tail, counts);
      return;
    default:
      return;
  }
}

/** Prints the terms of one clause or query, which share their variables. */
export class TermPrinter {
  protected readonly counts = new Map<string, number>();
  protected readonly names = new Map<string, string>();
  private next = 0;

  /** `terms`: all of the clause, so that it is known which variables stand in one part of it only. */
  constructor(terms: readonly Term[]) {
    for (const term of terms) countVariables(term, this.counts);
  }

  /** A variable that the clause as written does not have. */
  protected fresh(): string {
    return `V${this.next++}`;
  }

  protected variable(id: string): string {
    const name = this.names.get(id) ?? this.fresh();
    this.names.set(id, name);
    return name;
  }

  term(term: Term): string {
    switch (term.kind) {
      case "variable":
        return this.variable(identity(term));
      case "integer":
      case "rational":
        return term.text;
      case "float":
        return printFloat(term.value);
      case "string":
        return escaped(term.text, '"');
      case "atom":
        return printAtom(term.name);
      case "nil":
        return "[]";
      case "list":
        return `[${term.items.map((item) => this.term(item)).join(",")}${term.tail === null ? "" : `|${this.term(term.tail)}`}]`;
      case "compound":
        return `${printAtom(term.name)}(${term.args.map((arg) => this.term(arg)).join(",")})`;
      default:
        return term satisfies never;
    }
  }
}
