// bench_cache: every workgroup reads the whole buffer, round and round, so that the last-level cache is what serves the reads.
// rounds  (1)                             u32     vectors that an invocation reads
// data    (vectors)                       vec4f   read; a multiple of 64
// sink    (invocations)                   vec4f   written: sums, so that nothing is left out
// grid: one invocation per element of sink. A workgroup reads pieces of 64 vectors in order, from a piece of its own on: where a core
// has several workgroups, they are far apart in the buffer however the device deals them out.
// twin: tests/fixtures/bench-cache.ts

@group(0) @binding(0) var<uniform> rounds: vec4u;
@group(0) @binding(1) var<storage, read> data: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> sink: array<vec4f>;

// A hash of 32 bits to 32 bits, one to one.
fn mixed(number: u32) -> u32 {
  var x = number;
  x = (x ^ (x >> 16u)) * 0x7feb352du;
  x = (x ^ (x >> 15u)) * 0x846ca68bu;
  return x ^ (x >> 16u);
}

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let vectors = arrayLength(&data);
  var at = (mixed(group.x + 1u) % (vectors / 64u)) * 64u + lane;
  var sum = vec4f(0.0);
  for (var i = 0u; i < rounds.x; i++) {
    sum += data[at];
    at += 64u;
    if (at >= vectors) {
      at -= vectors;
    }
  }
  sink[group.x * 64u + lane] = sum;
}
