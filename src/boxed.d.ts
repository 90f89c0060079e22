// What the `?boxed` imports of scripts/boxed.ts give: the address of a worker bundled into one script.

declare module "*?boxed" {
  const address: URL;
  export default address;
}
