// The Device view: what this browser offers, which class stands for it, and what it does by its own clock.

import { useRef, useState } from "react";
import { useStore } from "zustand";
import { calibrationText, type Calibration, parseCalibration } from "../../energy/calibration.ts";
import { DEVICE_PROFILES, findProfile, profileForAdapter } from "../../energy/profiles.ts";
import { formatBytes } from "../../energy/units.ts";
import { type Figure, runBenchmark } from "../../gpu/benchmark.ts";
import { acquireDevice } from "../../gpu/device.ts";
import { shaders } from "../../gpu/shaders.ts";
import { keepCalibration, readKeptCalibration } from "../kept-calibration.ts";
import type { PageStore } from "../../store/page-store.ts";
import { downloadText } from "../ask/download.ts";
import { machineTitle } from "../format.ts";
import { AnchorPanel } from "./AnchorPanel.tsx";
import styles from "./DeviceView.module.css";

type Running = { readonly fraction: number; readonly text: string };

const two = (value: number): string => new Intl.NumberFormat("en", { maximumSignificantDigits: 2 }).format(value);

function Spread({ figure, unit, scale }: { readonly figure: Figure; readonly unit: string; readonly scale: number }) {
  const { median, low, high } = figure;
  return <>{two(median / scale)} {unit} <small>{two(low / scale)} to {two(high / scale)}</small></>;
}

function Figures({ calibration }: { readonly calibration: Calibration }) {
  const { benchmark, adapter, software } = calibration;
  const fastest = Math.max(...benchmark.bytesPerSecond.map(({ rate }) => rate.median));
  const expected = findProfile(profileForAdapter(adapter, software)).dispatchTime;
  return (
    <>
      <p className={styles.fine}>Measured on {adapter}{software ? ", which is the processor" : ""}: medians of five repeats, with the extremes.</p>
      <div className={styles.scroll} tabIndex={0} role="group" aria-label="Table of measured figures">
        <table className={styles.table}>
          <tbody>
            <tr><th scope="row">Arithmetic, f32</th><td><Spread figure={benchmark.operationsPerSecond} unit="GFLOP/s" scale={1e9} /></td></tr>
            <tr>
              <th scope="row">One launch among many</th>
              <td><Spread figure={benchmark.dispatchMicroseconds} unit="µs" scale={1} /> <small>the class says {expected.low} to {expected.high} µs in a browser</small></td>
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
      <p className={styles.fine}>A step down in the reads shows where a cache ends. Under the run in Ask, the energy panel uses the measured launch beside the class's (tier T1); watts stay those of the class.</p>
    </>
  );
}

export default function DeviceView({ store }: { readonly store: PageStore }) {
  const { engine, draft } = useStore(store);
  const { machine, gpuFailure } = engine;
  const [calibration, setCalibration] = useState(readKeptCalibration);
  const [running, setRunning] = useState<Running | null>(null);
  const [said, setSaid] = useState("");
  const controller = useRef<AbortController | null>(null);
  const guess = machine === null ? "unknown" : profileForAdapter(machine.adapter, machine.software);

  function keep(next: Calibration | null, text: string): void {
    setCalibration(next);
    setSaid(keepCalibration(next) ? text : `${text} This browser keeps nothing, so it is gone after this visit.`);
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
        keep({ version: 1, adapter: gpu.adapter, software: gpu.software, benchmark, anchors: calibration?.adapter === gpu.adapter ? calibration.anchors : null }, "Measured.");
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
    const parsed = parseCalibration(await file.text());
    if (parsed.ok) keep(parsed.calibration, `Taken from ${file.name}.`);
    else setSaid(`${parsed.message} The figures from before are kept.`);
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
          About ten seconds of arithmetic, reads and launches on the GPU, timed by this page's clock. <span className={styles.badge}>{calibration === null ? "T0: class only" : calibration.anchors === null ? "T1: measured speed, watts of the class" : "T2: anchored with a meter"}</span>
        </p>
        <div className={styles.tools}>
          <button type="button" aria-disabled={running !== null} onClick={() => (running === null ? void measure() : undefined)}>Measure</button>
          <button type="button" aria-disabled={running === null} onClick={() => controller.current?.abort(new DOMException("Stopped", "AbortError"))}>Stop</button>
          <button type="button" aria-disabled={calibration === null} onClick={() => (calibration === null ? undefined : downloadText("hundredfold-device.json", "application/json", calibrationText(calibration)))}>Export</button>
          <button type="button" aria-disabled={calibration === null} onClick={() => (calibration === null ? undefined : keep(null, "Forgotten."))}>Forget</button>
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
        {calibration === null ? null : <Figures calibration={calibration} />}
      </section>
      <AnchorPanel
        fit={calibration?.anchors ?? null}
        missing={calibration === null ? "Measure first: the readings are kept with the figures of the same GPU." : null}
        onFit={(anchors) => (calibration === null ? undefined : keep({ ...calibration, anchors }, "Anchored."))}
      />
    </main>
  );
}
