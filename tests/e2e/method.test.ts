// The Method view's tables on a phone.

import { expect, test } from "vitest";
import { open, sidewaysScroll } from "./page.ts";

test.each([320, 390])("at %d px the source of every constant and class is in sight below its row, and no row is high for what is out of sight", async (width) => {
  const { page, errors } = await open("#method", { viewport: { width, height: 844 } });
  await page.getByRole("rowheader", { name: "NVIDIA RTX 4090" }).waitFor();
  const rows = page.locator("#method-constants tr, #method-classes tr");
  const seen = await rows.evaluateAll((all) => all.map((row) => {
    const contents = Array.from(row.children, (cell) => {
      const content = document.createRange();
      content.selectNodeContents(cell);
      return content.getBoundingClientRect();
    });
    // Cells are padded by half a line at most, and a line's own leading is not in the box of its text.
    const emptyLines = (row.clientHeight - Math.max(...contents.filter(({ left }) => left < innerWidth).map(({ height }) => height))) / Number.parseFloat(getComputedStyle(row).lineHeight);
    return { row: row.textContent, emptyLines, source: row.children.length === 1, right: contents[0]?.right ?? Infinity };
  }));
  expect(seen.filter(({ emptyLines }) => emptyLines >= 1).map(({ row }) => row)).toEqual([]);
  const sources = seen.filter(({ source }) => source);
  expect(sources.length).toBeGreaterThan(25);
  expect(Math.max(...sources.map(({ right }) => right))).toBeLessThanOrEqual(width);
  expect(await sidewaysScroll(page)).toBe(0);
  expect(errors).toEqual([]);
});
