// Non-negative least squares for a handful of unknowns, exact: the best of all subsets of columns whose solution has no
// negative part. The optimum of a convex problem lies on one of them (Lawson and Hanson 1974, chapter 23).

const MOST_COLUMNS = 8;

/** Solves the square system by elimination with row exchange; null when a pivot vanishes against the largest entry. */
function solveSquare(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | null {
  const size = right.length;
  const rows = matrix.map((row, index) => [...row, right[index] ?? 0]);
  const scale = Math.max(...rows.flat().map(Math.abs));
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++) {
      if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[pivot]?.[column] ?? 0)) pivot = row;
    }
    const top = rows[pivot];
    const divisor = top?.[column] ?? 0;
    if (top === undefined || Math.abs(divisor) <= 1e-13 * scale) return null;
    [rows[column], rows[pivot]] = [top, rows[column] ?? top];
    for (let row = 0; row < size; row++) {
      const values = rows[row];
      if (row === column || values === undefined) continue;
      const factor = (values[column] ?? 0) / divisor;
      if (factor !== 0) rows[row] = values.map((value, index) => value - factor * (top[index] ?? 0));
    }
  }
  return rows.map((row, index) => (row[size] ?? 0) / (row[index] ?? 1));
}

export interface Fit {
  /** One per column, none negative. */
  readonly coefficients: readonly number[];
  /** Sum of squared residuals. */
  readonly residual: number;
}

/**
 * The coefficients >= 0 that minimise sum over rows of (row . coefficients - target)^2. Columns are scaled to unit norm
 * inside, so watts and picojoules mix. Throws RangeError without rows or with more than 8 columns.
 */
export function nonNegativeLeastSquares(rows: readonly (readonly number[])[], targets: readonly number[]): Fit {
  const columns = rows[0]?.length ?? 0;
  if (columns === 0 || columns > MOST_COLUMNS) throw new RangeError(`nonNegativeLeastSquares() takes 1 to ${MOST_COLUMNS} columns, not ${columns}`);
  const norms = Array.from({ length: columns }, (_, column) => Math.sqrt(rows.reduce((sum, row) => sum + (row[column] ?? 0) ** 2, 0)));
  const unit = rows.map((row) => row.map((value, column) => value / (norms[column] || 1)));
  let best: Fit = { coefficients: Array<number>(columns).fill(0), residual: targets.reduce((sum, target) => sum + target * target, 0) };
  for (let subset = 1; subset < 2 ** columns; subset++) {
    const chosen = Array.from({ length: columns }, (_, column) => column).filter((column) => ((subset >> column) & 1) === 1);
    const normal = chosen.map((i) => chosen.map((j) => unit.reduce((sum, row) => sum + (row[i] ?? 0) * (row[j] ?? 0), 0)));
    const right = chosen.map((i) => unit.reduce((sum, row, index) => sum + (row[i] ?? 0) * (targets[index] ?? 0), 0));
    const solution = solveSquare(normal, right);
    if (solution === null || solution.some((value) => value < 0)) continue;
    const scaled = Array<number>(columns).fill(0);
    chosen.forEach((column, index) => (scaled[column] = solution[index] ?? 0));
    const residual = unit.reduce((sum, row, index) => sum + (row.reduce((dot, value, column) => dot + value * (scaled[column] ?? 0), 0) - (targets[index] ?? 0)) ** 2, 0);
    if (residual < best.residual) best = { coefficients: scaled.map((value, column) => value / (norms[column] || 1)), residual };
  }
  return best;
}
