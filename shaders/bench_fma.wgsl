// bench_fma: arithmetic that stays in registers, for FLOP/s. Four independent chains of vec4 fused multiply-adds.
// rounds  (1)                             u32     rounds of 4 * 4 multiply-adds per invocation
// sink    (invocations)                   vec4f   written, so that nothing is left out
// grid: one invocation per element of sink.
// twin: tests/fixtures/bench-fma.ts

@group(0) @binding(0) var<uniform> rounds: vec4u;
@group(0) @binding(1) var<storage, read_write> sink: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let start = f32(id.x % 8u);
  var a = vec4f(start, start + 1.0, start + 2.0, start + 3.0);
  var b = a + 0.25;
  var c = a + 0.5;
  var d = a + 0.75;
  let factor = vec4f(0.5);
  let term = vec4f(1.0);
  for (var i = 0u; i < rounds.x; i++) {
    a = fma(a, factor, term);
    b = fma(b, factor, term);
    c = fma(c, factor, term);
    d = fma(d, factor, term);
  }
  sink[id.x] = (a + b) + (c + d);
}
