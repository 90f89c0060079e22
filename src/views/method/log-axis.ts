// A logarithmic axis: where a value lies between two ends, and which round values to name.

export interface LogAxis {
  /** 0 at the lower end, 1 at the upper. */
  place(value: number): number;
  /** Those of 1, 2 and 5, or of 1 and 3, or of 1 times powers of ten that lie within: the most that find room. */
  readonly ticks: readonly number[];
}

/** Labels beside each other on an axis as wide as a phone. */
const MOST_TICKS = 6;

/** Holds all of `values`, with a tenth of a decade beyond the outermost; throws RangeError unless there are positive values only. */
export function logAxis(values: readonly number[]): LogAxis {
  if (values.length === 0 || !values.every((value) => value > 0 && value < Infinity)) throw new RangeError("a logarithmic axis needs positive values");
  const low = Math.log10(Math.min(...values)) - 0.1;
  const high = Math.log10(Math.max(...values)) + 0.1;
  const powers = Array.from({ length: Math.floor(high) - Math.floor(low) + 1 }, (_, i) => Math.floor(low) + i);
  const within = (steps: readonly number[]): number[] =>
    powers.flatMap((power) => steps.map((step) => Number(`${step}e${power}`))).filter((tick) => Math.log10(tick) >= low && Math.log10(tick) <= high);
  const ticks = [[1, 2, 5], [1, 3]].map(within).find(({ length }) => length <= MOST_TICKS) ?? within([1]);
  return { place: (value) => (Math.log10(value) - low) / (high - low), ticks };
}
