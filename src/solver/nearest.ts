// The name that was probably meant: fewest single-letter changes, upper and lower case counting as one.

const MAX_LENGTH = 64;

/** Changes, insertions, deletions and swaps of neighbours that turn one text into the other (optimal string alignment); Levenshtein distance where a swap costs 2. */
export function editDistance(a: string, b: string, swapCost: 1 | 2): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a.charAt(i - 1) === b.charAt(j - 1);
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a.charAt(i - 1) === b.charAt(j - 2) && a.charAt(i - 2) === b.charAt(j - 1)) cost = Math.min(cost, (before[j - 2] ?? 0) + swapCost);
      row.push(cost);
    }
    before = above;
    above = row;
  }
  return above[b.length] ?? 0;
}

/** Null where nothing is near: more than a third of the letters differ and neither holds the other. */
export function nearest(name: string, names: Iterable<string>): string | null {
  const wanted = name.toLowerCase();
  if (wanted.length > MAX_LENGTH) return null;
  let best: string | null = null;
  let least = Infinity;
  for (const candidate of names) {
    const other = candidate.toLowerCase();
    if (other.length > MAX_LENGTH) continue;
    const holds = Math.min(wanted.length, other.length) >= 3 && (other.includes(wanted) || wanted.includes(other));
    const cost = editDistance(wanted, other, 1);
    const near = cost <= Math.max(1, Math.floor(Math.max(wanted.length, other.length) / 3));
    const rank = near ? cost : holds ? MAX_LENGTH + cost : Infinity;
    if (rank < least) {
      least = rank;
      best = candidate;
    }
  }
  return best;
}

/** "Did you mean ...?" or what there is, to end a message with; at most ten names. */
export function suggestion(name: string, names: readonly string[], what: string): string {
  const near = nearest(name, names);
  if (near !== null) return `did you mean ${near}?`;
  if (names.length === 0) return `there are no ${what}.`;
  return `there ${names.length === 1 ? "is" : "are"} ${names.slice(0, 10).join(", ")}${names.length > 10 ? " and more" : ""}.`;
}
