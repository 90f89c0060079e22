// The one error class of the GPU path: a code that the page turns into text and a next step.

/**
 * Why the GPU is not used. Six causes, six texts. "wrong-results": it decodes, but fails the known-answer self-test.
 * A software adapter that is slower than the CPU plan is none of them: nothing is broken.
 */
export const GPU_FAILURES = ["insecure-context", "no-webgpu", "no-adapter", "limit-too-small", "device-lost", "wrong-results"] as const;
export type GpuFailure = (typeof GPU_FAILURES)[number];

export class EngineFailure extends Error {
  readonly code: GpuFailure;

  constructor(code: GpuFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "EngineFailure";
    this.code = code;
  }
}
