// A logarithmic axis: where a value lies between two ends, and which round values to name.

export interface LogAxis {
  /** 0 at the lower end, 1 at the upper. */
  place(value: number): number;
  /** 1, 2 and 5 times powers of ten that lie within; powers of ten alone where those are more than three. */
  readonly ticks: readonly number[];
}

/** Holds all of `values`, with a tenth of a decade beyond the outermost; throws RangeError unless there are positive values only. */
export function logAxis(values: readonly number[]): LogAxis {
  if (values.length === 0 || !values.every((value) => value > 0 && value < Infinity)) throw new RangeError("a logarithmic axis needs positive values");
  const low = Math.log10(Math.min(...values)) - 0.1;
  const high = Math.log10(Math.max(...values)) + 0.1;
  const powers = Array.from({ length: Math.floor(high) - Math.floor(low) + 1 }, (_, i) => Math.floor(low) + i);
  const within = (steps: readonly number[]): number[] =>
    powers.flatMap((power) => steps.map((step) => Number(`${step}e${power}`))).filter((tick) => Math.log10(tick) >= low && Math.log10(tick) <= high);
  const decades = within([1]);
  return { place: (value) => (Math.log10(value) - low) / (high - low), ticks: decades.length > 3 ? decades : within([1, 2, 5]) };
}
