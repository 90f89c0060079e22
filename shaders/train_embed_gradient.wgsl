// train_embed_gradient: dEmbed[v, c] += sum over tokens t with tokens[t] = v of dx[t, c]
// starts (VOCAB + 1) u32, positions (TOKENS) u32: token positions sorted by token id (compressed rows)
// dx (TOKENS, DIM) f32   gradient f32 with embed first
// grid: one invocation per (vocabulary entry, 4 channels), owner computes; sums in position order
// twin: tests/fixtures/kernel-training-step.ts
@group(0) @binding(0) var<storage, read> starts: array<u32>;
@group(0) @binding(1) var<storage, read> positions: array<u32>;
@group(0) @binding(2) var<storage, read> dx: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> gradient: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  const D4 = DIM / 4u;
  if (id.x >= VOCAB * D4) { return; }
  let v = id.x / D4;
  var sum = gradient[id.x];
  for (var i = starts[v]; i < starts[v + 1u]; i++) { sum += dx[positions[i] * D4 + id.x % D4]; }
  gradient[id.x] = sum;
}
