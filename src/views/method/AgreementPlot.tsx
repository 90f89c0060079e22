// Estimated against measured joules per token, both axes logarithmic: on the diagonal they agree.

import { formatJoules } from "../../energy/units.ts";
import { logAxis } from "./log-axis.ts";
import styles from "./AgreementPlot.module.css";

export interface PlottedPoint {
  readonly model: string;
  readonly measured: number;
  readonly estimate: number;
  /** 5 % and 95 % points, where the estimate has a band. */
  readonly band: readonly [low: number, high: number] | null;
  /** Drawn as a failure: outside its band, or too far off. */
  readonly failed: boolean;
  /** A measurement that the estimate is not meant for. */
  readonly outside: boolean;
}

const WIDTH = 320;
const HEIGHT = 260;
const FRAME = { left: 52, right: 8, top: 8, bottom: 38 };

/** A circle where the estimate holds, a diamond where it failed, a triangle where it was not meant to hold: told apart without colour. */
function Mark({ point, x, y }: { readonly point: PlottedPoint; readonly x: number; readonly y: number }) {
  const title = `${point.model}: measured ${formatJoules(point.measured)}, estimated ${formatJoules(point.estimate)}`;
  if (point.outside) return <path className={styles.outside} d={`M${x} ${y - 5}l4.5 8h-9z`}><title>{title}</title></path>;
  if (point.failed) return <path className={styles.failed} d={`M${x} ${y - 4.5}l4.5 4.5-4.5 4.5-4.5-4.5z`}><title>{title}</title></path>;
  return <circle className={styles.point} cx={x} cy={y} r="2.6"><title>{title}</title></circle>;
}

interface Props {
  readonly points: readonly PlottedPoint[];
  /** Said to who cannot see the plot. */
  readonly label: string;
  /** Lines beside the diagonal, as factors: the bar. */
  readonly within?: number;
}

export function AgreementPlot({ points, label, within }: Props) {
  const axis = logAxis(points.flatMap(({ measured, estimate, band }) => [measured, estimate, ...(band ?? [])]));
  const x = (value: number): number => FRAME.left + axis.place(value) * (WIDTH - FRAME.left - FRAME.right);
  const y = (value: number): number => HEIGHT - FRAME.bottom - axis.place(value) * (HEIGHT - FRAME.top - FRAME.bottom);
  const low = Math.min(...points.map(({ measured }) => measured));
  const high = Math.max(...points.map(({ measured }) => measured));
  const parallel = (factor: number): string => `M${x(low)} ${y(low * factor)}L${x(high)} ${y(high * factor)}`;
  return (
    <svg className={styles.plot} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {axis.ticks.map((tick) => (
        <g key={tick}>
          <line className={styles.grid} x1={x(tick)} x2={x(tick)} y1={FRAME.top} y2={HEIGHT - FRAME.bottom} />
          <line className={styles.grid} x1={FRAME.left} x2={WIDTH - FRAME.right} y1={y(tick)} y2={y(tick)} />
          <text x={x(tick)} y={HEIGHT - FRAME.bottom + 14} textAnchor="middle">{formatJoules(tick)}</text>
          <text x={FRAME.left - 5} y={y(tick) + 3.5} textAnchor="end">{formatJoules(tick)}</text>
        </g>
      ))}
      <path className={styles.diagonal} d={parallel(1)} />
      {within !== undefined && <path className={styles.bar} d={`${parallel(1 + within)}${parallel(1 - within)}`} />}
      {points.map((point, index) => (point.band === null ? null : <line key={index} className={point.failed ? styles.failedBand : styles.band} x1={x(point.measured)} x2={x(point.measured)} y1={y(point.band[0])} y2={y(point.band[1])} />))}
      {points.map((point, index) => <Mark key={index} point={point} x={x(point.measured)} y={y(point.estimate)} />)}
      <text x={(FRAME.left + WIDTH) / 2} y={HEIGHT - 6} textAnchor="middle">measured, per token</text>
      <text x={FRAME.left + 5} y={FRAME.top + 9}>estimated</text>
    </svg>
  );
}
