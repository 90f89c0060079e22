// attn_out: x += Wout . concat over heads of softmax(q . k / sqrt(headDim)) . v, over positions 0 .. position
// shape   Layer                                   sizes and offsets of this layer
// state   (position, stopped)             u32
// params  (parameters / 4)                vec4f   rows of out are (dim, dim)
// q       (dim)                           f32
// keys    (layer, position, dim)          f32     read as vec4
// values  (layer, position, dim)          f32
// x       (dim)                           f32     residual, updated in place
// grid: one workgroup of 256; needs heads <= 16, heads * maxTokens <= 3072, dim <= 256.
// Sums over positions run in position order.
// exp: Cephes expf polynomial (S. Moshier), relative error < 2e-7 on [-87, 0]; built-in exp differs between back ends.
// twin: src/model/reference/attn-out.ts

struct Layer {
  dim: u32, heads: u32, ffn_dim: u32, vocab: u32,
  max_tokens: u32, layer: u32, attention_scale: f32, norm_epsilon: f32,
  qkv: u32, out: u32, up: u32, down: u32, // offsets in vec4
}

@group(0) @binding(0) var<uniform> shape: Layer;
@group(0) @binding(1) var<storage, read> state: array<u32>;
@group(0) @binding(2) var<storage, read> params: array<vec4f>;
@group(0) @binding(3) var<storage, read> q: array<vec4f>;
@group(0) @binding(4) var<storage, read> keys: array<vec4f>;
@group(0) @binding(5) var<storage, read> values: array<f32>;
@group(0) @binding(6) var<storage, read_write> x: array<f32>;

var<workgroup> weights: array<f32, 3072>; // (head, position)
var<workgroup> attended: array<f32, 256>; // (dim)
var<workgroup> peak: array<f32, 16>; // (head)
var<workgroup> total: array<f32, 16>; // (head)

fn exp_nonpositive(value: f32) -> f32 {
  if (value < -87.0) {
    return 0.0;
  }
  let n = floor(value * 1.44269504 + 0.5);
  let r = (value - n * 0.693359375) - n * -2.12194440e-4;
  var p = 1.9875691500e-4;
  p = p * r + 1.3981999507e-3;
  p = p * r + 8.3334519073e-3;
  p = p * r + 4.1665795894e-2;
  p = p * r + 1.6666665459e-1;
  p = p * r + 5.0000001201e-1;
  let y = (p * (r * r) + r) + 1.0;
  return y * bitcast<f32>(u32(i32(n) + 127) << 23u);
}

@compute @workgroup_size(256)
fn main(@builtin(local_invocation_index) lane: u32) {
  if (state[1] != 0u) {
    return;
  }
  let tokens = state[0] + 1u;
  let head_dim = shape.dim / shape.heads;
  let head_columns = head_dim / 4u;
  let columns = shape.dim / 4u;
  let cache_row = shape.layer * shape.max_tokens;

  for (var i = lane; i < shape.heads * tokens; i += 256u) {
    let head = i / tokens;
    let token = i % tokens;
    let key = (cache_row + token) * columns + head * head_columns;
    var sum = vec4f(0.0);
    for (var j = 0u; j < head_columns; j++) {
      sum += q[head * head_columns + j] * keys[key + j];
    }
    weights[head * shape.max_tokens + token] = ((sum.x + sum.y) + (sum.z + sum.w)) * shape.attention_scale;
  }
  workgroupBarrier();

  if (lane < shape.heads) {
    var highest = weights[lane * shape.max_tokens];
    for (var token = 1u; token < tokens; token++) {
      highest = max(highest, weights[lane * shape.max_tokens + token]);
    }
    peak[lane] = highest;
  }
  workgroupBarrier();

  for (var i = lane; i < shape.heads * tokens; i += 256u) {
    let head = i / tokens;
    let at = head * shape.max_tokens + i % tokens;
    weights[at] = exp_nonpositive(weights[at] - peak[head]);
  }
  workgroupBarrier();

  if (lane < shape.heads) {
    var sum = 0.0;
    for (var token = 0u; token < tokens; token++) {
      sum += weights[lane * shape.max_tokens + token];
    }
    total[lane] = sum;
  }
  workgroupBarrier();

  if (lane < shape.dim) {
    let head = lane / head_dim;
    var sum = 0.0;
    for (var token = 0u; token < tokens; token++) {
      sum += weights[head * shape.max_tokens + token] * values[(cache_row + token) * shape.dim + lane];
    }
    attended[lane] = sum / total[head];
  }
  workgroupBarrier();

  if (lane < shape.dim) {
    let row = shape.out + lane * columns;
    var sum = vec4f(0.0);
    for (var i = 0u; i < columns; i++) {
      let part = vec4f(attended[4u * i], attended[4u * i + 1u], attended[4u * i + 2u], attended[4u * i + 3u]);
      sum += part * params[row + i];
    }
    x[lane] += (sum.x + sum.y) + (sum.z + sum.w);
  }
}
