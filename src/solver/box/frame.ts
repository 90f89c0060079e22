// The script of the box: an iframe without an origin of its own (sandbox="allow-scripts"), so that what runs in it reaches
// neither storage nor network nor page. It starts and stops workers and hands each its port; all else passes by it.
// The text is frozen: the page's Content-Security-Policy names its hash.

export type ToFrame =
  | { readonly type: "start"; readonly id: number; readonly name: string; readonly code: string }
  | { readonly type: "stop"; readonly id: number };

export type FromFrame = { readonly type: "frame-ready" } | { readonly type: "worker-error"; readonly id: number; readonly message: string };

export const FRAME_SCRIPT = `"use strict";
const workers = new Map();
addEventListener("message", ({ data, source, ports }) => {
  if (source !== parent) return;
  if (data.type === "start") {
    const url = URL.createObjectURL(new Blob([data.code], { type: "text/javascript" }));
    const worker = new Worker(url, { name: data.name });
    worker.onerror = (event) => parent.postMessage({ type: "worker-error", id: data.id, message: String(event.message) }, "*");
    worker.postMessage(null, [...ports]);
    workers.set(data.id, [worker, url]);
  } else if (data.type === "stop" && workers.has(data.id)) {
    const [worker, url] = workers.get(data.id);
    worker.terminate();
    URL.revokeObjectURL(url);
    workers.delete(data.id);
  }
});
parent.postMessage({ type: "frame-ready" }, "*");
`;

/** base64 of the script's SHA-256; a test compares. */
export const FRAME_SCRIPT_HASH = "kc7Evb0dC9XBVBMbBg3x+K2kKQgwipncphsqusWwq0M=";

const FRAME_POLICY = `default-src 'none'; script-src 'sha256-${FRAME_SCRIPT_HASH}' blob: 'wasm-unsafe-eval'; worker-src blob:`;

/** The document of the box. */
export const FRAME_DOCUMENT = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${FRAME_POLICY}"><script>${FRAME_SCRIPT}</script>`;
