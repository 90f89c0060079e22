// Arithmetic of the twins: the kernels' operations in the kernels' order. With Float32Array operands every operation is
// rounded to f32 (what a GPU without contraction does, bit for bit); with Float64Array nothing is rounded: the reference.
// Index assertions `!` in src/model/reference: every index is bounded by the shapes in the header of its kernel.

export type FloatArray = Float32Array | Float64Array;

export type Rounding = (value: number) => number;

const keep: Rounding = (value) => value;

/** The rounding of one operation on values of this array. */
export function roundingOf(array: FloatArray): Rounding {
  return array instanceof Float32Array ? Math.fround : keep;
}

/** Dot product of `count` elements, a multiple of 4: four partial sums in index order, then (x + y) + (z + w). */
export function dot(a: FloatArray, aOffset: number, b: FloatArray, bOffset: number, count: number): number {
  if (a instanceof Float32Array && b instanceof Float32Array) return dot32(a, aOffset, b, bOffset, count);
  let x = 0;
  let y = 0;
  let z = 0;
  let w = 0;
  for (let i = 0; i < count; i += 4) {
    x += a[aOffset + i]! * b[bOffset + i]!;
    y += a[aOffset + i + 1]! * b[bOffset + i + 1]!;
    z += a[aOffset + i + 2]! * b[bOffset + i + 2]!;
    w += a[aOffset + i + 3]! * b[bOffset + i + 3]!;
  }
  return x + y + (z + w);
}

function dot32(a: Float32Array, aOffset: number, b: Float32Array, bOffset: number, count: number): number {
  const f = Math.fround;
  let x = 0;
  let y = 0;
  let z = 0;
  let w = 0;
  for (let i = 0; i < count; i += 4) {
    x = f(x + f(a[aOffset + i]! * b[bOffset + i]!));
    y = f(y + f(a[aOffset + i + 1]! * b[bOffset + i + 1]!));
    z = f(z + f(a[aOffset + i + 2]! * b[bOffset + i + 2]!));
    w = f(w + f(a[aOffset + i + 3]! * b[bOffset + i + 3]!));
  }
  return f(f(x + y) + f(z + w));
}

/** xn = x * inverseSqrt(mean(x^2) + eps), the norm that four kernels compute for themselves. */
export function normalize(x: FloatArray, xn: FloatArray, dim: number, epsilon: number): void {
  const round = roundingOf(x);
  const mean = round(dot(x, 0, x, 0, dim) / dim);
  const scale = round(1 / round(Math.sqrt(round(mean + round(epsilon)))));
  for (let i = 0; i < dim; i++) xn[i] = x[i]! * scale;
}

const f = Math.fround;
const LOG2E = f(1.44269504);
const LN2_HIGH = f(0.693359375);
const LN2_LOW = f(-2.1219444e-4);
const POLYNOMIAL = [1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1].map(f);
const scaleWord = new Uint32Array(1);
const scaleFloat = new Float32Array(scaleWord.buffer);

/** exp(value) for value <= 0, the kernels' polynomial (Cephes expf); 0 below -87. */
export function expNonpositive32(value: number): number {
  if (value < -87) return 0;
  const n = Math.floor(f(f(value * LOG2E) + 0.5));
  const r = f(f(value - f(n * LN2_HIGH)) - f(n * LN2_LOW));
  let p = POLYNOMIAL[0]!;
  for (let i = 1; i < 6; i++) p = f(f(p * r) + POLYNOMIAL[i]!);
  const y = f(f(f(p * f(r * r)) + r) + 1);
  scaleWord[0] = (n + 127) << 23;
  return f(y * scaleFloat[0]!);
}

/** The kernels' exp on f32 operands, the true one on f64. */
export function expOf(array: FloatArray): (value: number) => number {
  return array instanceof Float32Array ? expNonpositive32 : Math.exp;
}
