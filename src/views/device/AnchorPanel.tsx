// Anchoring with a plug meter: run a phase, read the meter, type its watts; enough readings give the device's own constants.

import { useRef, useState } from "react";
import { type Anchor, ANCHORS, type AnchoredPhase, fitAnchors, type PhaseRates } from "../../energy/anchor.ts";
import { type Anchored, METER_PLACES, type MeterPlace } from "../../energy/anchored.ts";
import type { Calibration } from "../../energy/calibration.ts";
import { MAX_PROFILE_CHARACTERS, readPowerProfile } from "../../energy/power-profile.ts";
import { profileForAdapter } from "../../energy/profiles.ts";
import { formatJoules } from "../../energy/units.ts";
import { acquireDevice } from "../../gpu/device.ts";
import { type Phase, PHASE_SECONDS, PHASES, runPhase } from "../../gpu/phases.ts";
import { shaders } from "../../gpu/shaders.ts";
import styles from "./DeviceView.module.css";

const ANCHOR_TITLES: Readonly<Record<Anchor, string>> = {
  idleWatts: "Idle, the whole machine",
  busyWatts: "GPU busy with nothing, above idle",
  joulesPerByte: "A byte from memory",
  joulesPerCachedByte: "A byte from the cache",
  joulesPerOperation: "An f32 operation",
};

function format(anchor: Anchor, value: number): string {
  return anchor.endsWith("Watts") ? `${Number(value.toPrecision(2))} W` : formatJoules(value);
}

const PLACE_TITLES: Readonly<Record<MeterPlace, string>> = { plug: "at the plug", chip: "by counters in the chip" };

function notUsed(processor: string): string {
  return `${processor}: readings can be taken and are kept, but timed joules of runs use the constants of its class and not these.`;
}

interface ConstantsProps {
  readonly anchored: Anchored;
  readonly processor: string | null;
}

