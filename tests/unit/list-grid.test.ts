import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listGrid } from "../../src/views/solve/list-grid.ts";

describe("listGrid()", () => {
  test("reads back every grid of plain items", () => {
    const grids = fc.tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 2, max: 6 })).chain(([rows, columns]) => {
      const row = fc.array(fc.stringMatching(/^[a-z0-9_-]{1,4}$/), { minLength: columns, maxLength: columns });
      return fc.array(row, { minLength: rows, maxLength: rows });
    });
    fc.assert(
      fc.property(grids, (grid) => {
        expect(listGrid(`[${grid.map((row) => `[${row.join(", ")}]`).join(", ")}]`)).toEqual(grid);
      }),
    );
  });

  test.each(["", "[]", "[[]]", "[[1, 2]]", "[[1], [2]]", "[[1, 2], [3]]", "[[1, 2], 3]", "[[1, 2], [f(3, 4), 5]]", "[['a, b', 2], [3, 4]]", "[[1, 2], [3, 4]|T]", "[[[1, 2], [3, 4]]]", "[[1, ], [3, 4]]"])(
    "is no grid: %s",
    (text) => expect(listGrid(text)).toBeNull(),
  );

  test("does not draw hundreds of cells", () => {
    const row = `[${Array(30).fill("1").join(", ")}]`;
    expect(listGrid(`[${Array(30).fill(row).join(", ")}]`)).toBeNull();
  });
});
