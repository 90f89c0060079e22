// train_ffn_gather: y[t, c] (+)= sum over selected blocks b, neurons n in b of a[t, n] * w[n, c]
// the down-projection (a = h) and the up-projection's input gradient (a = dh): unselected blocks are not read
// a (TOKENS, FFN) f32   w (FFN, DIM) f32 at W_OFFSET   selected (TOKENS, WORDS) u32   y (TOKENS, DIM) f32
// grid: one workgroup per token, one invocation per 4 channels. Sums in neuron order.
// twin: src/model/reference/training-loss.ts
@group(0) @binding(0) var<storage, read> a: array<vec4f>;
@group(0) @binding(1) var<storage, read> w: array<vec4f>;
@group(0) @binding(2) var<storage, read> selected: array<u32>;
@group(0) @binding(3) var<storage, read_write> y: array<vec4f>;

@compute @workgroup_size(DIM / 4u)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) c: u32) {
  const D4 = DIM / 4u;
  const F4 = FFN / 4u;
  let token = group.x;
  var sum = vec4f();
  for (var b = 0u; b < FFN / 16u; b++) {
    if (((selected[token * WORDS + b / 32u] >> (b % 32u)) & 1u) == 0u) { continue; }
    for (var i = b * 4u; i < b * 4u + 4u; i++) {
      let v = a[token * F4 + i];
      let at = W_OFFSET + i * 4u * D4 + c;
      sum += v.x * w[at] + v.y * w[at + D4] + v.z * w[at + 2u * D4] + v.w * w[at + 3u * D4];
    }
  }
  if (ACCUMULATE) { sum += y[token * D4 + c]; }
  y[token * D4 + c] = sum;
}
