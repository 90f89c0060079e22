// What the `?boxed` imports of scripts/boxed.ts give: the address of a worker bundled into one script, and its size.

declare module "*?boxed" {
  const address: URL;
  export const bytes: number;
  export default address;
}
