// head_logits: xn = x * inverseSqrt(mean(x^2) + eps); logits[t] = embed[t] . xn   (the head is the embedding, tied)
// shape   Layer                                   sizes; offsets unused, the embedding lies at 0
// state   (position, stopped)             u32
// params  (parameters / 4)                vec4f   rows of embed are (vocabSize, dim)
// x       (dim)                           f32     residual, read only
// logits  (vocabSize)                     f32     written
// grid: one invocation per token id; each computes the norm itself. Not dispatched inside the prompt.
// twin: src/model/reference/head-logits.ts

struct Layer {
  dim: u32, heads: u32, ffn_dim: u32, vocab: u32,
  max_tokens: u32, layer: u32, attention_scale: f32, norm_epsilon: f32,
  qkv: u32, out: u32, up: u32, down: u32, // offsets in vec4
}

@group(0) @binding(0) var<uniform> shape: Layer;
@group(0) @binding(1) var<storage, read> state: array<u32>;
@group(0) @binding(2) var<storage, read> params: array<vec4f>;
@group(0) @binding(3) var<storage, read> x: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> logits: array<f32>;

fn inverse_rms() -> f32 {
  var sum = vec4f(0.0);
  for (var i = 0u; i < shape.dim / 4u; i++) {
    sum += x[i] * x[i];
  }
  return inverseSqrt(((sum.x + sum.y) + (sum.z + sum.w)) / f32(shape.dim) + shape.norm_epsilon);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (state[1] != 0u || id.x >= shape.vocab) {
    return;
  }
  let scale = inverse_rms();
  let columns = shape.dim / 4u;
  let row = id.x * columns;
  var sum = vec4f(0.0);
  for (var i = 0u; i < columns; i++) {
    sum += (x[i] * scale) * params[row + i];
  }
  logits[id.x] = (sum.x + sum.y) + (sum.z + sum.w);
}
