// Work: exact counts of a span of execution. Additive; the meter turns it into joules.

export const COMPONENTS = ["attention", "feedForward", "head", "dispatch", "slots", "symbolic"] as const;
export type Component = (typeof COMPONENTS)[number];

export interface Work {
  /** f32 multiply-adds executed (2 operations each), padding included; a multiplication or addition left alone counts as one. */
  readonly multiplyAdds: number;
  /** The same on f16 operands. No shipped kernel has any: weights are stored as f16 but widened to f32 when they are loaded. */
  readonly halfMultiplyAdds: number;
  /** Steps that choose instead of calculating: comparisons and counts of block selection, argmax, softmax peaks and relu. */
  readonly comparisons: number;
  /** Unique bytes of each dispatch, in whole memory sectors. */
  readonly bytesRead: number;
  readonly bytesWritten: number;
  /** Of both: activations and state, a few kB written by one dispatch for the next. They stay in the cache, however large the weights. */
  readonly residentBytes: number;
  /** Compute dispatches. */
  readonly dispatches: number;
  readonly activeBlocks: number;
  readonly totalBlocks: number;
  /** Elementary host operations counted by the slot finder, parser and solver (deterministic). */
  readonly hostOperations: number;
}

export type WorkByComponent = Readonly<Partial<Record<Component, Work>>>;

export const NO_WORK: Work = {
  multiplyAdds: 0,
  halfMultiplyAdds: 0,
  comparisons: 0,
  bytesRead: 0,
  bytesWritten: 0,
  residentBytes: 0,
  dispatches: 0,
  activeBlocks: 0,
  totalBlocks: 0,
  hostOperations: 0,
};

export function addWork(a: Work, b: Work): Work {
  return {
    multiplyAdds: a.multiplyAdds + b.multiplyAdds,
    halfMultiplyAdds: a.halfMultiplyAdds + b.halfMultiplyAdds,
    comparisons: a.comparisons + b.comparisons,
    bytesRead: a.bytesRead + b.bytesRead,
    bytesWritten: a.bytesWritten + b.bytesWritten,
    residentBytes: a.residentBytes + b.residentBytes,
    dispatches: a.dispatches + b.dispatches,
    activeBlocks: a.activeBlocks + b.activeBlocks,
    totalBlocks: a.totalBlocks + b.totalBlocks,
    hostOperations: a.hostOperations + b.hostOperations,
  };
}

/** The same work `times` times. */
export function repeatWork(work: Work, times: number): Work {
  return {
    multiplyAdds: work.multiplyAdds * times,
    halfMultiplyAdds: work.halfMultiplyAdds * times,
    comparisons: work.comparisons * times,
    bytesRead: work.bytesRead * times,
    bytesWritten: work.bytesWritten * times,
    residentBytes: work.residentBytes * times,
    dispatches: work.dispatches * times,
    activeBlocks: work.activeBlocks * times,
    totalBlocks: work.totalBlocks * times,
    hostOperations: work.hostOperations * times,
  };
}

/** Where the bytes come from; `cached`: the working set (weights, key-value cache) fits the last-level cache. */
export function bytesByLevel({ bytesRead, bytesWritten, residentBytes }: Work, cached: boolean): { readonly memory: number; readonly cache: number } {
  const all = bytesRead + bytesWritten;
  return cached ? { memory: 0, cache: all } : { memory: all - residentBytes, cache: residentBytes };
}

/** Sum of two splits, component by component. */
export function addComponents(a: WorkByComponent, b: WorkByComponent): WorkByComponent {
  const sum: Partial<Record<Component, Work>> = { ...a };
  for (const component of COMPONENTS) {
    const more = b[component];
    if (more !== undefined) sum[component] = addWork(sum[component] ?? NO_WORK, more);
  }
  return sum;
}

export function totalWork(parts: WorkByComponent): Work {
  let sum = NO_WORK;
  for (const component of COMPONENTS) {
    const part = parts[component];
    if (part !== undefined) sum = addWork(sum, part);
  }
  return sum;
}
