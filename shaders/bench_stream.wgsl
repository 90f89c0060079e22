// bench_stream: reads a buffer again and again, for bytes per second by working set.
// rounds  (1)                             u32     times the whole buffer is read
// data    (vectors)                       vec4f   read
// sink    (invocations)                   vec4f   written: sums, so that nothing is left out
// grid: any number of invocations; each strides over the whole buffer.
// twin: tests/fixtures/bench-stream.ts

@group(0) @binding(0) var<uniform> rounds: vec4u;
@group(0) @binding(1) var<storage, read> data: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> sink: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let stride = groups.x * 64u;
  let vectors = arrayLength(&data);
  var sum = vec4f(0.0);
  for (var i = 0u; i < rounds.x; i++) {
    // Another beginning each round: the same loads would be taken out of the loop.
    for (var at = id.x; at < vectors; at += stride) {
      sum += data[(at + i) % vectors];
    }
  }
  sink[id.x] = sum;
}
