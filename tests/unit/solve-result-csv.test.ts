import { expect, test } from "vitest";
import { resultCsv } from "../../src/views/solve/result-csv.ts";

const csvOf = (...cells: (string | null)[]): string => resultCsv({ columns: ["x"], rows: cells.map((cell) => [cell]), total: cells.length });

test("numbers of every solver stay as they are", () => {
  const numbers = ["-7", "-0.5", "-1e-7", "-1.5e+300", "-1.5E300", "-Inf", "-inf", "-1.0Inf", "-1r3", "1e9", "Inf", "1r3"];
  expect(csvOf(...numbers)).toBe(`x\r\n${numbers.join("\r\n")}\r\n`);
});

test("what a spreadsheet would run gets an apostrophe", () => {
  const formulas = ["=1+1", "+1+1", "-1+1", "-1e3+cmd", "-A1", "-inf*2", "-1r3r4", "@sum"];
  expect(csvOf(...formulas)).toBe(`x\r\n${formulas.map((formula) => `"'${formula}"`).join("\r\n")}\r\n`);
});

test("a missing value is an empty cell; marks and line ends are quoted", () => {
  expect(resultCsv({ columns: ["a", "b"], rows: [[null, 'say "hi",\nthen go']], total: 1 })).toBe('a,b\r\n,"say ""hi"",\nthen go"\r\n');
});
