// train_attention_query: dq[t] = scale * sum over s <= t of p[t, s] (dy[t] . v[s] - delta[t]) k[s],  delta[t] = dy[t] . y[t]
// qkv (TOKENS, 3 * DIM)   y, dy (TOKENS, DIM)   stats (TOKENS, HEADS) vec2   dqkv (TOKENS, 3 * DIM): q part written
// delta (TOKENS, HEADS) f32: written for train_attention_key_value
// grid: one invocation per (token, head)   twin: tests/fixtures/kernel-training-step.ts
@group(0) @binding(0) var<storage, read> qkv: array<vec4f>;
@group(0) @binding(1) var<storage, read> y: array<vec4f>;
@group(0) @binding(2) var<storage, read> dy: array<vec4f>;
@group(0) @binding(3) var<storage, read> stats: array<vec2f>;
@group(0) @binding(4) var<storage, read_write> delta: array<f32>;
@group(0) @binding(5) var<storage, read_write> dqkv: array<vec4f>;

@compute @workgroup_size(32)
fn main(@builtin(global_invocation_id) id: vec3u) {
  const H4 = HEAD_DIM / 4u;
  const D4 = DIM / 4u;
  if (id.x >= TOKENS * HEADS) { return; }
  let token = id.x / HEADS;
  let head = id.x % HEADS;
  let first = token - token % LENGTH;
  var q: array<vec4f, H4>;
  var g: array<vec4f, H4>;
  var sum: array<vec4f, H4>;
  var d = 0.0;
  for (var c = 0u; c < H4; c++) {
    q[c] = qkv[token * 3u * D4 + head * H4 + c] * SCALE;
    g[c] = dy[token * D4 + head * H4 + c];
    d += dot(g[c], y[token * D4 + head * H4 + c]);
  }
  delta[id.x] = d;
  let stat = stats[id.x];
  for (var s = first; s <= token; s++) {
    let k = s * 3u * D4 + D4 + head * H4;
    var score = 0.0;
    var pull = 0.0;
    for (var c = 0u; c < H4; c++) {
      score += dot(q[c], qkv[k + c]);
      pull += dot(g[c], qkv[k + D4 + c]);
    }
    let ds = exp_poly(score - stat.x) / stat.y * (pull - d) * SCALE;
    for (var c = 0u; c < H4; c++) { sum[c] += ds * qkv[k + c]; }
  }
  for (var c = 0u; c < H4; c++) { dqkv[token * 3u * D4 + head * H4 + c] = sum[c]; }
}
