// A static file server for the built page: only GET and HEAD, only files below the folder, the headers of public/_headers.
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, resolve, sep } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
  ".json": "application/json", ".svg": "image/svg+xml", ".png": "image/png", ".md": "text/markdown; charset=utf-8",
  ".safetensors": "application/octet-stream", ".wasm": "application/wasm",
};
export const SECURITY_HEADERS = {
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-kc7Evb0dC9XBVBMbBg3x+K2kKQgwipncphsqusWwq0M='; worker-src 'self' blob:; connect-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
};

/** Serves `folder` under `prefix` on 127.0.0.1; resolves with the port. */
export function serve(folder, port = 0, prefix = "/") {
  const root = resolve(folder);
  const server = createServer((request, response) => {
    const refuse = (status) => response.writeHead(status, SECURITY_HEADERS).end();
    if (request.method !== "GET" && request.method !== "HEAD") return refuse(405);
    let path;
    try {
      path = decodeURIComponent(new URL(request.url ?? "/", "http://host").pathname);
    } catch {
      return refuse(400);
    }
    if (!path.startsWith(prefix)) return refuse(404);
    const file = resolve(join(root, normalize(path.slice(prefix.length)), path.endsWith("/") ? "index.html" : ""));
    if (file !== root && !file.startsWith(root + sep)) return refuse(403);
    let info;
    try {
      info = statSync(file);
    } catch {
      return refuse(404); // absent, below a file, too long, or with a null byte
    }
    if (!info.isFile()) return refuse(404);
    response.writeHead(200, { ...SECURITY_HEADERS, "Content-Type": TYPES[extname(file)] ?? "application/octet-stream", "Content-Length": info.size });
    if (request.method === "HEAD") return response.end();
    return createReadStream(file).on("error", () => response.destroy()).pipe(response);
  });
  return new Promise((done, fail) => {
    server.once("error", fail);
    server.listen(port, "127.0.0.1", () => done({ port: server.address().port, close: () => server.close() }));
  });
}
