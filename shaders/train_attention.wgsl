// train_attention: y[t] = sum over s <= t of softmax(q[t] . k[s] / sqrt(HEAD_DIM)) v[s], per head, within a sequence
// qkv (TOKENS, 3 * DIM) f32   y (TOKENS, DIM) f32   stats (TOKENS, HEADS) vec2: (largest score, sum of exp)
// grid: one invocation per (token, head)   twin: src/model/reference/training-loss.ts
@group(0) @binding(0) var<storage, read> qkv: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> y: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> stats: array<vec2f>;

@compute @workgroup_size(32)
fn main(@builtin(global_invocation_id) id: vec3u) {
  const H4 = HEAD_DIM / 4u;
  const D4 = DIM / 4u;
  if (id.x >= TOKENS * HEADS) { return; }
  let token = id.x / HEADS;
  let head = id.x % HEADS;
  let first = token - token % LENGTH;
  var q: array<vec4f, H4>;
  var sum: array<vec4f, H4>;
  for (var c = 0u; c < H4; c++) { q[c] = qkv[token * 3u * D4 + head * H4 + c] * SCALE; }
  var largest = -1e30;
  var total = 0.0;
  for (var s = first; s <= token; s++) {
    let k = s * 3u * D4 + D4 + head * H4;
    var score = 0.0;
    for (var c = 0u; c < H4; c++) { score += dot(q[c], qkv[k + c]); }
    if (score > largest) {
      let shrink = exp_poly(largest - score);
      total *= shrink;
      for (var c = 0u; c < H4; c++) { sum[c] *= shrink; }
      largest = score;
    }
    let weight = exp_poly(score - largest);
    total += weight;
    for (var c = 0u; c < H4; c++) { sum[c] += weight * qkv[k + D4 + c]; }
  }
  stats[id.x] = vec2f(largest, total);
  for (var c = 0u; c < H4; c++) { y[token * D4 + head * H4 + c] = sum[c] / total; }
}
