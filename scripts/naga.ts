// Compiles every shader with wgpu's compiler (naga, the one in Firefox) under Deno. Exit code 3: no adapter, nothing checked.
import { createTrainingPlan } from "../src/train/training-plan.ts";
import { initialParameters } from "../src/train/initialise.ts";

declare const Deno: { exit(code: number): never; readDirSync(path: string): Iterable<{ name: string }>; readTextFileSync(path: string): string };

const adapter = await navigator.gpu?.requestAdapter();
if (!adapter) {
  console.log("skipped: this machine offers wgpu no adapter (a Vulkan driver such as Mesa llvmpipe is needed)");
  Deno.exit(3);
}
const device = await adapter.requestDevice();
const shaders: Record<string, string> = {};
for (const { name } of Deno.readDirSync("shaders")) shaders[name.replace(".wgsl", "")] = Deno.readTextFileSync(`shaders/${name}`);

let failed = 0;
async function check(title: string, compile: () => Promise<void>): Promise<void> {
  device.pushErrorScope("validation");
  await compile();
  const error = await device.popErrorScope();
  if (error === null) return;
  failed++;
  console.error(`${title}: ${error.message}`);
}
const decode = Object.keys(shaders).filter((name) => !name.startsWith("train_"));
for (const name of decode) {
  await check(name, async () => {
    await device.createComputePipelineAsync({ layout: "auto", compute: { module: device.createShaderModule({ code: shaders[name] ?? "" }), entryPoint: "main" } });
  });
}
const config = { name: "nano", vocabSize: 768, dim: 96, layers: 1, heads: 4, ffnDim: 384, activeBlocks: 6, maxTokens: 64 };
await check("training kernels", async () => {
  const parameters = initialParameters(config, 1);
  await createTrainingPlan(device, shaders, config, { tokens: 192, lossRows: 64, lengths: [32, 96] }, { beta1: 0.9, beta2: 0.98, decay: 0 }, { parameters, moments: new Float32Array(parameters.length * 2) });
});
console.log(`${decode.length} decode shaders and the training plan: ${failed} failures`);
Deno.exit(failed === 0 ? 0 : 1);
