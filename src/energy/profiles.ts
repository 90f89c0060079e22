// Device profiles: one class of device each, with the net constants the meter needs. Data only.
// e_f is f32 without tensor cores; e_dram is net of the idle and busy base power.

import { COMMON_CONSTANTS, type Confidence, type Constant, DISPATCH_TIME, PHONE_HOST_POWER, WALL_FACTOR } from "./constants.ts";

export interface DeviceProfile {
  readonly id: string;
  readonly title: string;
  /** Power over the wall clock with nothing to do, watts. */
  readonly idleWatts: number;
  /** Power with the GPU occupied and little done, watts: P_busy. */
  readonly busyWatts: number;
  /** Board or package limit, watts. */
  readonly maxWatts: number;
  /** Last-level cache, bytes. */
  readonly cacheBytes: number;
  /** e_f, picojoules per f32 operation (half a multiply-add). */
  readonly operationPicojoules: number;
  /** e_dram net, picojoules per byte. */
  readonly memoryPicojoules: number;
  /** Time per dispatch, microseconds. */
  readonly dispatchTime: Constant;
  /** P_host: one busy processor core beside the GPU, watts over idle. */
  readonly hostPower: Constant;
  /** Processor cores busy with a launch beside the GPU: the one that encodes and submits it; 0 where the processor is the device. */
  readonly launchingCores: 0 | 1;
  /** Joules at the plug per joule in the device. */
  readonly wallFactor: Constant;
  readonly confidence: Confidence;
  readonly source: string;
  /** Ids of the classes an unknown device may be, in equal parts; empty for a single class. */
  readonly mixture: readonly string[];
}

const MEGABYTE = 1e6;
const FIT = "P_busy and e_dram from the fit on an RTX 4090 desktop at the wall (data of arXiv 2509.22092), less what is not the GPU; e_f from specifications, because every byte there brings the same operations";
const SERVER_FIT = "P_busy fitted on ML.ENERGY's H100 runs (442 W). The rest is not: they computed on tensor units, so e_f of plain f32 is from specifications, which give (P_max - P_busy) / 67 TFLOP/s = 3.9 pJ or more; e_dram lies between the pins' 31 and the 85 pJ/B of the B200 fit, as the H100's cannot tell bytes from time";
const PART = "Partly measured figures scaled by the vendor's published power, bandwidth and cache";
const SPECIFICATION = "Vendor specifications scaled by the fits on H100, B200 and RTX 4090";
const JUDGEMENT = "Judgement from neighbouring classes and vendor specifications";

