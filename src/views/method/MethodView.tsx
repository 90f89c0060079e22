// The method page: the equations, and every constant as the meter uses it, drawn from the same data; then how far measurements agree.

import { type ReactNode, useEffect } from "react";
import { BAND_FACTOR, COMMON_CONSTANTS, type Constant, DISPATCH_TIME, HOROWITZ_2014, PHONE_HOST_POWER, SHARED_K_VARIANCE, SOLVER_HOST_OPERATIONS, TENSOR_OPERATION_ENERGY, WALL_FACTOR } from "../../energy/constants.ts";
import { DRAWS } from "../../energy/draws.ts";
import { COUNTED_EQUATIONS, TIMED_EQUATIONS } from "../../energy/equations.ts";
import { DEVICE_PROFILES } from "../../energy/profiles.ts";
import { Agreement } from "./Agreement.tsx";
import styles from "./MethodView.module.css";

const NAMES: Readonly<Record<string, string>> = {
  countingError: "k, error of turning counts into joules",
  hostPower: "P_host, one busy core over idle",
  hostOperationTime: "t_op, one host operation",
  cacheShare: "cacheShare, e_llc / e_dram",
  halfShare: "halfShare, e_f16 / e_f32",
  powerShare: "phi, mean power over P_max",
  clockNoise: "clockNoise, a time taken once over the usual one",
  saturatedPowerShare: "phi of the measured servers",
  tensorOperationEnergy: "e_f of the measured servers, on tensor units",
  vulkan: "t_dispatch, Vulkan or D3D12",
  metal: "t_dispatch, Metal",
  software: "t_dispatch, software adapter",
  desktop: "w, desktop",
  processor: "w, work on the processor only",
  portable: "w, laptop or phone",
  phoneHostPower: "P_host of a phone",
};

