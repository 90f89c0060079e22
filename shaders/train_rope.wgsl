// train_rope: rotates q and k in place by the position's angles; DIRECTION -1 is the gradient (the inverse rotation)
// qkv (TOKENS, 3 * DIM) f32   table (LENGTH, HEAD_DIM / 2) vec2 (cos, sin), made on the CPU
// pairs (i, i + HEAD_DIM / 2) of each head; position = token % LENGTH
// grid: one invocation per (token, q or k, head, pair)   twin: tests/fixtures/kernel-training-step.ts
@group(0) @binding(0) var<storage, read> table: array<vec2f>;
@group(0) @binding(1) var<storage, read_write> qkv: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  const HALF = HEAD_DIM / 2u;
  const PAIRS = DIM;  // q and k: 2 * DIM / 2
  if (id.x >= TOKENS * PAIRS) { return; }
  let token = id.x / PAIRS;
  let pair = id.x % PAIRS;
  let head = pair / HALF;  // heads of q, then heads of k: they are contiguous
  let i = pair % HALF;
  let turn = table[(token % LENGTH) * HALF + i];
  let at = token * 3u * DIM + head * HEAD_DIM + i;
  let a = qkv[at];
  let b = qkv[at + HALF];
  let s = turn.y * DIRECTION;
  qkv[at] = a * turn.x - b * s;
  qkv[at + HALF] = a * s + b * turn.x;
}
