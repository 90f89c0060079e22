// Turns a training shader's text into a module for one shape: constants first, then the shared exp, then the file.

export type Constants = Readonly<Record<string, number | boolean>>;

/** Names that are floating point in the shaders; every other number is a u32. */
const FLOAT_CONSTANTS = new Set(["SCALE", "EPSILON", "DIRECTION", "BETA1", "BETA2", "DECAY"]);

// exp(x) for x <= 0 by 2^n * 2^f, |f| <= 1/2, Taylor to degree 6: relative error below 3e-7 + 3 * 2^-24 |x|, the second part from
// reducing x. Only + - * and bit moves, because the built-in exp differs between implementations.
const EXP_POLY = `fn exp_poly(x: f32) -> f32 {
  let t = max(x, -80.0) * 1.4426950408889634;
  let n = floor(t + 0.5);
  let f = (t - n) * 0.6931471805599453;
  let p = 1.0 + f * (1.0 + f * (0.5 + f * (0.16666667 + f * (0.041666667 + f * (0.0083333333 + f * 0.0013888889)))));
  return p * bitcast<f32>(u32(i32(n) + 127) << 23u);
}
`;

function constantLine(name: string, value: number | boolean): string {
  if (typeof value === "boolean") return `const ${name} = ${value};\n`;
  if (!FLOAT_CONSTANTS.has(name)) return `const ${name} = ${value}u;\n`;
  const text = String(value);
  return `const ${name} = ${/[.e]/.test(text) ? text : `${text}.0`};\n`;
}

/** WGSL source of `shader` with its constants declared and `exp_poly` available where it is called. */
export function specialise(shader: string, constants: Constants): string {
  const lines = Object.entries(constants).map(([name, value]) => constantLine(name, value));
  return lines.join("") + (shader.includes("exp_poly(") ? EXP_POLY : "") + shader;
}
