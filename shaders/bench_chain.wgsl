// bench_chain: adds one to every element of a small buffer. In a chain of launches, each needs what the one before has written.
// state   (64)                            u32     read and written
// grid: one workgroup.
// twin: tests/fixtures/bench-chain.ts

@group(0) @binding(0) var<storage, read_write> state: array<u32>;

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) lane: u32) {
  state[lane] += 1u;
}
