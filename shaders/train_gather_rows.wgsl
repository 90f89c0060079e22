// train_gather_rows: y[r, c] = source[rows[r], c], or 0 where rows[r] is 0xffffffff
// rows (ROWS) u32   source (any, DIM) f32   y (ROWS, DIM) f32
// grid: one invocation per (row, 4 channels)   twin: src/model/reference/training-loss.ts
@group(0) @binding(0) var<storage, read> rows: array<u32>;
@group(0) @binding(1) var<storage, read> source: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> y: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  const D4 = DIM / 4u;
  if (id.x >= ROWS * D4) { return; }
  let row = rows[id.x / D4];
  var value = vec4f();
  if (row != 0xffffffffu) { value = source[row * D4 + id.x % D4]; }
  y[id.x] = value;
}
