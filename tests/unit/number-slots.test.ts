import { describe, expect, test } from "vitest";
import { fillSlots, findSlots } from "../../src/model/number-slots.ts";

describe("findSlots()", () => {
  test.each([
    ["What is 4817 times 392?", "What is <n0> times <n1>?", ["4817", "392"]],
    ["12,500 people and 3.75 kg", "<n0> people and <n1> kg", ["12500", "3.75"]],
    ["costs $4.50, 15% off", "costs $<n0>, <n1>% off", ["4.50", "15"]],
    ["-5 + .5", "<n0> + <n1>", ["-5", "0.5"]],
    ["3*-4", "<n0>*<n1>", ["3", "-4"]],
    ["3--4", "<n0>-<n1>", ["3", "-4"]],
    ["five-3", "<n0>-<n1>", ["5", "3"]],
    ["(2)-3, 5!-1, 7%-2", "(<n0>)-<n1>, <n2>!-<n3>, <n4>%-<n5>", ["2", "3", "5", "1", "7", "2"]],
    ["((-1+2)-(-2+-1,000.5))", "((<n0>+<n1>)-(<n2>+<n3>))", ["-1", "2", "-2", "-1000.5"]],
    ["between-3 and-4", "between <n0> and <n1>", ["-3", "-4"]],
    ["-2^2, -13 squared, -3!", "-<n0>^<n1>, -<n2> squared, -<n3>!", ["2", "2", "13", "3"]],
    ["3/4 of 12", "<n0>/<n1> of <n2>", ["3", "4", "12"]],
    ["add 3, 4, 5.", "add <n0>, <n1>, <n2>.", ["3", "4", "5"]],
    ["has twelve eggs and twenty-five hens", "has <n0> eggs and <n1> hens", ["12", "25"]],
    ["three hundred and two", "<n0>", ["302"]],
    ["one of them, someone, often, tense", "one of them, someone, often, tense", []],
    ["room a12 and x2", "room a12 and x2", []],
    ["7 and 7", "<n0> and <n1>", ["7", "7"]],
  ])("%s", (question, text, numbers) => {
    expect(findSlots(question)).toMatchObject({ ok: true, text, numbers });
  });

  test("refuses a seventeenth number and a 41-digit number, and says what to do", () => {
    expect(findSlots(Array(16).fill("1").join("+"))).toMatchObject({ ok: true });
    expect(findSlots(Array(17).fill("1").join("+"))).toMatchObject({ ok: false, code: "too-many-numbers" });
    expect(findSlots("9".repeat(40))).toMatchObject({ ok: true });
    expect(findSlots("9".repeat(41))).toMatchObject({ ok: false, code: "number-too-long" });
  });
});

describe("fillSlots()", () => {
  test("copies numbers of any length verbatim", () => {
    expect(fillSlots("<n1>*<n0>", ["12", "9".repeat(40)])).toMatchObject({ ok: true, program: `${"9".repeat(40)}*12` });
  });

  test("a sign that would read as an operator stands in parentheses", () => {
    expect(fillSlots("<n0>-<n0>^2+max(<n0>, <n1>)", ["-3", "4"])).toMatchObject({ ok: true, program: "-3-(-3)^2+max(-3, 4)" });
  });

  test("refuses a slot the question does not have", () => {
    expect(fillSlots("<n2>", ["1"])).toMatchObject({ ok: false, code: "unknown-slot" });
  });
});
