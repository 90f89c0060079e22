// Times the networks of a live run again, once it has ended.

import { useState } from "react";
import { TIMED_REPEATS } from "../../model/decoder.ts";
import type { RunState } from "../../store/reduce.ts";
import styles from "./EnergyPanel.module.css";

interface Props {
  readonly run: RunState;
  /** Null, or why it could not. */
  readonly onTime: () => Promise<string | null>;
}

export function TimeAgain({ run, onTime }: Props) {
  const [state, setState] = useState<"idle" | "timing" | { readonly failed: string }>("idle");
  if (run.recorded || run.outcome !== "done") return null;
  const time = async (): Promise<void> => {
    setState("timing");
    const failed = await onTime();
    setState(failed === null ? "idle" : { failed });
  };
  return (
    <p className={styles.fine}>
      <button type="button" aria-disabled={state === "timing"} onClick={() => (state === "timing" ? undefined : void time())}>Time it {TIMED_REPEATS} times</button>{" "}
      {state === "idle" ? "Replays the networks of this run in batches of at least 10 ms; the band then holds the spread of these times, not that usual of a time taken once. What it takes is not charged to the run." : state === "timing" ? "Timing" : state.failed}
    </p>
  );
}
