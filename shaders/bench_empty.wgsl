// bench_empty: does nothing, for the cost of a launch.
// grid: one invocation.

@compute @workgroup_size(1)
fn main() {
}
