// train_adamw: one AdamW step over the whole flat parameter buffer (Loshchilov and Hutter 2019, algorithm 2)
// m = B1 m + (1 - B1) g;  v = B2 v + (1 - B2) g^2;  p -= lr * (m / c1 / (sqrt(v / c2) + 1e-8) + DECAY p)
// parameters, gradients f32 (PARAMETERS)   moments: m then v   step: (lr, c1, c2, 0), c_i = 1 - B_i^step, made on the CPU
// grid: one invocation per 4 parameters   twin: tests/browser/training-kernels.test.ts
@group(0) @binding(0) var<storage, read> step: array<vec4f>;
@group(0) @binding(1) var<storage, read> gradients: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> moments: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> parameters: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  const COUNT = PARAMETERS / 4u;
  if (id.x >= COUNT) { return; }
  let rate = step[0];
  let g = gradients[id.x];
  let m = BETA1 * moments[id.x] + (1.0 - BETA1) * g;
  let v = BETA2 * moments[COUNT + id.x] + (1.0 - BETA2) * g * g;
  moments[id.x] = m;
  moments[COUNT + id.x] = v;
  let p = parameters[id.x];
  parameters[id.x] = p - rate.x * (m / rate.y / (sqrt(v / rate.z) + 1e-8) + DECAY * p);
}
