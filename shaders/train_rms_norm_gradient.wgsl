// train_rms_norm_gradient: dx[t, c] (+)= inverse[t] * (dy[t, c] - y[t, c] * mean over c of dy[t, c] * y[t, c])
// dy, y, dx (TOKENS, DIM) f32   inverse (TOKENS) f32   ACCUMULATE adds to the residual's gradient already in dx
// grid: one invocation per token   twin: tests/fixtures/kernel-training-step.ts
@group(0) @binding(0) var<storage, read> dy: array<vec4f>;
@group(0) @binding(1) var<storage, read> y: array<vec4f>;
@group(0) @binding(2) var<storage, read> inverse: array<f32>;
@group(0) @binding(3) var<storage, read_write> dx: array<vec4f>;

@compute @workgroup_size(32)
fn main(@builtin(global_invocation_id) id: vec3u) {
  const D4 = DIM / 4u;
  if (id.x >= TOKENS) { return; }
  let base = id.x * D4;
  var sum = vec4f();
  for (var c = 0u; c < D4; c++) { sum += dy[base + c] * y[base + c]; }
  let mean = ((sum.x + sum.y) + (sum.z + sum.w)) / f32(DIM);
  let scale = inverse[id.x];
  for (var c = 0u; c < D4; c++) {
    var value = scale * (dy[base + c] - y[base + c] * mean);
    if (ACCUMULATE) { value += dx[base + c]; }
    dx[base + c] = value;
  }
}
