// The Device view: what this browser offers, which class stands for it, and what it does by its own clock.

import { useRef, useState } from "react";
import { useStore } from "zustand";
import { calibrationText, type Calibration, implausibility, MAX_CALIBRATION_CHARACTERS, parseCalibration, type Tier } from "../../energy/calibration.ts";
import { DEVICE_PROFILES, findProfile, profileForAdapter } from "../../energy/profiles.ts";
import { formatBytes } from "../../energy/units.ts";
import { type Figure, runBenchmark } from "../../gpu/benchmark.ts";
import { acquireDevice } from "../../gpu/device.ts";
import { shaders } from "../../gpu/shaders.ts";
import { forgetCalibration, keepCalibration, keptAnchors, keptCalibration, keptCalibrations } from "../kept-calibration.ts";
import type { PageStore } from "../../store/page-store.ts";
import { downloadText } from "../ask/download.ts";
import { machineTitle } from "../format.ts";
import { AnchorPanel } from "./AnchorPanel.tsx";
import styles from "./DeviceView.module.css";
import { inUse } from "./tier-in-use.ts";

type Running = { readonly fraction: number; readonly text: string };

const two = (value: number): string => new Intl.NumberFormat("en", { maximumSignificantDigits: 2 }).format(value);

function Spread({ figure, unit, scale }: { readonly figure: Figure; readonly unit: string; readonly scale: number }) {
  const { median, low, high } = figure;
  return <>{two(median / scale)} {unit} <small>{two(low / scale)} to {two(high / scale)}</small></>;
}

