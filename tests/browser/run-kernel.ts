// One kernel, dispatched once under an error scope; what it wrote comes back.

import { createPrng } from "../../src/scenario/prng.ts";
import type { Rounded } from "../fixtures/rounded.ts";
import { exact } from "../fixtures/rounded.ts";

export type Words = Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** Uploads `data` to a storage (or uniform) buffer. */
export function upload(device: GPUDevice, data: Words, usage: number = GPUBufferUsage.STORAGE): GPUBuffer {
  const buffer = device.createBuffer({ size: Math.max(16, data.byteLength), usage: usage | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC });
  device.queue.writeBuffer(buffer, 0, data);
  return buffer;
}

export async function download(device: GPUDevice, buffer: GPUBuffer): Promise<ArrayBuffer> {
  const staging = device.createBuffer({ size: buffer.size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(buffer, 0, staging, 0, buffer.size);
  device.queue.submit([encoder.finish()]);
  await staging.mapAsync(GPUMapMode.READ);
  const copy = staging.getMappedRange().slice(0);
  staging.destroy();
  return copy;
}

/** Dispatches once and throws on any validation error. */
export async function dispatch(device: GPUDevice, pipeline: GPUComputePipeline, group: GPUBindGroup, x: number, y = 1): Promise<void> {
  device.pushErrorScope("validation");
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  pass.dispatchWorkgroups(x, y);
  pass.end();
  device.queue.submit([encoder.finish()]);
  const error = await device.popErrorScope();
  if (error !== null) throw new Error(error.message);
}

/** Random f32 values of both signs over four decades. */
export function randomFloats(seed: number, count: number): Float32Array<ArrayBuffer> {
  const prng = createPrng(seed);
  return Float32Array.from({ length: count }, () => (prng.nextFloat() * 2 - 1) * 10 ** (prng.nextFloat() * 4 - 3));
}

export const range = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));

/** The stored f32 values, without any error. */
export const exactly = (values: ArrayLike<number>): Rounded[] => Array.from(values, exact);
