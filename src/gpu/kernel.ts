// A kernel: WGSL text, how it binds its buffers (said once, here), its grid. Makes the pipeline and checks it.

/** WGSL text by kernel name (file name without ".wgsl"). */
export type ShaderSources = Readonly<Record<string, string>>;

export type BindingAccess = "uniform" | "read" | "write";

export interface KernelBinding {
  readonly name: string;
  readonly access: BindingAccess;
}

export interface Kernel {
  readonly name: string;
  /** In binding order, group 0. */
  readonly bindings: readonly KernelBinding[];
}

export interface KernelPipeline {
  readonly pipeline: GPUComputePipeline;
  /** Binds buffers by the names of the host record. */
  bind(buffers: Readonly<Record<string, GPUBuffer>>): GPUBindGroup;
}

const BUFFER_TYPES = { uniform: "uniform", read: "read-only-storage", write: "storage" } as const;

/** Compiles one kernel; rejects with the compiler's first message. */
export async function createKernelPipeline(device: GPUDevice, kernel: Kernel, sources: ShaderSources): Promise<KernelPipeline> {
  const code = sources[kernel.name];
  if (code === undefined) throw new Error(`no shader text for kernel ${kernel.name}`);
  const layout = device.createBindGroupLayout({
    label: kernel.name,
    entries: kernel.bindings.map((binding, index) => ({
      binding: index,
      visibility: 4, // GPUShaderStage.COMPUTE; the global is absent under Node
      buffer: { type: BUFFER_TYPES[binding.access] },
    })),
  });
  const pipeline = await device.createComputePipelineAsync({
    label: kernel.name,
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
    compute: { module: device.createShaderModule({ label: kernel.name, code }), entryPoint: "main" },
  });
  const bind = (buffers: Readonly<Record<string, GPUBuffer>>): GPUBindGroup =>
    device.createBindGroup({
      label: kernel.name,
      layout,
      entries: kernel.bindings.map((binding, index) => {
        const buffer = buffers[binding.name];
        if (buffer === undefined) throw new Error(`kernel ${kernel.name}: no buffer named ${binding.name}`);
        return { binding: index, resource: { buffer } };
      }),
    });
  return { pipeline, bind };
}
