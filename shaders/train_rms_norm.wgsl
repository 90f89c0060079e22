// train_rms_norm: inverse[t] = 1 / sqrt(mean over c of x[t, c]^2 + EPSILON);  y[t, c] = x[t, c] * inverse[t]
// x (TOKENS, DIM) f32   y (TOKENS, DIM) f32   inverse (TOKENS) f32
// grid: one invocation per token   twin: src/model/reference/training-loss.ts
@group(0) @binding(0) var<storage, read> x: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> y: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> inverse: array<f32>;

@compute @workgroup_size(32)
fn main(@builtin(global_invocation_id) id: vec3u) {
  const D4 = DIM / 4u;
  if (id.x >= TOKENS) { return; }
  let base = id.x * D4;
  var sum = vec4f();
  for (var c = 0u; c < D4; c++) { sum += x[base + c] * x[base + c]; }
  let scale = inverseSqrt(((sum.x + sum.y) + (sum.z + sum.w)) / f32(DIM) + EPSILON);
  inverse[id.x] = scale;
  for (var c = 0u; c < D4; c++) { y[base + c] = x[base + c] * scale; }
}