const SINGLE_PROFILES = [
  { id: "apple-base", title: "Apple M1-M4", idleWatts: 1, busyWatts: 4, maxWatts: 20, cacheBytes: 8 * MEGABYTE, operationPicojoules: 4, memoryPicojoules: 110, dispatchTime: DISPATCH_TIME.metal, hostPower: COMMON_CONSTANTS.hostPower, launchingCores: 1, wallFactor: WALL_FACTOR.portable, confidence: "B", source: PART, mixture: [] },
  { id: "apple-pro", title: "Apple M Pro or Max", idleWatts: 2, busyWatts: 8, maxWatts: 60, cacheBytes: 24 * MEGABYTE, operationPicojoules: 4, memoryPicojoules: 110, dispatchTime: DISPATCH_TIME.metal, hostPower: COMMON_CONSTANTS.hostPower, launchingCores: 1, wallFactor: WALL_FACTOR.portable, confidence: "B", source: PART, mixture: [] },
  { id: "intel-igpu", title: "Intel integrated (Xe, Xe2)", idleWatts: 2, busyWatts: 7, maxWatts: 28, cacheBytes: 8 * MEGABYTE, operationPicojoules: 8, memoryPicojoules: 150, dispatchTime: DISPATCH_TIME.vulkan, hostPower: COMMON_CONSTANTS.hostPower, launchingCores: 1, wallFactor: WALL_FACTOR.portable, confidence: "D", source: JUDGEMENT, mixture: [] },
  { id: "amd-igpu", title: "AMD integrated (RDNA 2, 3)", idleWatts: 2, busyWatts: 7, maxWatts: 28, cacheBytes: 2 * MEGABYTE, operationPicojoules: 5, memoryPicojoules: 150, dispatchTime: DISPATCH_TIME.vulkan, hostPower: COMMON_CONSTANTS.hostPower, launchingCores: 1, wallFactor: WALL_FACTOR.portable, confidence: "C", source: SPECIFICATION, mixture: [] },
  { id: "rtx-laptop", title: "NVIDIA RTX 30 or 40, laptop", idleWatts: 6, busyWatts: 25, maxWatts: 115, cacheBytes: 16 * MEGABYTE, operationPicojoules: 6, memoryPicojoules: 230, dispatchTime: DISPATCH_TIME.vulkan, hostPower: COMMON_CONSTANTS.hostPower, launchingCores: 1, wallFactor: WALL_FACTOR.portable, confidence: "D", source: JUDGEMENT, mixture: [] },
  { id: "rtx-ampere", title: "NVIDIA RTX 3060-3090", idleWatts: 12, busyWatts: 75, maxWatts: 350, cacheBytes: 4 * MEGABYTE, operationPicojoules: 8, memoryPicojoules: 230, dispatchTime: DISPATCH_TIME.vulkan, hostPower: COMMON_CONSTANTS.hostPower, launchingCores: 1, wallFactor: WALL_FACTOR.desktop, confidence: "B", source: `${PART}; P_busy is 0.3 of 250 W`, mixture: [] },
  { id: "rtx-lovelace", title: "NVIDIA RTX 4060-4070", idleWatts: 9, busyWatts: 35, maxWatts: 200, cacheBytes: 24 * MEGABYTE, operationPicojoules: 5, memoryPicojoules: 230, dispatchTime: DISPATCH_TIME.vulkan, hostPower: COMMON_CONSTANTS.hostPower, launchingCores: 1, wallFactor: WALL_FACTOR.desktop, confidence: "C", source: SPECIFICATION, mixture: [] },
  { id: "rtx-4090", title: "NVIDIA RTX 4090", idleWatts: 25, busyWatts: 130, maxWatts: 450, cacheBytes: 72 * MEGABYTE, operationPicojoules: 4, memoryPicojoules: 250, dispatchTime: DISPATCH_TIME.vulkan, hostPower: COMMON_CONSTANTS.hostPower, launchingCores: 1, wallFactor: WALL_FACTOR.desktop, confidence: "A", source: FIT, mixture: [] },
  { id: "rtx-5090", title: "NVIDIA RTX 5090", idleWatts: 25, busyWatts: 170, maxWatts: 575, cacheBytes: 96 * MEGABYTE, operationPicojoules: 4, memoryPicojoules: 250, dispatchTime: DISPATCH_TIME.vulkan, hostPower: COMMON_CONSTANTS.hostPower, launchingCores: 1, wallFactor: WALL_FACTOR.desktop, confidence: "C", source: SPECIFICATION, mixture: [] },
  { id: "h100", title: "NVIDIA H100", idleWatts: 70, busyWatts: 440, maxWatts: 700, cacheBytes: 50 * MEGABYTE, operationPicojoules: 5, memoryPicojoules: 60, dispatchTime: DISPATCH_TIME.vulkan, hostPower: COMMON_CONSTANTS.hostPower, launchingCores: 1, wallFactor: WALL_FACTOR.desktop, confidence: "B", source: SERVER_FIT, mixture: [] },
  { id: "a100", title: "NVIDIA A100", idleWatts: 50, busyWatts: 150, maxWatts: 400, cacheBytes: 40 * MEGABYTE, operationPicojoules: 12, memoryPicojoules: 95, dispatchTime: DISPATCH_TIME.vulkan, hostPower: COMMON_CONSTANTS.hostPower, launchingCores: 1, wallFactor: WALL_FACTOR.desktop, confidence: "C", source: SPECIFICATION, mixture: [] },
  { id: "cpu-software", title: "CPU, one thread (no GPU, or a software adapter)", idleWatts: 3, busyWatts: 11, maxWatts: 125, cacheBytes: 8 * MEGABYTE, operationPicojoules: 1000, memoryPicojoules: 300, dispatchTime: DISPATCH_TIME.software, hostPower: COMMON_CONSTANTS.hostPower, launchingCores: 0, wallFactor: WALL_FACTOR.processor, confidence: "D", source: JUDGEMENT, mixture: [] },
  { id: "phone", title: "Phone (Adreno, Mali)", idleWatts: 0.5, busyWatts: 2, maxWatts: 5, cacheBytes: 2 * MEGABYTE, operationPicojoules: 4, memoryPicojoules: 100, dispatchTime: DISPATCH_TIME.vulkan, hostPower: PHONE_HOST_POWER, launchingCores: 1, wallFactor: WALL_FACTOR.portable, confidence: "D", source: JUDGEMENT, mixture: [] },
] as const satisfies readonly DeviceProfile[];

