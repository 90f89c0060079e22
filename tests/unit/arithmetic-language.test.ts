import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SolverResult } from "../../src/solver/result.ts";
import { checkAnswer } from "../../src/solver/arithmetic/check.ts";
import { arithmeticEngine } from "../../src/solver/arithmetic/engine.ts";
import { executeProgram } from "../../src/solver/arithmetic/evaluate.ts";
import { arithmeticLanguage } from "../../src/solver/arithmetic/language.ts";
import { parseProgram } from "../../src/solver/arithmetic/parse.ts";

const DATA = { tables: [], facts: "" };
const LIMITS = { milliseconds: 1000, rows: 10, work: 1e6 };

async function solve(program: string): Promise<SolverResult> {
  const prepared = arithmeticLanguage.prepare(program, DATA, LIMITS);
  if (!prepared.ok) return prepared.failure;
  return arithmeticLanguage.interpret(structuredClone(await arithmeticEngine.run(structuredClone(prepared.payload), () => {})), prepared.payload);
}

describe("arithmeticLanguage", () => {
  test.each([
    ["fact(30)", "265252859812191058636308480000000"],
    ["2^200", "1606938044258990275541962092341162602522202993782792835301376"],
    ["7/2", "3.5"],
    ["1/3 + 1/6", "0.5"],
  ])("%s is %s, with steps, and recomputed by remainders", async (program, answer) => {
    const result = await solve(program);
    expect(result).toMatchObject({ end: "answer", headline: answer, work: { unit: "operations" } });
    if (result.end !== "answer") return;
    expect(result.explanation.at(-1)?.text).toContain(`= ${answer}`);
    expect(result.checks).toHaveLength(1);
  });

  test("a comparison is answered and not said to be checked", async () => {
    expect(await solve("gt(2^10, 1000)")).toMatchObject({ end: "answer", headline: "yes", checks: [] });
  });

  test.each([
    ["1 +\n  * 2", "not-understood", "syntax", { line: 2, column: 3 }],
    ["1 +\n 2/(3-3)", "not-understood", "division-by-zero", { line: 2, column: 3 }],
    ["10^100000", "out-of-budget", "too-large", { line: 1, column: 3 }],
  ])("%j fails with its place in the text", async (program, end, code, position) => {
    expect(await solve(program)).toMatchObject({ end, code, position });
  });

  test.each([null, 1, {}, { ok: true }, { ok: true, answer: 5, steps: [], hostOperations: 1 }, { ok: true, answer: "5", steps: [], hostOperations: -1 }])(
    "the reply %j is refused",
    (reply) => {
      expect(arithmeticLanguage.interpret(reply, { program: "5" })).toMatchObject({ end: "not-understood", code: "engine-defect" });
    },
  );

  test("a wrong answer from the box is not shown", () => {
    const reply = { ok: true, answer: "1888265", steps: [], hostOperations: 1 };
    expect(arithmeticLanguage.interpret(reply, { program: "4817 * 392" })).toMatchObject({ code: "engine-defect" });
  });
});

describe("checkAnswer()", () => {
  const number = fc.oneof(fc.integer({ min: 0, max: 999 }).map(String), fc.tuple(fc.nat(99), fc.nat(99)).map(([whole, places]) => `${whole}.${places}`));
  const { program } = fc.letrec<{ program: string }>((tie) => ({
    program: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      number,
      fc.tuple(tie("program"), fc.constantFrom("+", "-", "*", "/"), tie("program")).map(([left, operator, right]) => `(${left} ${operator} ${right})`),
      fc.tuple(tie("program"), fc.integer({ min: -3, max: 9 })).map(([base, power]) => `(${base})^${power}`),
      fc.nat(20).map((n) => `fact(${n})`),
      tie("program").map((operand) => `-(${operand})`),
    ),
  }));

  test("agrees with the evaluator, and with nothing that differs from it", () => {
    fc.assert(
      fc.property(program, (text) => {
        const parsed = parseProgram(text);
        const outcome = executeProgram(text);
        if (!parsed.ok || !outcome.ok) return;
        expect(checkAnswer(parsed.expression, outcome.answer)).toBe("agrees");
        const other = executeProgram(`(${text}) + 1/7`);
        if (other.ok) expect(checkAnswer(parsed.expression, other.answer)).toBe("differs");
      }),
      { seed: 1 },
    );
  });

  test.each(["mod(17, 5)", "2^(1+1)", "min(1, 2)", "fact(2+1)"])("says nothing about %s", (text) => {
    const parsed = parseProgram(text);
    if (!parsed.ok) throw new Error(parsed.message);
    expect(checkAnswer(parsed.expression, "2")).toBe("unchecked");
  });
});