function Scroll({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return <div className={styles.scroll} tabIndex={0} role="group" aria-label={label}>{children}</div>;
}

/** Below its row and as wide as what is seen of the table: in a column of its own, a phone would have it out of sight and the row as high all the same. */
function Source({ columns, children }: { readonly columns: number; readonly children: string }) {
  return (
    <tr className={styles.source}>
      <td colSpan={columns}><div>{children}</div></td>
    </tr>
  );
}

function Constants({ constants }: { readonly constants: Readonly<Record<string, Constant>> }) {
  return (
    <Scroll label="Table of constants">
      <table className={styles.table}>
        <thead>
          <tr><th scope="col">Constant</th><th scope="col">5 %</th><th scope="col">central</th><th scope="col">95 %</th><th scope="col">Unit</th><th scope="col">Confidence</th></tr>
        </thead>
        {Object.entries(constants).map(([name, { low, central, high, unit, confidence, source }]) => (
          <tbody key={name}>
            <tr>
              <th scope="rowgroup">{NAMES[name] ?? name}</th>
              <td>{low}</td><td>{central}</td><td>{high}</td><td>{unit}</td><td>{confidence}</td>
            </tr>
            <Source columns={6}>{source}</Source>
          </tbody>
        ))}
      </table>
    </Scroll>
  );
}

function Profiles() {
  return (
    <Scroll label="Table of device classes">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Class</th><th scope="col">P_idle W</th><th scope="col">P_busy W</th><th scope="col">P_max W</th><th scope="col">cache MB</th>
            <th scope="col">e_f pJ</th><th scope="col">e_dram pJ/B</th><th scope="col">t_dispatch us</th><th scope="col">P_host W</th><th scope="col">w</th><th scope="col">Confidence</th>
          </tr>
        </thead>
        {DEVICE_PROFILES.map((one) => (
          <tbody key={one.id}>
            <tr>
              <th scope="rowgroup">{one.title}</th>
              <td>{one.idleWatts}</td><td>{one.busyWatts}</td><td>{one.maxWatts}</td><td>{one.cacheBytes / 1e6}</td>
              <td>{one.operationPicojoules}</td><td>{one.memoryPicojoules}</td><td>{one.dispatchTime.central} ({one.dispatchTime.low} to {one.dispatchTime.high})</td><td>{one.hostPower.central}</td><td>{one.wallFactor.central}</td><td>{one.confidence}</td>
            </tr>
            <Source columns={11}>{one.source}</Source>
          </tbody>
        ))}
      </table>
    </Scroll>
  );
}

const range = (low: number, high: number): string => (low === high ? `${low}` : `${low} to ${high}`);

/** The table that is quoted most, to compare the classes with. */
function Textbook() {
  const { operations, accesses, accessBytes } = HOROWITZ_2014;
  const types = Object.keys(operations.add) as (keyof typeof operations.add)[];
  return (
    <>
      <Scroll label="Table of energies of operations">
        <table className={styles.table}>
          <thead><tr><th scope="col">One operation, pJ</th>{types.map((type) => <th key={type} scope="col">{type}</th>)}</tr></thead>
          <tbody>
            {Object.entries(operations).map(([operation, energies]) => (
              <tr key={operation}><th scope="row">{operation}</th>{types.map((type) => <td key={type}>{energies[type]}</td>)}</tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <Scroll label="Table of energies of memory accesses">
        <table className={styles.table}>
          <thead><tr><th scope="col">One access, pJ</th><th scope="col">{8 * accessBytes} bits</th><th scope="col">a byte</th></tr></thead>
          <tbody>
            {Object.entries(accesses).map(([memory, { low, high }]) => (
              <tr key={memory}><th scope="row">{memory}</th><td>{range(low, high)}</td><td>{range(low / accessBytes, high / accessBytes)}</td></tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

export default function MethodView({ hash }: { readonly hash: string }) {
  useEffect(() => {
    document.getElementById(hash.slice(1))?.scrollIntoView();
  }, [hash]);
  return (
    <main className={styles.main}>
      <section id="method-equations">
        <h2>From work to joules</h2>
        <p>
          A web page cannot read a power meter. It counts work exactly, times it coarsely, and says what it does not know. <strong>Counted</strong> joules follow from counts and the constants
          below: a link reproduces them to the last digit on any machine. <strong>Timed</strong> joules add a clock; they are this device's, this once. The two are never mixed, and
          the claim is the smaller of the two savings.
        </p>
        <p>Counted, for each part of the work of an arm:</p>
        <pre className={styles.equations} tabIndex={0} role="group" aria-label="The counted equations">{COUNTED_EQUATIONS}</pre>
        <p>Timed, with spans of this device's clock:</p>
        <pre className={styles.equations} tabIndex={0} role="group" aria-label="The timed equations">{TIMED_EQUATIONS}</pre>
        <p>
          A launch keeps the GPU powered and, beside it, the processor core that encodes and submits it busy; where the processor is the device (no GPU, or a software one), that is one core alone and P_host is not added.
        </p>
        <p>
          A multiply-add is two operations. Everything dispatched counts, padding and the choice of blocks included (a comparison as a multiply-add); so do the launches behind a stop token, the slot finder, parser and solver, and
          answers that come to nothing. A step of SQLite counts as {SOLVER_HOST_OPERATIONS.vmStep} host operations, an inference of Prolog as {SOLVER_HOST_OPERATIONS.inference}. Training, downloads, compiling kernels and
          drawing this page do not count.
        </p>
      </section>
      <section id="method-constants">
        <h2>Constants</h2>
        <p>
          Each is log-normal with the central value as its median; the wider side of the band sets the spread, and w is never drawn below 1. Confidence A: fitted on measurements (band within a factor of {BAND_FACTOR.A}), B: partly measured ({BAND_FACTOR.B}),
          C: from specifications ({BAND_FACTOR.C}), D: judgement ({BAND_FACTOR.D}).
        </p>
        <Constants constants={{ ...COMMON_CONSTANTS, phoneHostPower: PHONE_HOST_POWER, tensorOperationEnergy: TENSOR_OPERATION_ENERGY, ...DISPATCH_TIME, ...WALL_FACTOR }} />
      </section>
      <section id="method-classes">
        <h2>Device classes</h2>
        <p>The constants of a class are net: idle power is not in them. Its confidence sets the band of e_f, e_dram, P_busy - P_idle and P_idle. An unknown device is an equal mixture of four classes.</p>
        <Profiles />
      </section>
      <section id="method-textbook">
        <h2>Textbook energies</h2>
        <p>
          What one operation or access costs in the circuit alone, at 45 nm and 0.9 V (M. Horowitz, ISSCC 2014). The meter uses none of these: they are lower bounds of arithmetic, without fetching and issuing the instruction, and
          of memory at its edge without the way there. A common mistake reads the accesses per word of 32 bits or per byte. The DRAM is that of its time: at the pins of today a byte costs 25 to 60 pJ, and in a whole device, idle
          and base power included, 190 to 640.
        </p>
        <Textbook />
      </section>
      <section id="method-uncertainty">
        <h2>Uncertainty</h2>
        <p>
          All constants are drawn {DRAWS} times from a seeded generator, and the same draws serve both arms: what is uncertain in common cancels in the ratio. The k of the two arms share {Math.round(100 * SHARED_K_VARIANCE)} % of
          their variance; they stand for what differs between kernels, launches included. Where the timed estimate and time alone differ by more than a factor of two, the page says so and the band is stretched over both.
        </p>
      </section>
      <section id="method-measured">
        <h2>Against measurements</h2>
        <p>
          Where others measured joules per token: models served in batches on H100 and B200 (ML.ENERGY leaderboard v3, arXiv 2601.22076, GPU counters) and local models on an RTX 4090 desktop (data of arXiv 2509.22092, wall meter). These are large models on large devices:
          they support the form of the equation, not the constants of a phone. The strongest form without a clock has a fixed energy of each token beside the counts: on the servers it is nearly as good as counts and time, and on models of the B200 left out better; at the wall it
          errs by almost twice as much. In the plots a point on the line is an estimate that agrees; diamonds are failures.
        </p>
        <Agreement />
      </section>
      <section id="method-limits">
        <h2>What this cannot know</h2>
        <ul>
          <li>What your device draws: only a meter at the plug or a counter in the chip knows that.</li>
          <li>Clock and voltage scaling, temperature, what else is running, and the values of the data, which move power by 20 to 40 %.</li>
          <li>Whether the cache held the working set, and how well the driver hides the launches. For networks this small, launches are most of the energy.</li>
          <li>What a launch costs among many: t_dispatch was measured with an encoder and a submit for each, and the plan here shares them, so counted launches are nearer to an upper bound, in both arms alike. The Device view times such a chain.</li>
          <li>Batch serving and other models. A ratio found here holds for these two networks on these questions.</li>
        </ul>
      </section>
    </main>
  );
}
