import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SolverResult } from "../../src/solver/result.ts";
import { checkAnswer } from "../../src/solver/arithmetic/check.ts";
import { arithmeticEngine } from "../../src/solver/arithmetic/engine.ts";
import { withDecimal } from "../../src/solver/arithmetic/decimal.ts";
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

  test.each([
    ["100*1.07^10", "196715135728956532249/1000000000000000000 = 196.715135728956532249"],
    ["-7/3", "-7/3 ≈ -2.333333333"],
  ])("%s is a fraction with its decimal beside it, and the fraction is what was checked", async (program, headline) => {
    const result = await solve(program);
    expect(result).toMatchObject({ end: "answer", headline, checks: [expect.any(String)] });
    expect(executeProgram(program)).toMatchObject({ answer: headline.split(" ")[0] });
  });

  test.each([
    ["max(1,000, 3)", ["1,000 was read as two values, 1 and 0. If it is one, write 1000."]],
    ["avg(1,050, 2,000)", ["1,050 was read as two values, 1 and 50. If it is one, write 1050.", "2,000 was read as two values, 2 and 0. If it is one, write 2000."]],
    ["max(1,100)", []],
    ["max(1, 000)", []],
    ["max(1,0)", []],
    ["max(2000,005.5, 0.1,0)", []],
  ])("%s is cautioned where a comma looks like a thousand's", async (program, cautions) => {
    expect(await solve(program)).toMatchObject({ end: "answer", cautions });
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

describe("withDecimal()", () => {
  test.each([
    ["1/3", "1/3 ≈ 0.3333333333"],
    ["2/3", "2/3 ≈ 0.6666666667"],
    ["1/8192", "1/8192 = 0.0001220703125"],
    ["99999999999/7", "99999999999/7 ≈ 1.428571429 × 10^10"],
    ["9999999999/7", "9999999999/7 ≈ 1428571428"],
    ["1/700000", "1/700000 ≈ 1.428571429 × 10^-6"],
    ["1/70000", "1/70000 ≈ 0.00001428571429"],
    // 29.99999999999 / 3, all nines to ten digits and more: the rounding carries into a new digit.
    ["2999999999999/300000000000", "2999999999999/300000000000 ≈ 10.00000000"],
    ["299999999999/3000000000000", "299999999999/3000000000000 ≈ 0.1000000000"],
    [`1/${2n ** 30n}`, `1/${2n ** 30n} = 0.000000000931322574615478515625`],
    [`1/${2n ** 31n}`, `1/${2n ** 31n} ≈ 4.656612873 × 10^-10`],
    ["100000000000000000001/8192", "100000000000000000001/8192 = 12207031250000000.0001220703125"],
    ["1000000000000000000001/8192", "1000000000000000000001/8192 ≈ 1.220703125 × 10^17"],
    [`${10n ** 101n}/3`, `≈ 3.333333333 × 10^100, exactly ${10n ** 101n}/3`],
    ["5", "5"],
    ["0.5", "0.5"],
    ["yes", "yes"],
    ["1/0", "1/0"],
    ["0/7", "0/7"],
  ])("%s", (answer, shown) => {
    expect(withDecimal(answer)).toBe(shown);
  });

  test("is within half a unit of the tenth digit, and whole where it says so", () => {
    const large = fc.bigInt({ min: 1n, max: 10n ** 30n });
    fc.assert(
      fc.property(large, fc.oneof(large, fc.tuple(fc.nat(12), fc.nat(12)).map(([twos, fives]) => 2n ** BigInt(twos) * 5n ** BigInt(fives))), (numerator, denominator) => {
        const [, sign, mantissa = "", exponent = "0"] = / ([=≈]) ([\d.]+)(?: × 10\^(-?\d+))?$/.exec(withDecimal(`${numerator}/${denominator}`)) ?? [];
        const [whole = "", places = ""] = mantissa.split(".");
        // |value - shown| <= 10^(exponent - places) / 2, all multiplied by 2 * denominator * 10^(places + 60).
        const power = 60n + BigInt(exponent);
        const shown = BigInt(whole + places) * 10n ** power;
        const value = numerator * 10n ** (60n + BigInt(places.length));
        const apart = 2n * (value - shown * denominator);
        const most = sign === "=" ? 0n : denominator * 10n ** power;
        expect(apart <= most && -apart <= most).toBe(true);
        if (sign === "≈") expect(mantissa.replace(/^0\.0*|\./, "")).toHaveLength(10);
      }),
      { seed: 1 },
    );
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
