// The part of sql.js that the SQL tests use as a second engine; the package brings no types.

declare module "sql.js" {
  type Value = number | string | null | Uint8Array;
  export interface SecondDatabase {
    run(sql: string, parameters?: readonly Value[]): unknown;
    close(): void;
    exec(sql: string): { readonly columns: readonly string[]; readonly values: readonly (readonly Value[])[] }[];
  }
  const init: () => Promise<{ readonly Database: new () => SecondDatabase }>;
  export default init;
}
