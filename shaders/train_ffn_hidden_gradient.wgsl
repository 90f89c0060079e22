// train_ffn_hidden_gradient: dh[t, n] = (h[t, n] > 0) * sum over c of dy[t, c] * down[n, c], for selected blocks only
// h, dh (TOKENS, FFN) f32   dy (TOKENS, DIM) f32   w (FFN, DIM) f32 at W_OFFSET   selected (TOKENS, WORDS) u32
// grid: one workgroup per token; invocation i owns 4 neurons of the (i / 4)-th selected block
// twin: tests/fixtures/kernel-training-step.ts
@group(0) @binding(0) var<storage, read> h: array<vec4f>;
@group(0) @binding(1) var<storage, read> dy: array<vec4f>;
@group(0) @binding(2) var<storage, read> w: array<vec4f>;
@group(0) @binding(3) var<storage, read> selected: array<u32>;
@group(0) @binding(4) var<storage, read_write> dh: array<vec4f>;

@compute @workgroup_size(ACTIVE_BLOCKS * 4u)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  const D4 = DIM / 4u;
  let token = group.x;
  var seen = 0u;
  var block = 0u;
  for (var b = 0u; b < FFN / 16u; b++) {
    if (((selected[token * WORDS + b / 32u] >> (b % 32u)) & 1u) == 0u) { continue; }
    if (seen == lane / 4u) { block = b; }
    seen++;
  }
  let row = block * 4u + lane % 4u;
  let at = W_OFFSET + row * 4u * D4;
  var s0 = vec4f(); var s1 = vec4f(); var s2 = vec4f(); var s3 = vec4f();
  for (var c = 0u; c < D4; c++) {
    let g = dy[token * D4 + c];
    s0 += g * w[at + c]; s1 += g * w[at + D4 + c]; s2 += g * w[at + 2u * D4 + c]; s3 += g * w[at + 3u * D4 + c];
  }
  let value = vec4f((s0.x + s0.y) + (s0.z + s0.w), (s1.x + s1.y) + (s1.z + s1.w), (s2.x + s2.y) + (s2.z + s2.w), (s3.x + s3.y) + (s3.z + s3.w));
  let index = token * (FFN / 4u) + row;
  dh[index] = select(vec4f(), value, h[index] > vec4f());
}
