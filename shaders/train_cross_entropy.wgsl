// train_cross_entropy: loss[r] = -log softmax(logits[r])[targets[r]];  logits[r, v] becomes weight[r] * (softmax - onehot)
// logits (ROWS, VOCAB) f32, overwritten by their gradient   targets (ROWS) u32   weights (ROWS) f32, 0 for padding rows
// loss (ROWS) vec2: (largest logit - target logit, sum of exp(logit - largest)): the CPU takes the logarithm
// grid: one invocation per row   twin: tests/fixtures/kernel-training-step.ts
@group(0) @binding(0) var<storage, read> targets: array<u32>;
@group(0) @binding(1) var<storage, read> weights: array<f32>;
@group(0) @binding(2) var<storage, read_write> logits: array<f32>;
@group(0) @binding(3) var<storage, read_write> loss: array<vec2f>;

@compute @workgroup_size(16)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= ROWS) { return; }
  let base = id.x * VOCAB;
  var largest = -1e30;
  for (var v = 0u; v < VOCAB; v++) { largest = max(largest, logits[base + v]); }
  var total = 0.0;
  for (var v = 0u; v < VOCAB; v++) { total += exp_poly(logits[base + v] - largest); }
  let goal = base + targets[id.x];
  loss[id.x] = vec2f(largest - logits[goal], total);
  let weight = weights[id.x];
  for (var v = 0u; v < VOCAB; v++) {
    logits[base + v] = weight * exp_poly(logits[base + v] - largest) / total;
  }
  logits[goal] -= weight;
}
