// train_matmul_rows: y[m, n] = act(sum over k of a[m, k] * w[n, k]) (+ y[m, n] when ACCUMULATE; 0 where y[m, n] <= 0 when GATE)
// a (M, K) f32   w (N, K) f32 at W_OFFSET of the flat parameters, one row per output   y (M, N) f32
// grid: one invocation per 4 x 4 outputs. Each dot product: vec4 steps in index order.
// constants: M, N, K, W_OFFSET (vec4 units), RELU, ACCUMULATE, GATE (y holds relu outputs and receives their input's gradient)
// twin: src/model/reference/training-loss.ts
@group(0) @binding(0) var<storage, read> a: array<vec4f>;
@group(0) @binding(1) var<storage, read> w: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> y: array<vec4f>;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let n = id.x * 4u;
  let m = id.y * 4u;
  if (n >= N || m >= M) { return; }
  const K4 = K / 4u;
  var a0 = m * K4;
  var w0 = W_OFFSET + n * K4;
  var s0 = vec4f(); var s1 = vec4f(); var s2 = vec4f(); var s3 = vec4f();
  for (var k = 0u; k < K4; k++) {
    let x0 = a[a0]; let x1 = a[a0 + K4]; let x2 = a[a0 + 2u * K4]; let x3 = a[a0 + 3u * K4];
    let y0 = w[w0]; let y1 = w[w0 + K4]; let y2 = w[w0 + 2u * K4]; let y3 = w[w0 + 3u * K4];
    s0 += vec4f(dot(x0, y0), dot(x0, y1), dot(x0, y2), dot(x0, y3));
    s1 += vec4f(dot(x1, y0), dot(x1, y1), dot(x1, y2), dot(x1, y3));
    s2 += vec4f(dot(x2, y0), dot(x2, y1), dot(x2, y2), dot(x2, y3));
    s3 += vec4f(dot(x3, y0), dot(x3, y1), dot(x3, y2), dot(x3, y3));
    a0++; w0++;
  }
  if (RELU) { s0 = max(s0, vec4f()); s1 = max(s1, vec4f()); s2 = max(s2, vec4f()); s3 = max(s3, vec4f()); }
  const N4 = N / 4u;
  let o = m * N4 + id.x;
  if (ACCUMULATE) { s0 += y[o]; s1 += y[o + N4]; s2 += y[o + 2u * N4]; s3 += y[o + 3u * N4]; }
  if (GATE) {
    s0 = select(vec4f(), s0, y[o] > vec4f()); s1 = select(vec4f(), s1, y[o + N4] > vec4f());
    s2 = select(vec4f(), s2, y[o + 2u * N4] > vec4f()); s3 = select(vec4f(), s3, y[o + 3u * N4] > vec4f());
  }
  y[o] = s0; y[o + N4] = s1; y[o + 2u * N4] = s2; y[o + 3u * N4] = s3;
}
