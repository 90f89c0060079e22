import { describe, expect, test } from "vitest";
import type { SolverResult } from "../../src/solver/result.ts";
import { columnKind } from "../../src/views/solve/column-kind.ts";
import { endText, formatWork } from "../../src/views/solve/result-text.ts";
import { energyOfWork } from "../../src/views/solve/work-energy.ts";

describe("columnKind()", () => {
  test.each([
    [["1", "-2", null], "integer"],
    [["123456789012345678901234567890"], "integer"],
    [["1", "2.5"], "real"],
    [["2.5", "1"], "real"],
    [["1e-7", "-Inf"], "real"],
    [["1", "x"], "text"],
    [["1/2"], "text"],
    [[""], "text"],
    [[null], "text"],
    [[], "text"],
  ])("%j is %s", (cells, kind) => {
    expect(columnKind(cells.map((cell) => [cell]), 0)).toBe(kind);
  });
});

describe("endText()", () => {
  const explained = { headline: "", explanation: [], cautions: [], sources: [], work: { unit: "nodes", count: 1 } } as const;
  const ends: readonly SolverResult[] = [
    { end: "answer", ...explained, table: null, checks: [] },
    { end: "proved-no", ...explained },
    { end: "unknown", ...explained },
    ...["time", "memory", "stopped", "crashed", "unavailable", "nodes", "constructor"].map((code): SolverResult => ({ end: "out-of-budget", code, message: "", position: null })),
    { end: "not-understood", code: "syntax", message: "", position: null },
    { end: "not-understood", code: "engine-defect", message: "", position: null },
  ];

  test("tells the ends apart without colour", () => {
    const titles = ends.map((result) => endText(result).title);
    // A budget without a title of its own, known or not, is "Out of budget": two of the list.
    expect(new Set(titles).size).toBe(ends.length - 1);
    for (const result of ends) expect(endText(result)).toMatchObject({ sign: expect.stringMatching(/./), meaning: expect.stringMatching(/\.$/) });
  });
});

test("work is counted with its unit, and charged where the unit has a charge", () => {
  expect(formatWork({ unit: "vm-steps", count: 306_010 })).toBe("306,010 SQLite steps");
  expect(formatWork({ unit: "nodes", count: 1 })).toBe("1 state");
  // A state may take any time: the operations behind it count.
  expect(energyOfWork({ unit: "nodes", count: 5 })).toBeNull();
  expect(energyOfWork({ unit: "nodes", count: 5, operations: 1000 })).toEqual(energyOfWork({ unit: "operations", count: 1000 }));
  // 10 ns at 8 W, the central constants of the energy model.
  expect(energyOfWork({ unit: "operations", count: 1000 })?.mid).toBeCloseTo(3.2e-4, 12);
  expect(energyOfWork({ unit: "operations", count: 0 })?.mid).toBe(0);
});
