// Learning rate: linear warm-up over the first 4 % of the steps, then a half cosine down to zero at the last step.

const WARM_UP_SHARE = 0.04;

/** Rate for `step` (1 .. steps). The schedule is fully decayed for its own budget. */
export function learningRateAt(step: number, steps: number, peak: number): number {
  const warmUp = Math.max(1, Math.floor(steps * WARM_UP_SHARE));
  if (step <= warmUp) return (peak * step) / warmUp;
  const progress = (step - warmUp) / Math.max(1, steps - warmUp);
  return peak * 0.5 * (1 + Math.cos(Math.PI * progress));
}
