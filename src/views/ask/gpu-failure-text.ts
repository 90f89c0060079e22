// Seven reasons why the GPU is not used, seven texts, seven next steps. The CPU plan goes on under each of them.

import type { GpuFailureCode } from "../../engine/protocol.ts";

export interface FailureText {
  readonly title: string;
  readonly what: string;
  readonly next: string;
}

export const GPU_FAILURE_TEXTS: Readonly<Record<GpuFailureCode, FailureText>> = {
  "insecure-context": {
    title: "On the CPU: this address is not secure",
    what: "Browsers offer WebGPU only over https and on localhost. The models run on the CPU instead, more slowly.",
    next: "Open this page with https:// in front of its address.",
  },
  "no-webgpu": {
    title: "On the CPU: this browser has no WebGPU",
    what: "The models run on the CPU instead, more slowly. The counted work is real; only the device that does it differs.",
    next: "Use a current Chrome, Edge, Safari 26 or Firefox, or carry on as it is.",
  },
  "no-adapter": {
    title: "On the CPU: no usable GPU found",
    what: "WebGPU is there, but every graphics driver was refused, often because it is old or hardware acceleration is off. The models run on the CPU instead.",
    next: "Switch on hardware acceleration in the browser's settings or update the graphics driver, then reload.",
  },
  "limit-too-small": {
    title: "On the CPU: the GPU's limits are too small",
    what: "The GPU allows smaller buffers or workgroups than the kernels need. The models run on the CPU instead.",
    next: "If this computer has a second GPU, choose the high-performance one for this browser and reload.",
  },
  "device-lost": {
    title: "On the CPU: the GPU was lost",
    what: "The driver reset or fell silent, the computer slept, or another program took the memory. The models run on the CPU until the page is reloaded.",
    next: "Reload the page to use the GPU again; if it keeps happening, close other programs that use it.",
  },
  "wrong-results": {
    title: "On the CPU: the GPU gives wrong results",
    what: "The GPU was tested with a known question and chose other tokens than the CPU, whose arithmetic is the reference: usually a fault of the driver. The models run on the CPU instead, more slowly, and give the tokens they should.",
    next: "Update the graphics driver and the browser, then reload: the GPU is tested again each time. Other pages that compute on this GPU may be affected too.",
  },
  "start-failed": {
    title: "On the CPU: the GPU engine could not start",
    what: "There is a GPU, but setting up the kernels on it ended in an unexpected error: a fault of this page, of the browser or of the driver. The models run on the CPU instead, more slowly, and give the same tokens.",
    next: "Carry on as it is, or reload to try the GPU again. If the error comes back, update the browser and the graphics driver; if that does not help, report the words above.",
  },
};

/** Failures of a run or of the engine, by code. */
export const RUN_FAILURE_TEXTS: Readonly<Record<"gpu" | "model" | "question" | "worker", Omit<FailureText, "what">>> = {
  gpu: { title: "The GPU stopped during the run", next: "Press Run to try once more; the CPU takes over if the GPU is gone." },
  model: { title: "A model could not be loaded", next: "If reloading does not help, check the connection. Edited programs can still be executed below." },
  question: { title: "This question cannot be run", next: "Change the question and press Run." },
  worker: { title: "The engine stopped", next: "Once the engine is ready, Run works again. If it stops again, reload the page." },
};
