import { describe, expect, test } from "vitest";
import type { ProgramOutcome } from "../../src/solver/arithmetic/outcome.ts";
import { createPrng } from "../../src/scenario/prng.ts";
import { executeProgram } from "../../src/solver/arithmetic/evaluate.ts";
import { MAX_PROGRAM_LENGTH, parseProgram } from "../../src/solver/arithmetic/parse.ts";

function answerOf(program: string): string {
  const outcome = executeProgram(program);
  if (!outcome.ok) throw new Error(`${program}: ${outcome.message}`);
  return outcome.answer;
}

function failureOf(program: string): Extract<ProgramOutcome, { ok: false }> {
  const outcome = executeProgram(program);
  if (outcome.ok) throw new Error(`${program} gave ${outcome.answer}`);
  return outcome;
}

describe("executeProgram()", () => {
  test.each([
    ["4817*392", "1888264"],
    ["12+7*3", "33"],
    ["((-1 + 2 + 9 * 5) - (-2 + -4 + -4 * -7))", "24"],
    ["-2^2", "-4"],
    ["2^3^2", "512"],
    ["2^-3", "0.125"],
    ["8-3-2", "3"],
    ["64/4/2", "8"],
    ["1/3", "1/3"],
    ["-10/4", "-2.5"],
    ["1/2^13", "1/8192"],
    ["0.1+0.2", "0.3"],
    [".5*4", "2"],
    ["6 × 7", "42"],
    ["mod(17, 5)", "2"],
    ["mod(-7, 3)", "2"],
    ["div(17, 5)", "3"],
    ["div(-7, 2)", "-4"],
    ["min(3, -1, 2)", "-1"],
    ["max(3, 7/2, 2)", "3.5"],
    ["avg(1, 2, 4)", "7/3"],
    ["abs(-5)", "5"],
    ["gcd(12, 18)", "6"],
    ["lcm(4, 6)", "12"],
    ["fact(20)", "2432902008176640000"],
    ["fact(0)", "1"],
    ["gt(2, 1)", "yes"],
    ["lt(2, 1)", "no"],
    ["eq(1/2, 0.5)", "yes"],
    ["(-1)^1000000000001", "-1"],
    ["0^0", "1"],
    ["0^5", "0"],
    ["99999999999999999999999999999999999999*99999999999999999999999999999999999999", "9999999999999999999999999999999999999800000000000000000000000000000000000001"],
  ])("%s is %s", (program, answer) => {
    expect(answerOf(program)).toBe(answer);
  });

  test.each([
    ["1/0", "division-by-zero", 1],
    ["mod(3, 0)", "division-by-zero", 0],
    ["0^-1", "division-by-zero", 1],
    ["2^0.5", "not-an-integer", 1],
    ["gcd(1/2, 3)", "not-an-integer", 0],
    ["9^99999999999", "too-large", 1],
    ["fact(100000000)", "too-large", 0],
    ["fact(-1)", "out-of-domain", 0],
    ["gt(1, 2)+1", "type", 0],
    ["1+", "syntax", 2],
    ["(1+2", "syntax", 4],
    ["1 2", "syntax", 2],
    ["mod(1)", "syntax", 0],
    ["sin(1)", "syntax", 0],
    ["1 & 2", "syntax", 2],
    ["", "syntax", 0],
    ["?", "not-understood", null],
  ])("%s fails with %s at column %s", (program, code, column) => {
    const failure = failureOf(program);
    expect({ code: failure.code, column: failure.column }).toEqual({ code, column });
    expect(failure.message.length).toBeGreaterThan(20);
  });

  test.each([
    ["30!", "write fact(30) for the factorial."],
    ["(2+3)!", "write fact(30) for the factorial."],
    ["1 != 2", "write eq(7, 3) to ask whether two values are equal."],
    ["10 % 3", "write mod(10, 3) for the remainder, or 10/100 for per cent."],
    ["200 * 5%", "write 5/100 for per cent, or mod(10, 3) for a remainder."],
    ["7 mod 3", "write mod(7, 3)."],
    ["7 modulo (1+2)", "write mod(7, 3)."],
    ["2**10", 'A number was expected where "*" stands; write ^ for a power, as in 2^10.'],
    ["7//2", "write div(7, 2) for the whole part of a division."],
    ["1e3", "write 1*10^3."],
    ["2.5e-7", "write 2.5*10^-7."],
    ["1,000", "write 1000 without the comma, or 1.000 for a decimal."],
    ["1,5", "write 1.5, or put both into a function, as in max(1, 5)."],
    ["1 000", "write 1000 without the space"],
    ["3 x 4", "write * instead."],
    ["3 plus 4", "write + instead."],
    ["sqrt(2)", '"sqrt" is not a function; results are exact fractions, which most roots are not'],
    ["√2", "most roots are not"],
    ["floor(7/2)", "write div(7/2, 1) to round down."],
    ["ceil(7/2)", "write -div(-7/2, 1) to round up."],
    ["round(7/2)", "write div(7/2 + 1/2, 1) to round to the nearest whole number."],
    ["pow(2, 10)", "write 2^10 for a power."],
    ["2*pi", "write as many digits as you need, as in 3.14159265."],
    ["factorial(30)", "write fact(30)."],
    ["choose(5, 2)", "write fact(5)/(fact(2)*fact(3)) for 2 out of 5."],
    ["4817*392=", "write the expression without it"],
    ["3²", "write ^2."],
    ["12:4", "write / to divide."],
  ])("what to write instead: %s", (program, hint) => {
    expect(failureOf(program).message).toContain(hint);
  });

  test("what a hint says to write is what it says it is", () => {
    expect(["div(7/2, 1)", "div(-7/2, 1)", "-div(-7/2, 1)", "div(7/2 + 1/2, 1)", "div(10/3 + 1/2, 1)", "fact(5)/(fact(2)*fact(3))", "2.5*10^-7", "eq(3^2, 9)"].map(answerOf)).toEqual(["3", "-4", "4", "4", "3", "10", "0.00000025", "yes"]);
  });

  test("without a better one, the hint is the general one", () => {
    expect(failureOf("1 & 2").message).toBe('"&" is not part of the language; use numbers, + - * / ^ ( ) and functions.');
    expect(failureOf("1 2").message).toBe('"2" follows a complete expression; put an operator before it or remove it.');
    expect(failureOf("1+*2").message).toBe('A number was expected where "*" stands; write a number or remove the operator before it.');
    expect(failureOf("apples(1)").message).toContain("use one of mod, div,");
  });

  test("records one step per operation, innermost first", () => {
    const outcome = executeProgram("(2+3)*-4");
    expect(outcome).toMatchObject({
      ok: true,
      steps: [
        { expression: "2 + 3", result: "5" },
        { expression: "5 * (-4)", result: "-20" },
      ],
    });
  });

  test("counts the same host operations every time, more for longer numbers", () => {
    const cost = (program: string): number => {
      const outcome = executeProgram(program);
      return outcome.ok ? outcome.hostOperations : Number.NaN;
    };
    expect(cost("12*34")).toBe(cost("12*34"));
    expect(cost(`${"9".repeat(40)}*${"9".repeat(40)}`)).toBeGreaterThan(cost("12*34"));
  });

  test("bounds depth and length", () => {
    expect(failureOf("(".repeat(65) + "1" + ")".repeat(65)).code).toBe("too-deep");
    expect(answerOf("(".repeat(60) + "1" + ")".repeat(60))).toBe("1");
    expect(failureOf("1".repeat(MAX_PROGRAM_LENGTH + 1)).code).toBe("too-long");
    expect(answerOf(Array(1000).fill("1").join("+"))).toBe("1000");
  });

  test("agrees with BigInt on random integer sums and products", () => {
    const prng = createPrng(11);
    for (let i = 0; i < 500; i++) {
      const [a, b, c] = [0, 0, 0].map(() => BigInt(prng.nextUint32()) * BigInt(prng.nextUint32())) as [bigint, bigint, bigint];
      expect(answerOf(`${a}*${b}-${c}`)).toBe((a * b - c).toString());
    }
  });

  test("never throws on random text over its alphabet", () => {
    const prng = createPrng(12);
    const alphabet = [..."0123456789+-*/^(),. ", "mod(", "gt(", "avg(", "fact("];
    for (let i = 0; i < 3000; i++) {
      const text = Array.from({ length: prng.integer(0, 12) }, () => prng.pick(alphabet)).join("");
      expect(typeof executeProgram(text).ok).toBe("boolean");
    }
  });
});

test("a program that fails is charged for what was done before", () => {
  const work = (program: string): number => executeProgram(program).hostOperations;
  expect(failureOf("7^2000/0").hostOperations).toBeGreaterThan(work("7^2000")); // the power, then the division
  expect(failureOf("7^2000/0").hostOperations).toBeGreaterThan(failureOf("7^2/0").hostOperations);
  expect(failureOf("12+*3").hostOperations).toBe(5 + 5); // characters, and lexemes with the end
  expect(failureOf("12#").hostOperations).toBeGreaterThan(0);
});

test("parseProgram() keeps the column of each operator", () => {
  const parsed = parseProgram("1 + 2*3");
  expect(parsed).toMatchObject({ ok: true, expression: { operator: "+", column: 2, right: { operator: "*", column: 5 } } });
});
