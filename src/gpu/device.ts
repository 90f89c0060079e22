// Acquires the GPU device, or says which cause stands in the way. Asks for the limits the kernels need, and fails where the adapter has less.

import { EngineFailure, type GpuFailureCode, inTime, REPLY_MS } from "./failure.ts";
import { createLedger, type ByteLedger } from "./ledger.ts";

/** Limits the program wants, by WebGPU name; a limit left out keeps its default. */
export type LimitNeeds = Readonly<Partial<Record<keyof GPUSupportedLimits & string, number>>>;

export interface GpuDevice {
  readonly device: GPUDevice;
  /** Adapter in words, e.g. "nvidia lovelace". */
  readonly adapter: string;
  /** A CPU that pretends to be a GPU (SwiftShader, llvmpipe): its energy is CPU energy. */
  readonly software: boolean;
  readonly ledger: ByteLedger;
  /** Resolves with the reason when the device is lost; never rejects. */
  readonly lost: Promise<string>;
  /** The first call that the device refused without an exception (validation, memory), in its words; null while there is none. */
  readonly refusal: () => string | null;
}

export type DeviceResult =
  | { readonly ok: true; readonly gpu: GpuDevice }
  | { readonly ok: false; readonly code: GpuFailureCode; readonly message: string };

export interface DeviceOptions {
  /** Defaults to navigator.gpu. */
  readonly gpu?: GPU | undefined;
  /** Defaults to globalThis.isSecureContext. */
  readonly secure?: boolean;
  /** Limits without which nothing works: a smaller adapter limit is "limit-too-small". */
  readonly needs?: LimitNeeds;
}

/** Adapter in words: its description, else vendor and architecture. */
export function describeAdapter(info: GPUAdapterInfo): string {
  const words = [info.vendor, info.architecture, info.description].filter((word) => word !== "");
  return words.length === 0 ? "unnamed adapter" : words.join(" ");
}

export function isSoftwareAdapter(info: GPUAdapterInfo): boolean {
  const fallback = (info as { isFallbackAdapter?: boolean }).isFallbackAdapter === true;
  return fallback || /swiftshader|llvmpipe|lavapipe|softpipe|basic render|warp/i.test(`${describeAdapter(info)} ${info.device}`);
}

/** `again`: another try may go better. */
type Try = DeviceResult & { readonly again: boolean };

function failure(code: GpuFailureCode, message: string, again = false): Try {
  return { ok: false, code, message, again };
}

/** Where a call threw: after a refusal it is worth another try, after silence it would be as silent again. */
function thrown(code: GpuFailureCode, refused: string, error: unknown): Try {
  return error instanceof EngineFailure ? failure(error.code, error.message) : failure(code, `${refused}: ${String(error)}`, true);
}

/** One try, and one more if the request itself fails; never throws, and gives up on a call that has no answer after REPLY_MS. */
export async function acquireDevice(options: DeviceOptions = {}): Promise<DeviceResult> {
  const secure = options.secure ?? (globalThis as { isSecureContext?: boolean }).isSecureContext ?? true;
  const gpu = "gpu" in options ? options.gpu : (globalThis.navigator as Navigator | undefined)?.gpu;
  if (!secure) return failure("insecure-context", "WebGPU needs a secure page: open it over https or localhost.");
  if (gpu === undefined) return failure("no-webgpu", "This browser offers no WebGPU.");
  const first = await tryDevice(gpu, options.needs ?? {});
  return first.again ? tryDevice(gpu, options.needs ?? {}) : first;
}

async function tryDevice(gpu: GPU, needs: LimitNeeds): Promise<Try> {
  let adapter: GPUAdapter | null;
  try {
    const silent = `The browser was asked for a GPU adapter and has not answered within ${REPLY_MS / 1000} s.`;
    adapter = await inTime(gpu.requestAdapter({ powerPreference: "high-performance" }), REPLY_MS, "no-adapter", silent);
  } catch (error) {
    return thrown("no-adapter", "The browser refused a GPU adapter", error);
  }
  if (adapter === null) return failure("no-adapter", "WebGPU is present, but the browser offers no GPU adapter.", true);
  const requiredLimits: Record<string, number> = {};
  for (const [name, need] of Object.entries(needs)) {
    const limit = adapter.limits[name as keyof GPUSupportedLimits] as number | undefined;
    if (need === undefined) continue;
    if (limit === undefined || limit < need) {
      return failure("limit-too-small", `The GPU allows ${name} = ${limit ?? "nothing"}, and ${need} is needed.`);
    }
    requiredLimits[name] = need;
  }
  try {
    const requiredFeatures: GPUFeatureName[] = adapter.features.has("timestamp-query") ? ["timestamp-query"] : [];
    const requested = adapter.requestDevice({ requiredLimits, requiredFeatures });
    const silent = `The GPU adapter was asked for a device and has not answered within ${REPLY_MS / 1000} s.`;
    const device = await inTime(requested, REPLY_MS, "start-failed", silent);
    const lost = device.lost.then((info) => info.message || String(info.reason));
    let refusal: string | null = null;
    device.addEventListener("uncapturederror", ({ error }) => (refusal ??= error.message));
    return {
      ok: true,
      again: false,
      gpu: {
        device,
        adapter: describeAdapter(adapter.info),
        software: isSoftwareAdapter(adapter.info),
        ledger: createLedger(),
        lost,
        refusal: () => refusal,
      },
    };
  } catch (error) {
    return thrown("start-failed", "The GPU adapter gave no device", error);
  }
}
