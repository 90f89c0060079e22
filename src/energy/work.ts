// Work: exact counts of a span of execution. Additive; the meter turns it into joules.

export const COMPONENTS = ["attention", "feedForward", "head", "dispatch", "slots", "symbolic"] as const;
export type Component = (typeof COMPONENTS)[number];

export interface Work {
  /** f32 multiply-adds executed (2 FLOP each), padding included. */
  readonly multiplyAdds: number;
  readonly bytesRead: number;
  readonly bytesWritten: number;
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
  bytesRead: 0,
  bytesWritten: 0,
  dispatches: 0,
  activeBlocks: 0,
  totalBlocks: 0,
  hostOperations: 0,
};

export function addWork(a: Work, b: Work): Work {
  return {
    multiplyAdds: a.multiplyAdds + b.multiplyAdds,
    bytesRead: a.bytesRead + b.bytesRead,
    bytesWritten: a.bytesWritten + b.bytesWritten,
    dispatches: a.dispatches + b.dispatches,
    activeBlocks: a.activeBlocks + b.activeBlocks,
    totalBlocks: a.totalBlocks + b.totalBlocks,
    hostOperations: a.hostOperations + b.hostOperations,
  };
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
