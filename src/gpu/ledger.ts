// Byte ledger: what GPU memory is held, by label. It counts; it allocates nothing.

export interface ByteLedger {
  add(label: string, bytes: number): void;
  remove(label: string, bytes: number): void;
  readonly total: number;
  readonly byLabel: ReadonlyMap<string, number>;
}

export function createLedger(): ByteLedger {
  const byLabel = new Map<string, number>();
  const change = (label: string, bytes: number): void => {
    const held = (byLabel.get(label) ?? 0) + bytes;
    if (held < 0) throw new RangeError(`ledger: ${label} would hold ${held} bytes`);
    if (held === 0) byLabel.delete(label);
    else byLabel.set(label, held);
  };
  return {
    add: (label, bytes) => change(label, bytes),
    remove: (label, bytes) => change(label, -bytes),
    get total() {
      let sum = 0;
      for (const bytes of byLabel.values()) sum += bytes;
      return sum;
    },
    byLabel,
  };
}
