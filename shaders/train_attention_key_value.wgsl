// train_attention_key_value: dv[s] = sum over t >= s of p[t, s] dy[t];  dk[s] = scale * sum p[t, s] (dy[t] . v[s] - delta[t]) q[t]
// qkv (TOKENS, 3 * DIM)   dy (TOKENS, DIM)   stats (TOKENS, HEADS) vec2   delta (TOKENS, HEADS)
// dqkv (TOKENS, 3 * DIM): k and v parts written
// grid: one invocation per (token, head), owner computes   twin: tests/fixtures/kernel-training-step.ts
@group(0) @binding(0) var<storage, read> qkv: array<vec4f>;
@group(0) @binding(1) var<storage, read> dy: array<vec4f>;
@group(0) @binding(2) var<storage, read> stats: array<vec2f>;
@group(0) @binding(3) var<storage, read> delta: array<f32>;
@group(0) @binding(4) var<storage, read_write> dqkv: array<vec4f>;

@compute @workgroup_size(32)
fn main(@builtin(global_invocation_id) id: vec3u) {
  const H4 = HEAD_DIM / 4u;
  const D4 = DIM / 4u;
  if (id.x >= TOKENS * HEADS) { return; }
  let token = id.x / HEADS;
  let head = id.x % HEADS;
  let end = token - token % LENGTH + LENGTH;
  let at = token * 3u * D4 + D4 + head * H4;
  var k: array<vec4f, H4>;
  var v: array<vec4f, H4>;
  var dk: array<vec4f, H4>;
  var dv: array<vec4f, H4>;
  for (var c = 0u; c < H4; c++) { k[c] = qkv[at + c] * SCALE; v[c] = qkv[at + D4 + c]; }
  for (var t = token; t < end; t++) {
    let q = t * 3u * D4 + head * H4;
    let g = t * D4 + head * H4;
    var score = 0.0;
    var pull = 0.0;
    for (var c = 0u; c < H4; c++) {
      score += dot(k[c], qkv[q + c]);
      pull += dot(v[c], dy[g + c]);
    }
    let stat = stats[t * HEADS + head];
    let p = exp_poly(score - stat.x) / stat.y;
    let ds = p * (pull - delta[t * HEADS + head]) * SCALE;
    for (var c = 0u; c < H4; c++) {
      dv[c] += p * dy[g + c];
      dk[c] += ds * qkv[q + c];
    }
  }
  for (var c = 0u; c < H4; c++) { dqkv[at + c] = dk[c]; dqkv[at + D4 + c] = dv[c]; }
}
