// Quantiles of many draws without sorting them all: by selection where the values may be reordered, by buckets where several are wanted.

/** Moves the `k`-th smallest of values to place k, none larger before it and none smaller behind it (Hoare's selection). */
export function select(values: Float64Array, k: number): void {
  let left = 0;
  let right = values.length - 1;
  while (left < right) {
    const first = values[left] ?? 0;
    const middle = values[(left + right) >> 1] ?? 0;
    const last = values[right] ?? 0;
    const pivot = Math.max(Math.min(first, middle), Math.min(Math.max(first, middle), last));
    let i = left;
    let j = right;
    while (i <= j) {
      while ((values[i] ?? 0) < pivot) i++;
      while ((values[j] ?? 0) > pivot) j--;
      if (i > j) break;
      const swapped = values[i] ?? 0;
      values[i++] = values[j] ?? 0;
      values[j--] = swapped;
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else return;
  }
}

const BUCKETS = 1024;

/** Between the order statistics at and after `place`, the whole part of p (n - 1). */
export function interpolate(p: number, size: number, at: number, next: number): number {
  const position = p * (size - 1);
  return at === next ? at : at + (position - Math.floor(position)) * (next - at);
}

/**
 * The order statistics at `places`, which ascend where there are 64 values or more. Values in a bucket are smaller than those in the next, so only the buckets that hold a
 * place are sorted.
 */
function orderStatistics(values: Float64Array, places: readonly number[]): readonly number[] {
  let least = Infinity;
  let most = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const scale = BUCKETS / (most - least);
  if (values.length < 64 || !(scale > 0 && scale < Infinity)) { // few, all the same, or some infinite
    const sorted = values.toSorted();
    return places.map((place) => sorted[place] ?? Number.NaN);
  }
  const bucketOf = new Uint16Array(values.length);
  const sizes = new Uint32Array(BUCKETS + 1); // the largest value has its own
  for (let i = 0; i < values.length; i++) {
    const bucket = (((values[i] ?? 0) - least) * scale) | 0;
    bucketOf[i] = bucket;
    sizes[bucket] = (sizes[bucket] ?? 0) + 1;
  }
  let bucket = 0;
  let before = 0;
  const wanted = new Uint8Array(BUCKETS + 1);
  const inside = new Map<number, number[]>();
  const found = places.map((place) => {
    while (before + (sizes[bucket] ?? Infinity) <= place) before += sizes[bucket++] ?? 0;
    wanted[bucket] = 1;
    inside.set(bucket, []);
    return { bucket, at: place - before };
  });
  for (let i = 0; i < values.length; i++) {
    const own = bucketOf[i] ?? 0;
    if (wanted[own] === 1) inside.get(own)?.push(values[i] ?? 0);
  }
  for (const list of inside.values()) list.sort((a, b) => a - b);
  return found.map(({ bucket: own, at }) => inside.get(own)?.[at] ?? Number.NaN);
}

/** The 5 %, 50 % and 95 % points. */
export function bandOf(values: Float64Array): { readonly low: number; readonly median: number; readonly high: number } {
  const size = values.length;
  const places = [0.05, 0.5, 0.95].map((p) => Math.floor(p * (size - 1)));
  const next = (place: number): number => Math.min(place + 1, size - 1);
  const [low = 0, median = 0, high = 0] = places;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = orderStatistics(values, [low, next(low), median, next(median), high, next(high)]);
  return { low: interpolate(0.05, size, a, b), median: interpolate(0.5, size, c, d), high: interpolate(0.95, size, e, f) };
}
