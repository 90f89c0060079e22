// train_ffn_weight: dw[n, c] = sum over tokens t that selected n's block of a[t, n] * x[t, c]
// down: a = h, x = dy; up: a = dh, x = the normalised input
// a (TOKENS, FFN) f32   x (TOKENS, DIM) f32   selected (TOKENS, WORDS) u32   dw (FFN, DIM) f32 at W_OFFSET of the gradients
// grid: one workgroup per block; one invocation per (4 channels, 4 neurons), owner computes; sums in token order
// twin: tests/fixtures/kernel-training-step.ts
@group(0) @binding(0) var<storage, read> a: array<vec4f>;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read> selected: array<u32>;
@group(0) @binding(3) var<storage, read_write> dw: array<vec4f>;

@compute @workgroup_size(DIM / 4u, 4)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) id: vec3u) {
  const D4 = DIM / 4u;
  const F4 = FFN / 4u;
  let b = group.x;
  let row = b * 4u + id.y;
  var s0 = vec4f(); var s1 = vec4f(); var s2 = vec4f(); var s3 = vec4f();
  for (var t = 0u; t < TOKENS; t++) {
    if (((selected[t * WORDS + b / 32u] >> (b % 32u)) & 1u) == 0u) { continue; }
    let g = a[t * F4 + row];
    let v = x[t * D4 + id.x];
    s0 += g.x * v; s1 += g.y * v; s2 += g.z * v; s3 += g.w * v;
  }
  let at = W_OFFSET + row * 4u * D4 + id.x;
  dw[at] = s0; dw[at + D4] = s1; dw[at + 2u * D4] = s2; dw[at + 3u * D4] = s3;
}
