// Numbers as text: joules with SI prefixes and two significant digits, ratios, bytes.

const JOULE_PREFIXES: readonly (readonly [number, string])[] = [
  [1e9, "GJ"], [1e6, "MJ"], [1e3, "kJ"], [1, "J"], [1e-3, "mJ"], [1e-6, "µJ"], [1e-9, "nJ"], [1e-12, "pJ"],
];

/** Two significant digits in plain notation: 0.23, 2.3, 23, 230. */
function twoDigits(value: number): string {
  return String(Number(value.toPrecision(2)));
}

/** Picks the prefix after rounding, so 0.9999 mJ is "1 mJ", never "1000 µJ". Keeps a trailing zero: "2.0 mJ". */
export function formatJoules(joules: number): string {
  if (!Number.isFinite(joules)) return "-";
  if (joules === 0) return "0 J";
  const sign = joules < 0 ? "-" : "";
  const size = Number(Math.abs(joules).toPrecision(2));
  // The tolerance absorbs 1e-3 / 1e-6 not being exactly 1e3; it is far below the second digit.
  const [unit, name] = JOULE_PREFIXES.find(([prefix]) => size >= prefix * (1 - 1e-9)) ?? [1e-12, "pJ"];
  const scaled = Number((size / unit).toPrecision(2));
  const text = scaled >= 1 && scaled < 10 ? scaled.toFixed(1) : String(scaled);
  return `${sign}${text} ${name}`;
}

/** What the smaller arm uses of the larger: ratio 23 (dense over hybrid) is "1/23"; below 1 the hybrid uses more: "3.1x". */
export function formatRatio(ratio: number): string {
  if (Number.isNaN(ratio) || ratio < 0) return "-";
  if (ratio === Infinity) return "0";
  if (ratio === 0) return "∞";
  const rounded = ratio >= 1 ? twoDigits(ratio) : twoDigits(1 / ratio);
  if (rounded === "1") return "1";
  return ratio > 1 ? `1/${rounded}` : `${rounded}x`;
}

const BYTE_PREFIXES: readonly (readonly [number, string])[] = [[1e9, "GB"], [1e6, "MB"], [1e3, "kB"]];

/** Decimal prefixes, as memory bandwidth is quoted. Bytes below 1 kB are exact. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return "-";
  if (bytes < 999.5) return `${Math.round(bytes)} B`;
  const size = Number(bytes.toPrecision(3));
  const [unit, name] = BYTE_PREFIXES.find(([prefix]) => size >= prefix) ?? [1e3, "kB"];
  return `${Number((size / unit).toPrecision(3))} ${name}`;
}
