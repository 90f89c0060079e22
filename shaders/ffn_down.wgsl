// ffn_down: keep the activeBlocks blocks of 16 neurons with the highest energy sum(h^2) (tie: lower index);
//           x[c] += sum over kept blocks b ascending, neurons n in b ascending, of h[n] * down[n, c]
// shape    Layer                                  sizes and offsets of this layer
// state    (position, stopped)            u32
// control  (promptLength, activeBlocks, stopToken, run, prompt ids ...)   u32
// params   (parameters)                   f32     down is (ffnDim, dim): a block is contiguous
// h        (ffnDim)                       f32     read as vec4
// x        (dim)                          f32     residual, updated in place
// records  (position, 16)                 u32     word 8 + layer = blocks kept, counted from the flags
// grid: one invocation per channel; every workgroup ranks all blocks itself, by counting: no sort, no atomics.
// needs ffnDim <= 4096 (256 blocks).
// twin: src/model/reference/ffn-down.ts

struct Layer {
  dim: u32, heads: u32, ffn_dim: u32, vocab: u32,
  max_tokens: u32, layer: u32, attention_scale: f32, norm_epsilon: f32,
  qkv: u32, out: u32, up: u32, down: u32, // offsets in vec4
}

@group(0) @binding(0) var<uniform> shape: Layer;
@group(0) @binding(1) var<storage, read> state: array<u32>;
@group(0) @binding(2) var<storage, read> control: array<u32>;
@group(0) @binding(3) var<storage, read> params: array<f32>;
@group(0) @binding(4) var<storage, read> h: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> x: array<f32>;
@group(0) @binding(6) var<storage, read_write> records: array<u32>;

var<workgroup> energy: array<f32, 256>; // (block)
var<workgroup> kept: array<u32, 256>; // (block), 0 or 1
var<workgroup> chosen: array<u32, 256>; // (rank by index), ascending block ids

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(local_invocation_index) lane: u32) {
  if (state[1] != 0u) {
    return;
  }
  let blocks = shape.ffn_dim / 16u;
  for (var block = lane; block < blocks; block += 64u) {
    var sum = vec4f(0.0);
    for (var i = 0u; i < 4u; i++) {
      let part = h[block * 4u + i];
      sum += part * part;
    }
    energy[block] = (sum.x + sum.y) + (sum.z + sum.w);
  }
  workgroupBarrier();

  for (var block = lane; block < blocks; block += 64u) {
    let own = energy[block];
    var rank = 0u;
    for (var other = 0u; other < blocks; other++) {
      let rival = energy[other];
      rank += select(0u, 1u, rival > own || (rival == own && other < block));
    }
    kept[block] = select(0u, 1u, rank < control[1]);
  }
  workgroupBarrier();

  for (var block = lane; block < blocks; block += 64u) {
    if (kept[block] == 1u) {
      var slot = 0u;
      for (var other = 0u; other < block; other++) {
        slot += kept[other];
      }
      chosen[slot] = block;
    }
  }
  workgroupBarrier();

  var count = 0u;
  for (var block = 0u; block < blocks; block++) {
    count += kept[block];
  }
  if (id.x == 0u) {
    records[state[0] * 16u + 8u + shape.layer] = count;
  }
  if (id.x >= shape.dim) {
    return;
  }
  var sum = 0.0;
  for (var slot = 0u; slot < count; slot++) {
    let first = chosen[slot] * 16u;
    for (var i = 0u; i < 4u; i++) {
      let part = h[first / 4u + i];
      let row = 4u * shape.down + (first + 4u * i) * shape.dim + id.x;
      sum += part.x * params[row];
      sum += part.y * params[row + shape.dim];
      sum += part.z * params[row + 2u * shape.dim];
      sum += part.w * params[row + 3u * shape.dim];
    }
  }
  x[id.x] += sum;
}
