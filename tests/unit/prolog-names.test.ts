// Variables of a question keep their names, whatever script they are in.

import { expect, test } from "vitest";
import { mentions, withOwnNames, writtenNames } from "../../src/solver/prolog/written-names.ts";
import { answer } from "./prolog-solve.ts";

test.each([
  ["?- \u00c4 in 1..3.", [["\u00c4", "\u00c4 in 1..3"]], "add label([\u00c4])"],
  ["?- Zahl in 1..2, \u00dcbung in 1..2, label([Zahl]).", [["1", "\u00dcbung", "\u00dcbung in 1..2"], ["2", "\u00dcbung", "\u00dcbung in 1..2"]], "add label([\u00dcbung])"],
  ["?- X = f(X\u00e9), X\u00e9 #> 3.", [["f(X\u00e9)", "X\u00e9", "X\u00e9 in 4..sup"]], "add label([X\u00e9])"],
  ["?- \u03a9 in 1..3.", [["\u03a9", "\u03a9 in 1..3"]], "add label([\u03a9])"],
])("%s", async (program, rows, advice) => {
  const { table, cautions } = await answer(program);
  expect(table?.rows).toEqual(rows);
  expect(cautions.join(" ")).toContain(advice);
});

test("names travel in ASCII, clash with none of the question's and come back outside quoted text only", () => {
  expect(writtenNames(["X", "\u00dc", "_v1", "\u00d6"])).toEqual(["X", "_v_1", "_v1", "_v_3"]);
  expect(withOwnNames(`f(_v0, '_v0', "_v0", _v01, a_v0)`, ["\u00dc"])).toBe(`f(\u00dc, '_v0', "_v0", _v01, a_v0)`);
  expect(withOwnNames("_v0", ["X"])).toBe("_v0");
});

test("mentions() finds a name as a whole, outside quoted text", () => {
  expect(mentions("X#>3, Y in 1..2", "X")).toBe(true);
  expect(mentions("X1#>3, 'X', \"X\", aX", "X")).toBe(false);
});
