// Constants of the energy model that do not depend on the device class, each with its band and its source.
// low and high are the 5 % and 95 % points of a log-normal with median `central`.

/** A: fitted on measurements. B: partly measured. C: from specifications. D: judgement. */
export type Confidence = "A" | "B" | "C" | "D";

/** A 5-95 % band is central / factor .. central * factor. */
export const BAND_FACTOR: Readonly<Record<Confidence, number>> = { A: 1.3, B: 1.6, C: 2, D: 3 };

export interface Constant {
  readonly low: number;
  readonly central: number;
  readonly high: number;
  readonly unit: string;
  readonly source: string;
  readonly confidence: Confidence;
}

/** Joules in a picojoule, written once. */
export const PICOJOULE = 1e-12;
export const JOULES_PER_KILOWATT_HOUR = 3.6e6;

/** Share of the variance of ln k that both arms have in common: counting errs alike on alike kernels. */
export const SHARED_K_VARIANCE = 0.7;

export const COMMON_CONSTANTS = {
  /** k: structural error of turning counts into joules. */
  countingError: {
    low: 0.8, central: 1, high: 1.25, unit: "1", confidence: "B",
    source: "Operation-count GPU energy models err by 11-32 % (arXiv 2603.26435); data values move power by 20-40 % (arXiv 2409.18324)",
  },
  /** P_host: one busy CPU core over idle. */
  hostPower: {
    low: 3, central: 8, high: 20, unit: "W", confidence: "D",
    source: "Derived: one busy core of a laptop to a desktop, over idle",
  },
  /** Time of one elementary host operation of the slot finder, parser or solver. */
  hostOperationTime: {
    low: 13, central: 40, high: 120, unit: "ns", confidence: "B",
    source: "Timed in Node on a server core: 34 to 131 ns a counted operation of the prompts of the presets, warm; a fast laptop's core is two to three times as fast",
  },
  /** e_llc / e_dram: a byte from the last-level cache against one from memory; never drawn above 1. */
  cacheShare: {
    low: 0.2, central: 0.5, high: 1, unit: "1", confidence: "C",
    source: "GPUJoule (Arunkumar et al., HPCA 2019)",
  },
  /** e_f16 / e_f32 without tensor cores; never drawn above 1. */
  halfShare: {
    low: 0.5, central: 0.7, high: 1, unit: "1", confidence: "D",
    source: "Derived: half the data path of f32 (Horowitz, ISSCC 2014: 0.30 to 0.44 of its energy), but fetching and issuing the instruction, most of the cost, stays",
  },
  /** phi: mean power over P_max while the GPU does work of one question at a time; for the cross-check only. */
  powerShare: {
    low: 0.15, central: 0.35, high: 0.7, unit: "1", confidence: "D",
    source: "Derived from an RTX 4090 running models of 270 M parameters (arXiv 2509.22092 data), and from B200 at small batches (ML.ENERGY v3)",
  },
  /** One timing of a network over its usual time; independent in the two arms of a run. */
  clockNoise: {
    low: 0.36, central: 1, high: 2.8, unit: "1", confidence: "B",
    source: "118 runs of five presets, timed once, on two cores with some ten programs each: the spread of the ratio of the two arms' times, shared out among both (software adapter 2.4, CPU plan 3.2); six earlier runs with less beside them give 1.6. Hardware GPUs were not measured",
  },
  /** phi of a GPU that serves many at once and never waits; for the measured runs of validation.ts, whose devices were. */
  saturatedPowerShare: {
    low: 0.45, central: 0.7, high: 0.95, unit: "1", confidence: "A",
    source: "5, 50 and 95 % points of 405 configurations on H100 (0.49, 0.71, 0.93) and 433 on B200 (0.37, 0.69, 0.96), ML.ENERGY v3",
  },
} as const satisfies Readonly<Record<string, Constant>>;

/** P_host of a phone: 20 W are more than all of it may draw. */
export const PHONE_HOST_POWER = {
  low: 1, central: 2, high: 4, unit: "W", confidence: "D",
  source: "Derived: one busy large core of a phone, over idle",
} as const satisfies Constant;

/**
 * Energies of single operations and accesses at 45 nm and 0.9 V, picojoules, to compare with: the meter uses none of them. M. Horowitz,
 * Computing's energy problem (and what we can do about it), ISSCC 2014. Accesses are of 64 bits, not of a word of 32 or a byte.
 */
export const HOROWITZ_2014 = {
  operations: {
    add: { int8: 0.03, int32: 0.1, fp16: 0.4, fp32: 0.9 },
    multiply: { int8: 0.2, int32: 3.1, fp16: 1.1, fp32: 3.7 },
  },
  accesses: {
    "SRAM of 8 KB": { low: 10, high: 10 },
    "SRAM of 32 KB": { low: 20, high: 20 },
    "SRAM of 1 MB": { low: 100, high: 100 },
    DRAM: { low: 1300, high: 2600 },
  },
  accessBytes: 8,
} as const;

/**
 * e_f of bf16 on tensor units, for the measured runs of validation.ts, which computed on them. No kernel here does: WGSL has no standard
 * way to, so an arm is charged the e_f of its class, which is plain f32.
 */
export const TENSOR_OPERATION_ENERGY = {
  low: 0.625, central: 1, high: 1.6, unit: "pJ", confidence: "B",
  source: "Fits of counts and time on H100 (1.05 pJ) and B200 (0.90 pJ), bf16 serving (ML.ENERGY v3), rounded",
} as const satisfies Constant;

/** w: joules at the plug per joule in the device: power supply, fans, board, the other processors awake. Never drawn below 1. */
export const WALL_FACTOR = {
  desktop: { low: 1.22, central: 1.31, high: 1.5, unit: "1", confidence: "A", source: "198 runs of an RTX 4090 desktop against a wall meter (arXiv 2509.22092 data)" },
  processor: { low: 1.36, central: 1.47, high: 2.48, unit: "1", confidence: "A", source: "120 runs on the processor alone against a wall meter (arXiv 2509.22092 data)" },
  portable: { low: 1.1, central: 1.25, high: 1.5, unit: "1", confidence: "D", source: "Derived: laptops and phones without their display" },
} as const satisfies Readonly<Record<string, Constant>>;

/**
 * Elementary host operations (40 ns) per unit of a solver's own count. Timed in Node on the same core: 41 ns per SQLite step, 105 ns per
 * inference.
 */
export const SOLVER_HOST_OPERATIONS = { vmStep: 1, inference: 3 } as const;

/** Time of one compute dispatch in a browser, by the graphics API underneath. */
export const DISPATCH_TIME = {
  vulkan: {
    low: 24, central: 30, high: 36, unit: "us", confidence: "A",
    source: "arXiv 2604.02344, WebGPU over Vulkan; taken over for D3D12",
  },
  metal: {
    low: 32, central: 50, high: 71, unit: "us", confidence: "A",
    source: "arXiv 2604.02344, WebGPU over Metal",
  },
  software: {
    low: 10, central: 30, high: 90, unit: "us", confidence: "D",
    source: "Judgement: the Vulkan figure of arXiv 2604.02344 with a threefold band, for a software adapter",
  },
} as const satisfies Readonly<Record<string, Constant>>;
