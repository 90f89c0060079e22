// ffn_up: xn = x * inverseSqrt(mean(x^2) + eps); h[n] = relu(up[n] . xn)
// shape   Layer                                   sizes and offsets of this layer
// state   (position, stopped)             u32
// params  (parameters / 4)                vec4f   rows of up are (ffnDim, dim)
// x       (dim)                           f32     residual, read only
// h       (ffnDim)                        f32     written: every neuron, for the selection ranks blocks by their energy
// grid: one invocation per neuron; each computes the norm itself.
// twin: src/model/reference/ffn-up.ts

struct Layer {
  dim: u32, heads: u32, ffn_dim: u32, vocab: u32,
  max_tokens: u32, layer: u32, attention_scale: f32, norm_epsilon: f32,
  qkv: u32, out: u32, up: u32, down: u32, // offsets in vec4
}

@group(0) @binding(0) var<uniform> shape: Layer;
@group(0) @binding(1) var<storage, read> state: array<u32>;
@group(0) @binding(2) var<storage, read> params: array<vec4f>;
@group(0) @binding(3) var<storage, read> x: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> h: array<f32>;

fn inverse_rms() -> f32 {
  var sum = vec4f(0.0);
  for (var i = 0u; i < shape.dim / 4u; i++) {
    sum += x[i] * x[i];
  }
  return inverseSqrt(((sum.x + sum.y) + (sum.z + sum.w)) / f32(shape.dim) + shape.norm_epsilon);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (state[1] != 0u || id.x >= shape.ffn_dim) {
    return;
  }
  let scale = inverse_rms();
  let columns = shape.dim / 4u;
  let row = shape.up + id.x * columns;
  var sum = vec4f(0.0);
  for (var i = 0u; i < columns; i++) {
    sum += (x[i] * scale) * params[row + i];
  }
  h[id.x] = max((sum.x + sum.y) + (sum.z + sum.w), 0.0);
}
