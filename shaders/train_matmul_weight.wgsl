// train_matmul_weight: dw[n, k] = sum over m of dy[m, n] * x[m, k]: a linear layer's weight gradient
// dy (M, N) f32   x (M, K) f32   dw (N, K) f32 at W_OFFSET of the flat gradients
// grid: one invocation per 4 x 4 weights, owner computes. Sums in index order of m.
// constants: M, N, K, W_OFFSET (vec4 units)
// twin: tests/fixtures/kernel-training-step.ts
@group(0) @binding(0) var<storage, read> dy: array<vec4f>;
@group(0) @binding(1) var<storage, read> x: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> dw: array<vec4f>;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  const N4 = N / 4u;
  const K4 = K / 4u;
  if (id.x >= K4 || id.y >= N4) { return; }
  var s0 = vec4f(); var s1 = vec4f(); var s2 = vec4f(); var s3 = vec4f();
  var d = id.y;
  var o = id.x;
  for (var m = 0u; m < M; m++) {
    let g = dy[d];
    let v = x[o];
    s0 += g.x * v; s1 += g.y * v; s2 += g.z * v; s3 += g.w * v;
    d += N4; o += K4;
  }
  let at = W_OFFSET + id.y * 4u * K4 + id.x;
  dw[at] = s0; dw[at + K4] = s1; dw[at + 2u * K4] = s2; dw[at + 3u * K4] = s3;
}
