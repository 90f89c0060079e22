/// <reference types="vite/client" />
// Text of every kernel by file name without ".wgsl". Only the Vite build reads this; Node callers pass their own record.

import type { ShaderSources } from "./kernel.ts";

const files = import.meta.glob("/shaders/*.wgsl", { query: "?raw", import: "default", eager: true }) as Record<string, string>;

export const shaders: ShaderSources = Object.fromEntries(
  Object.entries(files).map(([path, text]) => [path.slice("/shaders/".length, -".wgsl".length), text]),
);
