// The one error class of the GPU path: a code that the page turns into text and a next step.

/**
 * Why the GPU is not used. Seven causes, seven texts. "wrong-results": it decodes, but fails the known-answer self-test or
 * gives what cannot be a result. "start-failed": an error nobody foresaw, such as a kernel that does not compile.
 * A software adapter that is slower than the CPU plan is none of them: nothing is broken.
 */
export const GPU_FAILURES = ["insecure-context", "no-webgpu", "no-adapter", "limit-too-small", "device-lost", "wrong-results", "start-failed"] as const;
export type GpuFailureCode = (typeof GPU_FAILURES)[number];

/** A cause as it crosses to the page. */
export interface GpuFailure {
  readonly code: GpuFailureCode;
  /** What was found this time, for example the compiler's words. */
  readonly message: string;
}

export class EngineFailure extends Error {
  readonly code: GpuFailureCode;

  constructor(code: GpuFailureCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "EngineFailure";
    this.code = code;
  }
}

/** What was asked for has not come in time: asking once more would be as much in vain. */
export class GpuSilence extends EngineFailure {}

/** A browser that has not answered by then when asked for an adapter, or for a device, counts as one that never will. */
export const REPLY_MS = 5000;

/**
 * A device that has not done work of milliseconds by then counts as lost. Nine times as long where eight tasks wait for each core, such
 * work still is one of seconds. Browsers and drivers end what hangs after 2 to 10 s, and the device then says itself that it is lost:
 * half as long again, and nobody will.
 */
export const GPU_SILENCE_MS = 15_000;

/** A limit is counted in so many parts: a computer that slept meanwhile, or a page that was frozen, has used up one of them at most. */
const PARTS = 5;

/** What `answer` gives, or a GpuSilence of `code` and `message` where nothing has come after `ms`. */
export async function inTime<T>(answer: Promise<T>, ms: number, code: GpuFailureCode, message: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    const wait = (parts: number): void => {
      timer = setTimeout(() => (parts > 1 ? wait(parts - 1) : reject(new GpuSilence(code, message))), ms / PARTS);
    };
    wait(PARTS);
  });
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/** What `answer` gives, or a GpuSilence that means a lost device where the GPU has not come to it after `ms`. */
export async function answerOfGpu<T>(answer: Promise<T>, ms = GPU_SILENCE_MS): Promise<T> {
  return inTime(answer, ms, "device-lost", `The GPU has not answered for ${Math.round(ms / 1000)} s.`);
}

/** A lost device may show as a failed call first: an error waits this long for the news. */
const LOSS_NEWS_MS = 100;

/**
 * The cause behind an error of the GPU path. Only the device itself can say that it is lost, or its silence; a call that it refused
 * comes before what followed from it; whatever is not foreseen keeps its own words.
 */
export async function causeOf(error: unknown, gpu: { readonly lost: Promise<string>; readonly refusal: () => string | null }): Promise<GpuFailure> {
  const noNews = new Promise<null>((resolve) => setTimeout(() => resolve(null), LOSS_NEWS_MS));
  const loss = await Promise.race([gpu.lost, noNews]);
  if (loss !== null) return { code: "device-lost", message: loss };
  const refusal = gpu.refusal();
  if (refusal !== null) return { code: "start-failed", message: refusal };
  const message = error instanceof Error ? error.message : String(error);
  const known = error instanceof GpuSilence || (error instanceof EngineFailure && error.code !== "device-lost");
  return { code: known ? error.code : "start-failed", message };
}
