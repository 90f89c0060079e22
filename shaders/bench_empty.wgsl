// bench_empty: does nothing, for a GPU that is busy with launches alone.
// grid: one invocation.

@compute @workgroup_size(1)
fn main() {
}
