// Tables of a job, where its payload has any: `tables: [{ id, columns: [{ cells }] }]`, the same id for the same cells. Cells that an
// engine was given before stay on the page; should it have let go of them, reading the guard in their place says so.

interface Table {
  readonly id: number;
  readonly columns: readonly object[];
}

interface WithTables {
  readonly tables: readonly Table[];
}

/** The engine has not got cells that the page left out. */
export class CellsMissing extends Error {}

function hasTables(payload: unknown): payload is WithTables {
  return (
    typeof payload === "object" && payload !== null && "tables" in payload && Array.isArray(payload.tables) &&
    payload.tables.every((table: unknown) => typeof table === "object" && table !== null && "id" in table && typeof table.id === "number" && "columns" in table && Array.isArray(table.columns))
  );
}

export function tableIds(payload: unknown): readonly number[] {
  return hasTables(payload) ? payload.tables.map(({ id }) => id) : [];
}

/** On the page: the payload with null for the cells of tables that were `sent` before. */
export function withoutSentCells(payload: unknown, sent: ReadonlySet<number>): unknown {
  if (!hasTables(payload)) return payload;
  return { ...payload, tables: payload.tables.map((table) => (sent.has(table.id) ? { ...table, columns: table.columns.map((column) => ({ ...column, cells: null })) } : table)) };
}

/** In the box: the payload with lists in place of those nulls that throw CellsMissing as soon as they are read. */
export function withGuardedCells(payload: unknown): unknown {
  if (!hasTables(payload)) return payload;
  const guard = new Proxy([], {
    get() {
      throw new CellsMissing("cells that were not sent");
    },
  });
  const guarded = (column: object): object => ("cells" in column && column.cells === null ? { ...column, cells: guard } : column);
  return { ...payload, tables: payload.tables.map((table) => ({ ...table, columns: table.columns.map(guarded) })) };
}
