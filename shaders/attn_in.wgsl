// attn_in: xn = x * inverseSqrt(mean(x^2) + eps); (q, k, v) = xn . Wqkv^T; rotary on q and k; k and v go into the cache.
// shape   Layer                                   sizes and offsets of this layer
// state   (position, stopped)             u32
// params  (parameters / 4)                vec4f   the flat parameter buffer; rows of qkv are (3 * dim, dim)
// x       (dim)                           f32     residual, read only
// rope    (maxTokens, headDim / 2)        vec2f   (cos, sin), made on the CPU
// q       (dim)                           f32     written
// keys, values (layer, position, dim)     f32     one row written
// grid: one invocation per rotary pair (rows i and i + headDim / 2 of one head) of q, k or v: 3 * dim / 2.
// Every invocation computes the norm itself: cheaper than one more dispatch.
// twin: src/model/reference/attn-in.ts

struct Layer {
  dim: u32, heads: u32, ffn_dim: u32, vocab: u32,
  max_tokens: u32, layer: u32, attention_scale: f32, norm_epsilon: f32,
  qkv: u32, out: u32, up: u32, down: u32, // offsets in vec4
}

@group(0) @binding(0) var<uniform> shape: Layer;
@group(0) @binding(1) var<storage, read> state: array<u32>;
@group(0) @binding(2) var<storage, read> params: array<vec4f>;
@group(0) @binding(3) var<storage, read> x: array<vec4f>;
@group(0) @binding(4) var<storage, read> rope: array<vec2f>;
@group(0) @binding(5) var<storage, read_write> q: array<f32>;
@group(0) @binding(6) var<storage, read_write> keys: array<f32>;
@group(0) @binding(7) var<storage, read_write> values: array<f32>;

fn inverse_rms() -> f32 {
  var sum = vec4f(0.0);
  for (var i = 0u; i < shape.dim / 4u; i++) {
    sum += x[i] * x[i];
  }
  return inverseSqrt(((sum.x + sum.y) + (sum.z + sum.w)) / f32(shape.dim) + shape.norm_epsilon);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let pairs = shape.dim / 2u;
  if (state[1] != 0u || id.x >= 3u * pairs) {
    return;
  }
  let position = state[0];
  let half_head = pairs / shape.heads;
  let part = id.x / pairs; // 0 q, 1 k, 2 v
  let pair = id.x % pairs;
  let angle = pair % half_head;
  let channel = (pair / half_head) * 2u * half_head + angle;

  let scale = inverse_rms();
  let columns = shape.dim / 4u;
  let row_a = shape.qkv + (part * shape.dim + channel) * columns;
  let row_b = row_a + half_head * columns;
  var sum_a = vec4f(0.0);
  var sum_b = vec4f(0.0);
  for (var i = 0u; i < columns; i++) {
    let xn = x[i] * scale;
    sum_a += xn * params[row_a + i];
    sum_b += xn * params[row_b + i];
  }
  let a = (sum_a.x + sum_a.y) + (sum_a.z + sum_a.w);
  let b = (sum_b.x + sum_b.y) + (sum_b.z + sum_b.w);

  let cache = (shape.layer * shape.max_tokens + position) * shape.dim + channel;
  if (part == 2u) {
    values[cache] = a;
    values[cache + half_head] = b;
    return;
  }
  let turn = rope[position * half_head + angle];
  let rotated_a = a * turn.x - b * turn.y;
  let rotated_b = a * turn.y + b * turn.x;
  if (part == 0u) {
    q[channel] = rotated_a;
    q[channel + half_head] = rotated_b;
  } else {
    keys[cache] = rotated_a;
    keys[cache + half_head] = rotated_b;
  }
}
