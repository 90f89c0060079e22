// train_embed: x[t, c] = embed[tokens[t], c]
// tokens (TOKENS) u32   parameters f32 with embed (V, DIM) first   x (TOKENS, DIM) f32
// grid: one invocation per (token, 4 channels)   twin: src/model/reference/training-loss.ts
@group(0) @binding(0) var<storage, read> tokens: array<u32>;
@group(0) @binding(1) var<storage, read> parameters: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> x: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  const D4 = DIM / 4u;
  if (id.x >= TOKENS * D4) { return; }
  x[id.x] = parameters[tokens[id.x / D4] * D4 + id.x % D4];
}
