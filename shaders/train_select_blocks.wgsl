// train_select_blocks: bit b of selected[t] = 1 when fewer than ACTIVE_BLOCKS blocks have a larger sum of h^2
// (equal sums: the lower index first). Ranking by counting: deterministic, no sort, no atomics.
// h (TOKENS, FFN) f32   selected (TOKENS, WORDS) u32 bit sets
// grid: one invocation per token   twin: src/model/reference/training-loss.ts
@group(0) @binding(0) var<storage, read> h: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> selected: array<u32>;

@compute @workgroup_size(32)
fn main(@builtin(global_invocation_id) id: vec3u) {
  const BLOCKS = FFN / 16u;
  if (id.x >= TOKENS) { return; }
  var energy: array<f32, BLOCKS>;
  for (var b = 0u; b < BLOCKS; b++) {
    let at = (id.x * BLOCKS + b) * 4u;
    let sum = h[at] * h[at] + h[at + 1u] * h[at + 1u] + h[at + 2u] * h[at + 2u] + h[at + 3u] * h[at + 3u];
    energy[b] = (sum.x + sum.y) + (sum.z + sum.w);
  }
  var bits: array<u32, WORDS>;
  for (var b = 0u; b < BLOCKS; b++) {
    var rank = 0u;
    for (var j = 0u; j < BLOCKS; j++) {
      rank += select(0u, 1u, energy[j] > energy[b] || (energy[j] == energy[b] && j < b));
    }
    if (rank < ACTIVE_BLOCKS) { bits[b / 32u] |= 1u << (b % 32u); }
  }
  for (var i = 0u; i < WORDS; i++) { selected[id.x * WORDS + i] = bits[i]; }
}
