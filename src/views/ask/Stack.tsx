// Joules of an arm's parts one after the other on an axis from zero, and the key to them: each part has a pattern of its own, so that the
// bar can be read without telling shades or colours apart.

import type { ArmName } from "../../scenario/scenario.ts";
import { formatShare } from "../format.ts";
import styles from "./Stack.module.css";

export interface StackPart {
  readonly title: string;
  readonly joules: number;
}

/** Lines over the arm's colour, in a tile of 6 x 6 pixels; the first part has none. The eighth covers nearly all. */
const PATTERNS = ["", "M0 6 6 0M-1 1 1 -1M5 7 7 5", "M3 0V6", "M0 0 6 6M-1 5 1 7M5 -1 7 1", "M0 3H6", "M0 3H6M3 0V6", "M0 6 6 0M0 0 6 6", "M0 1H6M0 3H6M0 5H6"];
/** Smaller parts, of the whole, have no place in the bar that could be seen, nor in the key. */
const LEAST_SHARE = 0.005;

const patternId = (index: number): string => `stack-pattern-${index}`;

/** What the bars of a page refer to; once. */
export function StackPatterns() {
  return (
    <svg className={styles.patterns} aria-hidden="true">
      <defs>
        {PATTERNS.map((lines, index) => (
          <pattern key={lines} id={patternId(index)} width="6" height="6" patternUnits="userSpaceOnUse">
            <path className={styles.line} d={lines} />
          </pattern>
        ))}
      </defs>
    </svg>
  );
}

/** `from` and `width` of 100. */
function Segment({ index, from, width }: { readonly index: number; readonly from: number; readonly width: number }) {
  const place = { x: `${from}%`, width: `${width}%`, height: "100%" };
  return (
    <>
      <rect {...place} className={styles.segment} />
      <rect {...place} className={styles.edge} fill={`url(#${patternId(index)})`} />
    </>
  );
}

interface Props {
  readonly parts: readonly StackPart[];
  /** Joules at the end of the axis, which all stacks of a column share. */
  readonly top: number;
  readonly arm: ArmName;
}

export function Stack({ parts, top, arm }: Props) {
  const whole = parts.reduce((sum, { joules }) => sum + joules, 0);
  const drawn = parts.map((part, index) => ({ ...part, index, before: parts.slice(0, index).reduce((sum, { joules }) => sum + joules, 0) })).filter(({ joules }) => joules > 0 && joules >= LEAST_SHARE * whole);
  return (
    <div className={styles.stack} data-arm={arm}>
      <svg className={styles.bar} aria-hidden="true">
        {drawn.map(({ index, joules, before }) => <Segment key={index} index={index} from={(100 * before) / top} width={(100 * joules) / top} />)}
      </svg>
      <ul className={styles.key}>
        {drawn.map(({ index, title, joules }) => (
          <li key={index}>
            <svg className={styles.swatch} aria-hidden="true"><Segment index={index} from={0} width={100} /></svg> {title} {formatShare(joules / whole)}
          </li>
        ))}
      </ul>
    </div>
  );
}
