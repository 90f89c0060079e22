// A list of equally long lists, such as a solved sudoku, read from an engine's text so that it can be drawn as a grid.

const MOST_CELLS = 400;
const ROW = /^\[([^[\]]*)\](?:,\s*|$)/;

/** The cells by row of "[[1, 2], [3, 4]]"; null for anything that is not at least two lists of the same two or more plain items. */
export function listGrid(text: string): readonly (readonly string[])[] | null {
  if (!text.startsWith("[[") || !text.endsWith("]]") || /["'({\\|]/.test(text)) return null;
  const rows: (readonly string[])[] = [];
  let rest = text.slice(1, -1);
  while (rest !== "") {
    const found = ROW.exec(rest);
    if (found === null) return null;
    rows.push((found[1] ?? "").split(",").map((item) => item.trim()));
    rest = rest.slice(found[0].length);
  }
  const width = rows[0]?.length ?? 0;
  const even = rows.length >= 2 && width >= 2 && rows.every((row) => row.length === width && row.every((item) => item !== ""));
  return even && rows.length * width <= MOST_CELLS ? rows : null;
}
