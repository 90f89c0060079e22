// Exact arithmetic on the page's side of the box: the parser decides what is sent, the reply is checked by a second road.

import * as v from "valibot";
import type { Explanation, LanguageModule, SolverFailure, SolverResult } from "../result.ts";
import { positionAt } from "../result.ts";
import { checkAnswer, PRIME } from "./check.ts";
import { withDecimal } from "./decimal.ts";
import { type ArithmeticPayload, REPLY } from "./engine.ts";
import { parseProgram } from "./parse.ts";

function failure(code: string, message: string, program: string, column: number | null): SolverFailure {
  const end = code === "too-large" ? "out-of-budget" : "not-understood";
  return { end, code, message, position: column === null ? null : positionAt(program, column) };
}

function defect(what: string): SolverFailure {
  return { end: "not-understood", code: "engine-defect", message: `${what}, so it is not shown. Run it again.`, position: null };
}

/** max(1,000, 3) is of three values: a group that begins with 0 was hardly meant as one. */
function thousandsRead(program: string): string[] {
  return [...program.matchAll(/(?<![\d.,])(\d{1,3}),(0\d\d)(?![\d.])/g)].map(([text, left, right]) => `${text} was read as two values, ${left} and ${Number(right)}. If it is one, write ${left}${right}.`);
}

export const arithmeticLanguage: LanguageModule<ArithmeticPayload> = {
  language: "arithmetic",

  prepare(program) {
    const parsed = parseProgram(program);
    return parsed.ok ? { ok: true, payload: { program } } : { ok: false, failure: failure(parsed.code, parsed.message, program, parsed.column) };
  },

  interpret(reply, { program }): SolverResult {
    const validated = v.safeParse(REPLY, reply);
    if (!validated.success) return defect(`The evaluator's reply is not one: ${validated.issues[0].message}`);
    const { output } = validated;
    if (!output.ok) return failure(output.code, output.message, program, output.column);
    const parsed = parseProgram(program);
    if (!parsed.ok) return failure(parsed.code, parsed.message, program, parsed.column);
    const check = checkAnswer(parsed.expression, output.answer);
    if (check === "differs") return defect("The answer did not pass its check by remainders");
    return {
      end: "answer",
      headline: withDecimal(output.answer),
      table: null,
      explanation: output.steps.map(({ expression, result }): Explanation => ({ text: `${expression} = ${result}`, note: "", children: [] })),
      checks: check === "agrees" ? [`recomputed as remainders modulo ${PRIME}: the answer agrees`] : [],
      cautions: thousandsRead(program),
      sources: [],
      work: { unit: "operations", count: output.hostOperations },
    };
  },
};
