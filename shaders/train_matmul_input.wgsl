// train_matmul_input: dx[m, k] = sum over n of dy[m, n] * w[n, k] (+ dx[m, k] when ACCUMULATE): the gradient with respect to a
// linear layer's input; with all blocks kept also the down-projection
// dy (M, N) f32   w (N, K) f32 at W_OFFSET of the flat parameters   dx (M, K) f32
// grid: one invocation per 4 rows x 4 channels. Sums in index order of n.
// constants: M, N, K, W_OFFSET (vec4 units), ACCUMULATE
// twin: tests/fixtures/kernel-training-step.ts
@group(0) @binding(0) var<storage, read> dy: array<vec4f>;
@group(0) @binding(1) var<storage, read> w: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> dx: array<vec4f>;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  const N4 = N / 4u;
  const K4 = K / 4u;
  let m = id.y * 4u;
  if (id.x >= K4 || m >= M) { return; }
  var s0 = vec4f(); var s1 = vec4f(); var s2 = vec4f(); var s3 = vec4f();
  var d = m * N4;
  var o = W_OFFSET + id.x;
  for (var n = 0u; n < N4; n++) {
    let g0 = dy[d]; let g1 = dy[d + N4]; let g2 = dy[d + 2u * N4]; let g3 = dy[d + 3u * N4];
    let w0 = w[o]; let w1 = w[o + K4]; let w2 = w[o + 2u * K4]; let w3 = w[o + 3u * K4];
    s0 += g0.x * w0 + g0.y * w1 + g0.z * w2 + g0.w * w3;
    s1 += g1.x * w0 + g1.y * w1 + g1.z * w2 + g1.w * w3;
    s2 += g2.x * w0 + g2.y * w1 + g2.z * w2 + g2.w * w3;
    s3 += g3.x * w0 + g3.y * w1 + g3.z * w2 + g3.w * w3;
    d++; o += 4u * K4;
  }
  let at = m * K4 + id.x;
  if (ACCUMULATE) { s0 += dx[at]; s1 += dx[at + K4]; s2 += dx[at + 2u * K4]; s3 += dx[at + 3u * K4]; }
  dx[at] = s0; dx[at + K4] = s1; dx[at + 2u * K4] = s2; dx[at + 3u * K4] = s3;
}
