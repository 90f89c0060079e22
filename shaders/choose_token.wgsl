// choose_token: id = argmax(logits) (tie: lower id), margin = top1 - top2, sumexp = sum exp(logits - top1);
//               then position += 1 and x = embed[next], next = the prompt's token while still inside it, else id.
// shape    Layer                                  sizes
// control  (promptLength, activeBlocks, stopToken, run, prompt ids ...)   u32
// params   (parameters)                   f32     embed is (vocabSize, dim) at 0
// logits   (vocabSize)                    f32     stale inside the prompt, and ignored there
// state    (position, stopped)            u32     advanced; stopped = 1 once stopToken was chosen: later steps do nothing
// x        (dim)                          f32     written
// records  (position, 16)                 u32     0 step tag = run * 1024 + position, 1 id, 2 top logit, 3 margin, 4 sumexp,
//                                                 5 non-finite logits seen (bit test: x != x is compiled away),
//                                                 6 id of the second largest logit (tie: lower id)
// grid: one workgroup of 64. sumexp: 64 strided partial sums, added in lane order.
// twin: src/model/reference/choose-token.ts

struct Layer {
  dim: u32, heads: u32, ffn_dim: u32, vocab: u32,
  max_tokens: u32, layer: u32, attention_scale: f32, norm_epsilon: f32,
  qkv: u32, out: u32, up: u32, down: u32, // offsets in vec4
}

@group(0) @binding(0) var<uniform> shape: Layer;
@group(0) @binding(1) var<storage, read> control: array<u32>;
@group(0) @binding(2) var<storage, read> params: array<f32>;
@group(0) @binding(3) var<storage, read> logits: array<f32>;
@group(0) @binding(4) var<storage, read_write> state: array<u32>;
@group(0) @binding(5) var<storage, read_write> x: array<f32>;
@group(0) @binding(6) var<storage, read_write> records: array<u32>;

const LOWEST: f32 = -3.4028234e38;

var<workgroup> best: array<f32, 64>;
var<workgroup> best_id: array<u32, 64>;
var<workgroup> second: array<f32, 64>;
var<workgroup> second_id: array<u32, 64>;
var<workgroup> broken: array<u32, 64>;
var<workgroup> partial: array<f32, 64>;
var<workgroup> top: f32;
var<workgroup> next: u32;

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

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) lane: u32) {
  var own_best = LOWEST;
  var own_second = LOWEST;
  var own_id = lane;
  var own_second_id = lane;
  var own_broken = 0u;
  for (var id = lane; id < shape.vocab; id += 64u) {
    let value = logits[id];
    if ((bitcast<u32>(value) & 0x7f800000u) == 0x7f800000u) {
      own_broken = 1u;
    }
    if (value > own_best) {
      own_second = own_best;
      own_second_id = own_id;
      own_best = value;
      own_id = id;
    } else if (value > own_second) {
      own_second = value;
      own_second_id = id;
    }
  }
  best[lane] = own_best;
  second[lane] = own_second;
  best_id[lane] = own_id;
  second_id[lane] = own_second_id;
  broken[lane] = own_broken;
  workgroupBarrier();

  if (lane == 0u) {
    for (var i = 1u; i < 64u; i++) {
      own_broken |= broken[i];
      let rival = best[i];
      let rival_id = best_id[i];
      if (rival > own_best || (rival == own_best && rival_id < own_id)) {
        let behind = second[i] > own_best || (second[i] == own_best && second_id[i] < own_id);
        own_second = select(own_best, second[i], behind);
        own_second_id = select(own_id, second_id[i], behind);
        own_best = rival;
        own_id = rival_id;
      } else if (rival > own_second || (rival == own_second && rival_id < own_second_id)) {
        own_second = rival;
        own_second_id = rival_id;
      }
    }
    top = own_best;
  }
  workgroupBarrier();

  var sum = 0.0;
  for (var id = lane; id < shape.vocab; id += 64u) {
    sum += exp_nonpositive(logits[id] - top);
  }
  partial[lane] = sum;
  workgroupBarrier();

  let position = state[0];
  let stopped = state[1];
  storageBarrier(); // every lane has read the state before lane 0 advances it
  if (lane == 0u && stopped == 0u) {
    var sumexp = 0.0;
    for (var i = 0u; i < 64u; i++) {
      sumexp += partial[i];
    }
    let at = position * 16u;
    records[at] = control[3] * 1024u + position;
    records[at + 1u] = own_id;
    records[at + 2u] = bitcast<u32>(own_best);
    records[at + 3u] = bitcast<u32>(own_best - own_second);
    records[at + 4u] = bitcast<u32>(sumexp);
    records[at + 5u] = own_broken;
    records[at + 6u] = own_second_id;
    let inside = position + 1u < control[0];
    next = own_id;
    if (inside) {
      next = control[4u + position + 1u];
    }
    state[0] = position + 1u;
    state[1] = select(0u, 1u, !inside && own_id == control[2]);
  }
  workgroupBarrier();

  if (stopped == 0u) {
    for (var i = lane; i < shape.dim; i += 64u) {
      x[i] = params[next * shape.dim + i];
    }
  }
}
