// The one error class of the GPU path: a code that the page turns into text and a next step.

/** Why the GPU cannot be used. Five causes, five texts. */
export type GpuFailure = "insecure-context" | "no-webgpu" | "no-adapter" | "limit-too-small" | "device-lost";

export class EngineFailure extends Error {
  readonly code: GpuFailure;

  constructor(code: GpuFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "EngineFailure";
    this.code = code;
  }
}