function Constants({ anchored: { fit, at }, processor }: ConstantsProps) {
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label="Table of the device's own constants">
      <table className={styles.table}>
        <tbody>
          {ANCHORS.map((anchor) => {
            const { low, central, high } = fit.constants[anchor];
            return (
              <tr key={anchor}>
                <th scope="row">{ANCHOR_TITLES[anchor]}</th>
                <td>{!fit.seen[anchor] ? "no reading shows it apart: as in the class" : central === 0 ? "not told apart by these readings" : format(anchor, central)} <small>{fit.seen[anchor] ? `${format(anchor, low)} to ${format(anchor, high)}` : ""}</small></td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className={styles.fine}>Read {PLACE_TITLES[at]}. {processor === null ? "Timed joules of runs on this GPU use these constants." : notUsed(processor)} The fit misses the readings by {(100 * fit.rms).toFixed(1)} % (rms); the bands assume that the meter errs by 5 % and a reading by 3 %.</p>
    </div>
  );
}

/** The text of a profile, unpacked where it is packed; rejects when it is damaged or expands without end. */
async function profileText(file: File): Promise<string> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const packed = first === 0x1f && second === 0x8b;
  const stream = packed ? file.stream().pipeThrough(new DecompressionStream("gzip")) : file.stream();
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let length = 0;
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return parts.join("") + decoder.decode();
    const part = decoder.decode(value, { stream: true });
    parts.push(part);
    length += part.length;
    if (length > MAX_PROFILE_CHARACTERS) throw new RangeError("too long");
  }
}

interface Props {
  readonly anchored: Anchored | null;
  /** Of the figures that readings are kept with; null before there are any. */
  readonly adapter: string | null;
  /** Why no run here uses readings; null where runs do. */
  readonly processor: string | null;
  readonly onAnchors: (anchors: NonNullable<Calibration["anchors"]>) => void;
}

export function AnchorPanel({ anchored, adapter, processor, onAnchors }: Props) {
  const [at, setAt] = useState<MeterPlace>("plug");
  /** The GPU that the phases ran on. */
  const [ranOn, setRanOn] = useState<string | null>(null);
  const [rates, setRates] = useState<Readonly<Partial<Record<Phase["id"], PhaseRates>>>>({});
  const [watts, setWatts] = useState<Readonly<Partial<Record<Phase["id"], string>>>>({});
  const [running, setRunning] = useState<{ readonly id: Phase["id"]; readonly fraction: number } | null>(null);
  const [said, setSaid] = useState("");
  const controller = useRef<AbortController | null>(null);

  async function run(phase: Phase): Promise<void> {
    const own = new AbortController();
    controller.current = own;
    setSaid("");
    setRunning({ id: phase.id, fraction: 0 });
    try {
      const acquired = await acquireDevice();
      if (!acquired.ok) {
        setSaid(`The phase cannot run: ${acquired.message}`);
        return;
      }
      try {
        const options = { now: () => performance.now(), signal: own.signal, onProgress: (fraction: number) => setRunning({ id: phase.id, fraction }) };
        // Phases of two devices would mix.
        if (ranOn !== null && ranOn !== acquired.gpu.adapter) setRates({});
        setRanOn(acquired.gpu.adapter);
        const measured = await runPhase(acquired.gpu, shaders, phase, PHASE_SECONDS, options);
        setRates((known) => ({ ...known, [phase.id]: measured }));
        setSaid(`${phase.title}: done. Type what the meter showed on average.`);
      } finally {
        acquired.gpu.device.destroy();
      }
    } catch (error) {
      setSaid(own.signal.aborted ? "Stopped; the readings from before are kept." : `The phase failed: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      setRunning(null);
    }
  }

  async function readProfile(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    if (ranOn === null) {
      setSaid("Run the phases while the profiler records, then choose its profile here: its watts go with what the phases did.");
      return;
    }
    setSaid(`Reading ${file.name}`);
    const text = await profileText(file).catch(() => null);
    const outcome = text === null ? null : readPowerProfile(text, profileForAdapter(ranOn, false), ranOn);
    if (outcome === null || !outcome.ok) {
      setSaid(outcome?.message ?? `${file.name} could not be unpacked; save the profile again.`);
      return;
    }
    const known = outcome.phases.filter(({ id }) => PHASES.some((phase) => phase.id === id));
    setWatts((before) => ({ ...before, ...Object.fromEntries(known.map(({ id, watts: mean }) => [id, String(Number(mean.toPrecision(4)))])) }));
    setAt("chip");
    setSaid(`${known.length} phases read from ${outcome.counters.join(", ")}. These are the counters of the processor's package, not the plug: what is outside it, such as the power supply, is not in them.`);
  }

  function solve(): void {
    const phases = PHASES.flatMap(({ id }): AnchoredPhase[] => {
      const measured = rates[id];
      const text = (watts[id] ?? "").trim().replace(",", ".");
      return measured === undefined || text === "" ? [] : [{ ...measured, watts: Number(text) }];
    });
    const outcome = fitAnchors(phases);
    if (!outcome.ok) {
      setSaid(outcome.message);
      return;
    }
    onAnchors({ at, readings: phases });
    setSaid(`Anchored with ${phases.length} readings.`);
  }

  const missing = adapter === null ? "Measure first: the readings are kept with the figures of the same GPU." : ranOn !== null && ranOn !== adapter ? `The figures shown above are of ${adapter}, the phases ran on ${ranOn}: press Measure first.` : null;
  return (
    <section aria-label="Anchored">
      <h2>What it draws: a plug meter</h2>
      <p>
        Put a power meter between the plug and this device, and a laptop on a full battery. Run each phase, {PHASE_SECONDS} seconds long, and type the watts the meter shows meanwhile. The phases keep the GPU at one kind of
        work, so that idle power, busy power, memory and arithmetic can be told apart. Nothing is sent anywhere.
      </p>
      {processor !== null && anchored === null ? <p className={styles.fine}>{notUsed(processor)}</p> : null}
      {missing === null ? null : <p className={styles.fine}>{missing}</p>}
      <div className={styles.scroll} tabIndex={0} role="group" aria-label="Table of phases">
        <table className={styles.table}>
          <thead><tr><th scope="col">Phase</th><th scope="col">Run</th><th scope="col">Watts read</th></tr></thead>
          <tbody>
            {PHASES.map((phase) => (
              <tr key={phase.id}>
                <th scope="row">{phase.title} <small>{rates[phase.id] === undefined ? "" : "done"}</small></th>
                <td>
                  <button type="button" className={styles.small} aria-disabled={running !== null} aria-label={`Run the phase: ${phase.title}`} onClick={() => (running === null ? void run(phase) : undefined)}>Run</button>
                  {running?.id === phase.id ? <progress value={running.fraction} aria-label={`Progress of ${phase.title}`} /> : null}
                </td>
                <td><input className={styles.watts} inputMode="decimal" aria-label={`Watts during: ${phase.title}`} value={watts[phase.id] ?? ""} onChange={(event) => setWatts({ ...watts, [phase.id]: event.target.value })} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={styles.tools}>
        <button type="button" aria-disabled={running === null} onClick={() => controller.current?.abort(new DOMException("Stopped", "AbortError"))}>Stop the phase</button>
        <label className={styles.field}>
          <span>Or a profile of the Firefox Profiler, recorded with its Power preset during the phases</span>
          <input
            type="file"
            accept=".json,.gz,application/json,application/gzip"
            onChange={(event) => {
              void readProfile(event.target.files?.[0]);
              event.target.value = "";
            }}
          />
        </label>
        <label className={styles.field}>
          <span>These watts are read</span>
          <select value={at} onChange={(event) => setAt(event.target.value === "chip" ? "chip" : "plug")}>
            {METER_PLACES.map((place) => <option key={place} value={place}>{PLACE_TITLES[place]}</option>)}
          </select>
        </label>
        <button type="button" aria-disabled={missing !== null} onClick={() => (missing === null ? solve() : undefined)}>Fit</button>
      </div>
      <p role="status">{said}</p>
      {anchored === null ? null : <Constants anchored={anchored} processor={processor} />}
    </section>
  );
}
