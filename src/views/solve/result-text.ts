// What is said about an end, apart from the solver's own words: a title, a sign that does not need colour, and what it means.

import type { Language, SolverResult, SolverWork } from "../../solver/result.ts";

export interface EndText {
  readonly title: string;
  /** Decoration: the title says the same. */
  readonly sign: string;
  readonly meaning: string;
}

const ENDS: Readonly<Record<SolverResult["end"], EndText>> = {
  answer: { title: "Answer", sign: "=", meaning: "Follows from the program and its data. Whether they say what you mean is yours to check." },
  "proved-no": { title: "Proved: no", sign: "≠", meaning: "The search was complete and found nothing: under this program and data there is no answer." },
  unknown: { title: "Unknown", sign: "?", meaning: "Neither an answer nor a no follows from what was found." },
  "out-of-budget": { title: "Out of budget", sign: "…", meaning: "The solver gave up before it knew. There may or may not be an answer." },
  "not-understood": { title: "Not understood", sign: "!", meaning: "Nothing was concluded." },
};

/** Failures whose end alone would say too little. */
const CODES: Readonly<Record<string, EndText>> = {
  time: { title: "Out of time", sign: "…", meaning: "The clock stopped the solver before it knew. There may or may not be an answer." },
  memory: { title: "Out of memory", sign: "…", meaning: "The solver stopped before it knew. There may or may not be an answer." },
  stopped: { title: "Stopped", sign: "…", meaning: "You stopped it, so nothing was concluded." },
  crashed: { title: "The solver broke down", sign: "!", meaning: "Most often its memory was full. Nothing was concluded." },
  unavailable: { title: "The solver is not here", sign: "!", meaning: "Its files did not come, so nothing ran." },
  "engine-defect": { title: "Not trusted", sign: "!", meaning: "The solver's reply failed its check: a fault of this page, not of your program." },
};

export function endText(result: SolverResult): EndText {
  const special = "code" in result && Object.hasOwn(CODES, result.code) ? CODES[result.code] : undefined;
  return special ?? ENDS[result.end];
}

/** What the tree under an answer is, by language. */
export const EXPLANATION_TITLES: Readonly<Record<Language, string>> = { arithmetic: "Steps", sql: "Query plan", prolog: "Proof", plan: "Plan" };

export const LANGUAGE_TITLES: Readonly<Record<Language, { readonly title: string; readonly about: string }>> = {
  sql: { title: "SQL", about: "One SELECT over the tables you choose. SQLite runs it, read-only." },
  prolog: { title: "Prolog", about: "Facts, rules and a question; constraints over whole numbers with clpfd. SWI-Prolog runs it." },
  plan: { title: "Plan", about: "Actions with what they need, make and end. The planner finds a shortest plan and replays it." },
  arithmetic: { title: "Arithmetic", about: "Exact numbers of any length and fractions, never rounded." },
};

const UNITS: Readonly<Record<SolverWork["unit"], readonly [one: string, many: string]>> = {
  operations: ["operation", "operations"],
  "vm-steps": ["SQLite step", "SQLite steps"],
  inferences: ["inference", "inferences"],
  nodes: ["state", "states"],
};

const number = new Intl.NumberFormat("en");

export function formatWork({ unit, count }: SolverWork): string {
  return `${number.format(count)} ${UNITS[unit][count === 1 ? 0 : 1]}`;
}

export function formatCount(count: number, noun: string): string {
  return `${number.format(count)} ${noun}${count === 1 ? "" : "s"}`;
}