function Figures({ calibration, processor }: { readonly calibration: Calibration; readonly processor: string | null }) {
  const { benchmark, adapter, software, imported } = calibration;
  const fastest = Math.max(...benchmark.bytesPerSecond.map(({ rate }) => rate.median));
  const expected = findProfile(profileForAdapter(adapter, software)).dispatchTime;
  return (
    <>
      <p className={styles.fine}>
        Measured on {imported === true ? `a device whose adapter reports the name ${adapter}` : adapter}{software ? ", which is the processor" : ""}: medians of the repeats of 1.5 s each, with their 5 and 95 % points.
      </p>
      <div className={styles.scroll} tabIndex={0} role="group" aria-label="Table of measured figures">
        <table className={styles.table}>
          <tbody>
            <tr><th scope="row">Arithmetic, f32</th><td><Spread figure={benchmark.operationsPerSecond} unit="GFLOP/s" scale={1e9} /></td></tr>
            <tr>
              <th scope="row">One launch in a chain, with its encoding</th>
              <td><Spread figure={benchmark.dispatchMicroseconds} unit="µs" scale={1} /> <small>the class says {expected.low} to {expected.high} µs, for one with an encoder and a submit of its own</small></td>
            </tr>
            <tr><th scope="row">One submit, waited for</th><td><Spread figure={benchmark.submitMicroseconds} unit="µs" scale={1} /></td></tr>
            {benchmark.bytesPerSecond.map(({ workingSet, rate }) => (
              <tr key={workingSet}>
                <th scope="row">Reads of {formatBytes(workingSet)}, again and again</th>
                <td>
                  <Spread figure={rate} unit="GB/s" scale={1e9} />
                  <svg className={styles.bar} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect width={(100 * rate.median) / fastest} height="6" /></svg>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.fine}>
        A step down in the reads shows where a cache ends.{" "}
        {processor === null ? "Timed joules of runs on this GPU use the measured launch (tier T1), and the energy panel shows counted ones with it beside the class's; the rates enter no joule, and watts stay those of the class until a meter is read." : `${processor}: runs are timed on it with the constants of its class, and these figures enter no joule.`}
      </p>
    </>
  );
}

const TIERS: Readonly<Record<Tier, { readonly title: string; readonly text: string }>> = {
  T0: { title: "class only", text: "Constants of the device class, with a wide band. Counted joules are of this tier always, so that a link reproduces them on any device." },
  T1: { title: "measured launches, watts of the class", text: "Press Measure: the time of a launch is this device's, watts its class's." },
  T2: { title: "anchored with a meter", text: "Read a power meter during the phases below: power, bytes and operations of timed joules are then this device's, at every boundary." },
};

function Tiers({ current, processor }: { readonly current: Tier; readonly processor: string | null }) {
  const tiers = processor === null ? (["T0", "T1", "T2"] as const) : (["T0"] as const);
  return (
    <dl className={styles.tiers} aria-label="Tiers">
      {tiers.map((tier) => (
        <div key={tier} data-on={tier === current}>
          <dt>{tier}{tier === current ? ", now" : ""}</dt>
          <dd>{TIERS[tier].text}{processor === null ? "" : ` ${processor}, and only GPUs are measured: there is no next tier.`}</dd>
        </div>
      ))}
    </dl>
  );
}

interface OthersProps {
  readonly others: readonly Calibration[];
  readonly onShow: (adapter: string) => void;
}

/** Figures of other GPUs: this one's runs do not use them. */
function Others({ others, onShow }: OthersProps) {
  if (others.length === 0) return null;
  return (
    <p className={styles.fine}>
      Also kept here, each for its own GPU: {others.map((one) => (
        <span key={one.adapter}>{one.adapter} ({inUse(one, null).tier}) <button type="button" className={styles.small} aria-label={`Show the figures of ${one.adapter}`} onClick={() => onShow(one.adapter)}>Show</button> </span>
      ))}
    </p>
  );
}

export default function DeviceView({ store }: { readonly store: PageStore }) {
  const { engine, draft } = useStore(store);
  const { machine, gpuFailure } = engine;
  /** The adapter whose figures are shown, where it is not the engine's. */
  const [chosen, setChosen] = useState<string | null>(null);
  const [running, setRunning] = useState<Running | null>(null);
  const [said, setSaid] = useState("");
  const controller = useRef<AbortController | null>(null);
  const guess = machine === null ? "unknown" : profileForAdapter(machine.adapter, machine.software);

  const adapter = chosen ?? machine?.adapter ?? null;
  const calibration = adapter === null ? null : keptCalibration(adapter);
  const others = keptCalibrations().filter((one) => one.adapter !== adapter);
  const { tier, processor } = inUse(calibration, machine);

  function say(stored: boolean, text: string): void {
    setSaid(stored ? text : `${text} This browser keeps nothing, so it is gone after this visit.`);
  }

  function keep(next: Calibration, text: string): void {
    const stored = keepCalibration(next);
    setChosen(next.adapter);
    say(stored, text);
  }

  function forget(known: Calibration): void {
    const stored = forgetCalibration(known.adapter);
    setChosen(null);
    say(stored, "Forgotten.");
  }

  async function measure(): Promise<void> {
    const own = new AbortController();
    controller.current = own;
    setSaid("");
    setRunning({ fraction: 0, text: "Asking for the GPU" });
    try {
      const acquired = await acquireDevice();
      if (!acquired.ok) {
        setSaid(`There is nothing to measure: ${acquired.message}`);
        return;
      }
      const { gpu } = acquired;
      try {
        const options = { now: () => performance.now(), signal: own.signal, onProgress: (fraction: number, text: string) => setRunning({ fraction, text }) };
        const lost = gpu.lost.then((reason) => Promise.reject(new Error(`The GPU was lost: ${reason}`)));
        const benchmark = await Promise.race([runBenchmark(gpu, shaders, options), lost]);
        const before = keptCalibration(gpu.adapter);
        const anchors = before?.anchors ?? null;
        const made: Calibration = { version: 1, adapter: gpu.adapter, software: gpu.software, ...(anchors !== null && before?.imported === true && { imported: true }), benchmark, anchors };
        const odd = implausibility(made);
        if (odd !== null) setSaid(`The clock gave what no GPU does (${odd}): measure again with other work stopped. The figures from before are kept.`);
        else keep(made, "Measured.");
      } finally {
        gpu.device.destroy();
      }
    } catch (error) {
      setSaid(own.signal.aborted ? "Stopped; the figures from before are kept." : `The measurement failed: ${error instanceof Error ? error.message : String(error)} The figures from before are kept.`);
    } finally {
      setRunning(null);
    }
  }

  async function importFile(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    // A character takes four bytes at most: what is larger is not even read.
    const text = file.size > 4 * MAX_CALIBRATION_CHARACTERS ? null : await file.text().catch(() => null);
    if (text === null) {
      setSaid(`${file.name} could not be read, or is too large for a calibration. The figures from before are kept.`);
      return;
    }
    const parsed = parseCalibration(text);
    if (!parsed.ok) {
      setSaid(`${parsed.message} The figures from before are kept.`);
      return;
    }
    const { adapter: of } = parsed.calibration;
    const whose = machine !== null && machine.adapter !== of ? ` It is of another GPU, ${of}: runs here do not use it.` : ` It was made on a device whose adapter reports the ${machine === null ? "" : "same "}name ${of}, which need not be this one.`;
    keep({ ...parsed.calibration, imported: true }, `Taken from ${file.name}.${whose}`);
  }

  return (
    <main className={styles.main}>
      <section aria-label="Detected">
        <h2>What was found</h2>
        {machine === null ? <p role="status">The engine is starting</p> : (
          <p>The networks run on {machineTitle(machine)}.{gpuFailure === null ? "" : ` The GPU is not used: ${gpuFailure.message}`}</p>
        )}
        <label className={styles.field}>
          <span>Device class that counted joules are charged to</span>
          <select value={draft.profile} onChange={(event) => store.dispatch({ type: "draft-changed", draft: { ...draft, profile: event.target.value } })}>
            {DEVICE_PROFILES.map(({ id, title }) => <option key={id} value={id}>{title}</option>)}
          </select>
        </label>
        <p className={styles.fine}>
          By its adapter this device looks like: {findProfile(guess).title}.{" "}
          {draft.profile === guess ? "" : <button type="button" className={styles.small} onClick={() => store.dispatch({ type: "draft-changed", draft: { ...draft, profile: guess } })}>Use that class</button>}
          {" "}An adapter does not separate an M1 from an M4: pick the class by hand where you know better. A link carries it.
        </p>
      </section>
      <section aria-label="Measured">
        <h2>What it does in a second</h2>
        <p>
          About ten seconds of arithmetic, reads and launches on the GPU, timed by this page's clock. <span className={styles.badge}>{tier}: {TIERS[tier].title}</span>
        </p>
        <div className={styles.tools}>
          <button type="button" aria-disabled={running !== null} onClick={() => (running === null ? void measure() : undefined)}>Measure</button>
          <button type="button" aria-disabled={running === null} onClick={() => controller.current?.abort(new DOMException("Stopped", "AbortError"))}>Stop</button>
          <button type="button" aria-disabled={calibration === null} onClick={() => (calibration === null ? undefined : downloadText("hundredfold-device.json", "application/json", calibrationText(calibration)))}>Export</button>
          <button type="button" aria-disabled={calibration === null} onClick={() => (calibration === null ? undefined : forget(calibration))}>Forget</button>
          <label className={styles.field}>
            <span>Import a file</span>
            <input
              type="file"
              accept="application/json,.json"
              onChange={(event) => {
                void importFile(event.target.files?.[0]);
                event.target.value = "";
              }}
            />
          </label>
        </div>
        <p role="status">{running === null ? said : <>{running.text} <progress value={running.fraction} aria-label="Progress of the measurement" /></>}</p>
        {calibration === null ? null : <Figures calibration={calibration} processor={processor} />}
        <Others others={others} onShow={setChosen} />
        <Tiers current={tier} processor={processor} />
      </section>
      <AnchorPanel
        anchored={calibration === null ? null : keptAnchors(calibration)}
        adapter={calibration?.adapter ?? null}
        processor={processor}
        onAnchors={(anchors) => (calibration === null ? undefined : keep({ ...calibration, anchors }, "Anchored."))}
      />
    </main>
  );
}