/** Central constants: geometric means of the four classes, so the central value is the middle of the mixture. */
const UNKNOWN_PROFILE = {
  id: "unknown", title: "Unknown device", idleWatts: 2.4, busyWatts: 9, maxWatts: 42,
  cacheBytes: 8 * MEGABYTE, operationPicojoules: 5.3, memoryPicojoules: 154,
  dispatchTime: { low: 24, central: 34, high: 71, unit: "us", confidence: "B", source: "arXiv 2604.02344, Vulkan and Metal together" },
  hostPower: COMMON_CONSTANTS.hostPower,
  launchingCores: 1,
  wallFactor: { low: 1.1, central: 1.26, high: 1.5, unit: "1", confidence: "D", source: "Portables and desktops together: geometric mean of the four classes" },
  confidence: "D",
  source: "Equal mixture of Apple base, Intel integrated, AMD integrated and RTX 4060 classes; central constants are their geometric means",
  mixture: ["apple-base", "intel-igpu", "amd-igpu", "rtx-lovelace"],
} as const satisfies DeviceProfile;

export const DEVICE_PROFILES: readonly DeviceProfile[] = [UNKNOWN_PROFILE, ...SINGLE_PROFILES];

/** The profile with this id; `unknown` for an id this version does not have. */
export function findProfile(id: string): DeviceProfile {
  return DEVICE_PROFILES.find((profile) => profile.id === id) ?? UNKNOWN_PROFILE;
}

/** First match wins; adapters report vendor and architecture, rarely a model name. */
const ADAPTER_HINTS: readonly (readonly [RegExp, string])[] = [
  [/swiftshader|llvmpipe|lavapipe|softpipe|basic render|software/, "cpu-software"],
  [/apple.*\b(pro|max|ultra)\b/, "apple-pro"],
  [/apple/, "apple-base"],
  [/adreno|qualcomm|mali|\barm\b|valhall|bifrost|powervr|img-tec|samsung|xclipse/, "phone"],
  [/h100|h200|hopper/, "h100"],
  [/a100/, "a100"],
  [/rtx.*(laptop|mobile|max-q)/, "rtx-laptop"],
  [/5090/, "rtx-5090"],
  [/4090/, "rtx-4090"],
  [/ampere|rtx 30\d\d/, "rtx-ampere"],
  [/lovelace|rtx 40\d\d|blackwell/, "rtx-lovelace"],
  [/intel|gen-?12|\bxe/, "intel-igpu"],
  [/rdna|radeon|\bamd\b/, "amd-igpu"],
];

/** Profile id for the text an adapter gives about itself. A software adapter is CPU work, whatever it says. */
export function profileForAdapter(description: string, software: boolean): string {
  if (software) return "cpu-software";
  const text = description.toLowerCase();
  return ADAPTER_HINTS.find(([hint]) => hint.test(text))?.[1] ?? "unknown";
}
