// One training step as a recorded command plan: forward, backward and AdamW, made once per sequence length and replayed.
// One submit per step. Dispatches: 22 per layer + 11 (4 layers: 99), one fewer per layer with all blocks kept.

import { BLOCK_SIZE, NORM_EPSILON, ffnBlocks, parameterLayout, tensorOffset } from "../model/config.ts";
import type { ModelConfig } from "../model/config.ts";
import { ropeTable } from "../model/reference/decode-state.ts";
import { type Constants, specialise } from "./specialise.ts";

/** Bits of GPUBufferUsage, written out because Node has no such global. */
const STORAGE = 0x80;
const COPY_SRC = 0x4;
const COPY_DST = 0x8;
const MAP_READ = 0x1;

export interface TrainingShape {
  /** Tokens per step, padding included: sequences * length. */
  readonly tokens: number;
  /** Most rows per step that carry a loss. */
  readonly lossRows: number;
  /** Sequence lengths a batch may have; each divides `tokens`. */
  readonly lengths: readonly number[];
  /** Feed-forward blocks a step may keep per token; the model's own count unless given. */
  readonly activeBlocks?: readonly number[];
}

export interface TrainingBatch {
  /** One of the shape's lengths. */
  readonly length: number;
  /** (tokens) token ids, sequence after sequence, padded. */
  readonly tokens: Uint32Array<ArrayBuffer>;
  /** (lossRows) flat positions whose next token is to be predicted; 0xffffffff = unused row. */
  readonly rows: Uint32Array<ArrayBuffer>;
  /** (lossRows) the next tokens. */
  readonly targets: Uint32Array<ArrayBuffer>;
  /** (lossRows) 1 / used rows, 0 for unused rows. */
  readonly weights: Float32Array<ArrayBuffer>;
}

export interface AdamWSettings {
  readonly beta1: number;
  readonly beta2: number;
  readonly decay: number;
}

/** Parameters and both moments: what a resumed training needs. */
export interface OptimizerState {
  readonly parameters: Float32Array<ArrayBuffer>;
  readonly moments: Float32Array<ArrayBuffer>;
}

/** What becomes of a product of `matmul_rows`. */
type Finish = "store" | "relu" | "accumulate" | "gate";

interface Dispatch {
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
  readonly x: number;
  readonly y: number;
}

export interface TrainingPlan {
  readonly dispatchesPerStep: number;
  /** Queues one step; `step` counts from 1. `activeBlocks` is one of the shape's, by default the model's own count. */
  step(batch: TrainingBatch, learningRate: number, step: number, activeBlocks?: number): void;
  /** Mean loss in nats over the rows of the last queued step; waits for it. */
  readLoss(batch: TrainingBatch): Promise<number>;
  readState(): Promise<OptimizerState>;
  /** Gradient of the last queued step, flat. */
  readGradients(): Promise<Float32Array<ArrayBuffer>>;
  destroy(): void;
}

/** Token positions grouped by token id: `starts` (V + 1), `positions` (tokens). */
function positionsByToken(tokens: Uint32Array, vocabSize: number): { starts: Uint32Array<ArrayBuffer>; positions: Uint32Array<ArrayBuffer> } {
  const starts = new Uint32Array(vocabSize + 1);
  for (const id of tokens) starts[id + 1] = (starts[id + 1] ?? 0) + 1;
  for (let id = 0; id < vocabSize; id++) starts[id + 1] = (starts[id + 1] ?? 0) + (starts[id] ?? 0);
  const next = starts.slice();
  const positions = new Uint32Array(tokens.length);
  tokens.forEach((id, position) => {
    const at = next[id] ?? 0;
    positions[at] = position;
    next[id] = at + 1;
  });
  return { starts, positions };
}

/**
 * Builds every pipeline, buffer and bind group of the training step on `device`.
 * `shaders` maps a shader's name (`train_embed`) to its text. `state` starts or resumes the optimizer.
 */
export async function createTrainingPlan(
  device: GPUDevice,
  shaders: Readonly<Record<string, string>>,
  config: ModelConfig,
  shape: TrainingShape,
  settings: AdamWSettings,
  state: OptimizerState,
): Promise<TrainingPlan> {
  const { dim, ffnDim, heads, vocabSize } = config;
  const { tokens, lossRows } = shape;
  const headDim = dim / heads;
  const words = Math.ceil(ffnBlocks(config) / 32);
  const layout = parameterLayout(config);
  const owned: GPUBuffer[] = [];
  const buffer = (label: string, elements: number, usage = STORAGE | COPY_DST | COPY_SRC): GPUBuffer => {
    const made = device.createBuffer({ label, size: Math.max(16, elements * 4), usage });
    owned.push(made);
    return made;
  };
  const pipelines = new Map<string, Promise<GPUComputePipeline>>();
  const pipelineFor = (name: string, constants: Constants): Promise<GPUComputePipeline> => {
    const key = name + JSON.stringify(constants);
    const known = pipelines.get(key);
    if (known !== undefined) return known;
    const text = shaders[name];
    if (text === undefined) throw new Error(`no shader named ${name}`);
    const module = device.createShaderModule({ label: name, code: specialise(text, constants) });
    const made = Promise.resolve(device.createComputePipeline({ label: name, layout: "auto", compute: { module, entryPoint: "main" } }));
    pipelines.set(key, made);
    return made;
  };

  const parameters = buffer("parameters", layout.total);
  const gradients = buffer("gradients", layout.total);
  const moments = buffer("moments", layout.total * 2);
  const stepRate = buffer("step rate", 4);
  const tokenIds = buffer("tokens", tokens);
  const starts = buffer("token starts", vocabSize + 1);
  const positions = buffer("token positions", tokens);
  const rows = buffer("loss rows", lossRows);
  const rowOfToken = buffer("row of token", tokens);
  const targets = buffer("targets", lossRows);
  const weights = buffer("row weights", lossRows);
  const loss = buffer("loss", lossRows * 2);
  const residual = buffer("residual", tokens * dim); // x (tokens, dim)
  const finalNorm = buffer("final norm", tokens * dim);
  const finalInverse = buffer("final inverse", tokens);
  const headInput = buffer("head input", lossRows * dim);
  const logits = buffer("logits", lossRows * vocabSize);
  const headGradient = buffer("head gradient", lossRows * dim);
  const dResidual = buffer("residual gradient", tokens * dim);
  const dNorm = buffer("norm gradient", tokens * dim);
  const dHidden = buffer("hidden gradient", tokens * ffnDim);
  const dQkv = buffer("qkv gradient", tokens * 3 * dim);
  const dAttention = buffer("attention gradient", tokens * dim);
  const delta = buffer("attention delta", tokens * heads);
  const layers = Array.from({ length: config.layers }, (_, layer) => ({
    norm1: buffer(`norm1.${layer}`, tokens * dim),
    inverse1: buffer(`inverse1.${layer}`, tokens),
    qkv: buffer(`qkv.${layer}`, tokens * 3 * dim),
    attention: buffer(`attention.${layer}`, tokens * dim),
    stats: buffer(`stats.${layer}`, tokens * heads * 2),
    norm2: buffer(`norm2.${layer}`, tokens * dim),
    inverse2: buffer(`inverse2.${layer}`, tokens),
    hidden: buffer(`hidden.${layer}`, tokens * ffnDim),
    selected: buffer(`selected.${layer}`, tokens * words),
    offset: (name: string): number => tensorOffset(layout, `layer${layer}.${name}`) / 4,
  }));
  device.queue.writeBuffer(parameters, 0, state.parameters);
  device.queue.writeBuffer(moments, 0, state.moments);

  /** With all blocks kept nothing is selected: the feed-forward layer is three products of whole matrices, as in a dense model. */
  async function recordSteps(length: number, activeBlocks: number): Promise<Dispatch[]> {
    const allBlocks = activeBlocks === ffnBlocks(config);
    const table = buffer(`rope table ${length}`, length * headDim);
    device.queue.writeBuffer(table, 0, Float32Array.from(ropeTable({ ...config, maxTokens: length })));
    const dispatches: Dispatch[] = [];
    const add = async (name: string, constants: Constants, buffers: readonly GPUBuffer[], x: number, y = 1): Promise<void> => {
      const pipeline = await pipelineFor(name, constants);
      const bindGroup = device.createBindGroup({
        label: name,
        layout: pipeline.getBindGroupLayout(0),
        entries: buffers.map((entry, binding) => ({ binding, resource: { buffer: entry } })),
      });
      dispatches.push({ pipeline, bindGroup, x, y });
    };
    const tiles = (count: number): number => Math.ceil(count / 32);
    const matmulRows = (M: number, N: number, K: number, W_OFFSET: number, finish: Finish, a: GPUBuffer, y: GPUBuffer): Promise<void> =>
      add("train_matmul_rows", { M, N, K, W_OFFSET, RELU: finish === "relu", ACCUMULATE: finish === "accumulate", GATE: finish === "gate" }, [a, parameters, y], tiles(N), tiles(M));
    const matmulInput = (M: number, N: number, K: number, W_OFFSET: number, ACCUMULATE: boolean, dy: GPUBuffer, dx: GPUBuffer): Promise<void> =>
      add("train_matmul_input", { M, N, K, W_OFFSET, ACCUMULATE }, [dy, parameters, dx], tiles(K), tiles(M));
    const matmulWeight = (M: number, N: number, K: number, W_OFFSET: number, dy: GPUBuffer, x: GPUBuffer): Promise<void> =>
      add("train_matmul_weight", { M, N, K, W_OFFSET }, [dy, x, gradients], tiles(K), tiles(N));
    const norm = (y: GPUBuffer, inverse: GPUBuffer): Promise<void> =>
      add("train_rms_norm", { TOKENS: tokens, DIM: dim, EPSILON: NORM_EPSILON }, [residual, y, inverse], tiles(tokens));
    const normGradient = (y: GPUBuffer, inverse: GPUBuffer, ACCUMULATE: boolean): Promise<void> =>
      add("train_rms_norm_gradient", { TOKENS: tokens, DIM: dim, ACCUMULATE }, [dNorm, y, inverse, dResidual], tiles(tokens));
    const rope = (DIRECTION: number, qkv: GPUBuffer): Promise<void> =>
      add("train_rope", { TOKENS: tokens, DIM: dim, HEAD_DIM: headDim, LENGTH: length, DIRECTION }, [table, qkv], Math.ceil((tokens * dim) / 64));
    const attention = { TOKENS: tokens, DIM: dim, HEADS: heads, HEAD_DIM: headDim, LENGTH: length, SCALE: 1 / Math.sqrt(headDim) };
    const ffn = { TOKENS: tokens, DIM: dim, FFN: ffnDim, WORDS: words };
    const gather = (ROWS: number, index: GPUBuffer, source: GPUBuffer, y: GPUBuffer): Promise<void> =>
      add("train_gather_rows", { ROWS, DIM: dim }, [index, source, y], Math.ceil((ROWS * dim) / 256));

    await add("train_embed", { TOKENS: tokens, DIM: dim }, [tokenIds, parameters, residual], Math.ceil((tokens * dim) / 256));
    for (const layer of layers) {
      await norm(layer.norm1, layer.inverse1);
      await matmulRows(tokens, 3 * dim, dim, layer.offset("qkv"), "store", layer.norm1, layer.qkv);
      await rope(1, layer.qkv);
      await add("train_attention", attention, [layer.qkv, layer.attention, layer.stats], tiles(tokens * heads));
      await matmulRows(tokens, dim, dim, layer.offset("out"), "accumulate", layer.attention, residual);
      await norm(layer.norm2, layer.inverse2);
      await matmulRows(tokens, ffnDim, dim, layer.offset("up"), "relu", layer.norm2, layer.hidden);
      if (allBlocks) {
        await matmulInput(tokens, ffnDim, dim, layer.offset("down"), true, layer.hidden, residual);
        continue;
      }
      await add("train_select_blocks", { TOKENS: tokens, FFN: ffnDim, WORDS: words, ACTIVE_BLOCKS: activeBlocks }, [layer.hidden, layer.selected], tiles(tokens));
      await add("train_ffn_gather", { ...ffn, W_OFFSET: layer.offset("down"), ACCUMULATE: true }, [layer.hidden, parameters, layer.selected, residual], tokens);
    }
    await norm(finalNorm, finalInverse);
    await gather(lossRows, rows, finalNorm, headInput);
    await matmulRows(lossRows, vocabSize, dim, 0, "store", headInput, logits);
    await add("train_cross_entropy", { ROWS: lossRows, VOCAB: vocabSize }, [targets, weights, logits, loss], Math.ceil(lossRows / 16));

    await matmulWeight(lossRows, vocabSize, dim, 0, logits, headInput);
    await matmulInput(lossRows, vocabSize, dim, 0, false, logits, headGradient);
    await gather(tokens, rowOfToken, headGradient, dNorm);
    await normGradient(finalNorm, finalInverse, false);
    for (const layer of layers.toReversed()) {
      if (allBlocks) {
        await matmulWeight(tokens, ffnDim, dim, layer.offset("down"), layer.hidden, dResidual);
        await matmulRows(tokens, ffnDim, dim, layer.offset("down"), "gate", dResidual, layer.hidden); // hidden: its own gradient from here on
        await matmulWeight(tokens, ffnDim, dim, layer.offset("up"), layer.hidden, layer.norm2);
        await matmulInput(tokens, ffnDim, dim, layer.offset("up"), false, layer.hidden, dNorm);
      } else {
        await add("train_ffn_hidden_gradient", { ...ffn, W_OFFSET: layer.offset("down"), ACTIVE_BLOCKS: activeBlocks }, [layer.hidden, dResidual, parameters, layer.selected, dHidden], tokens);
        await add("train_ffn_weight", { ...ffn, W_OFFSET: layer.offset("down") }, [layer.hidden, dResidual, layer.selected, gradients], ffnDim / BLOCK_SIZE);
        await add("train_ffn_weight", { ...ffn, W_OFFSET: layer.offset("up") }, [dHidden, layer.norm2, layer.selected, gradients], ffnDim / BLOCK_SIZE);
        await add("train_ffn_gather", { ...ffn, W_OFFSET: layer.offset("up"), ACCUMULATE: false }, [dHidden, parameters, layer.selected, dNorm], tokens);
      }
      await normGradient(layer.norm2, layer.inverse2, true);
      await matmulWeight(tokens, dim, dim, layer.offset("out"), dResidual, layer.attention);
      await matmulInput(tokens, dim, dim, layer.offset("out"), false, dResidual, dAttention);
      await add("train_attention_query", attention, [layer.qkv, layer.attention, dAttention, layer.stats, delta, dQkv], tiles(tokens * heads));
      await add("train_attention_key_value", attention, [layer.qkv, dAttention, layer.stats, delta, dQkv], tiles(tokens * heads));
      await rope(-1, dQkv);
      await matmulWeight(tokens, 3 * dim, dim, layer.offset("qkv"), dQkv, layer.norm1);
      await matmulInput(tokens, 3 * dim, dim, layer.offset("qkv"), false, dQkv, dNorm);
      await normGradient(layer.norm1, layer.inverse1, true);
    }
    await add("train_embed_gradient", { VOCAB: vocabSize, DIM: dim }, [starts, positions, dResidual, gradients], Math.ceil((vocabSize * dim) / 256));
    await add("train_adamw", { PARAMETERS: layout.total, BETA1: settings.beta1, BETA2: settings.beta2, DECAY: settings.decay }, [stepRate, gradients, moments, parameters], Math.ceil(layout.total / 256));
    return dispatches;
  }

  const plans = new Map<string, Dispatch[]>();
  for (const length of shape.lengths) {
    for (const activeBlocks of shape.activeBlocks ?? [config.activeBlocks]) {
      plans.set(`${length}/${activeBlocks}`, await recordSteps(length, activeBlocks));
    }
  }

  async function read(source: GPUBuffer, elements: number): Promise<Float32Array<ArrayBuffer>> {
    const staging = device.createBuffer({ size: elements * 4, usage: MAP_READ | COPY_DST });
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(source, 0, staging, 0, elements * 4);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(1);
    const values = new Float32Array(staging.getMappedRange().slice(0));
    staging.destroy();
    return values;
  }

  return {
    dispatchesPerStep: [...plans.values()][0]?.length ?? 0,
    step(batch, learningRate, step, activeBlocks = config.activeBlocks) {
      const dispatches = plans.get(`${batch.length}/${activeBlocks}`);
      if (dispatches === undefined) throw new RangeError(`no plan for sequences of ${batch.length} tokens with ${activeBlocks} blocks`);
      const grouped = positionsByToken(batch.tokens, vocabSize);
      const inverse = new Uint32Array(tokens).fill(0xffffffff);
      batch.rows.forEach((position, row) => {
        if (position !== 0xffffffff) inverse[position] = row;
      });
      const queue = device.queue;
      queue.writeBuffer(tokenIds, 0, batch.tokens);
      queue.writeBuffer(starts, 0, grouped.starts);
      queue.writeBuffer(positions, 0, grouped.positions);
      queue.writeBuffer(rows, 0, batch.rows);
      queue.writeBuffer(rowOfToken, 0, inverse);
      queue.writeBuffer(targets, 0, batch.targets);
      queue.writeBuffer(weights, 0, batch.weights);
      queue.writeBuffer(stepRate, 0, new Float32Array([learningRate, 1 - settings.beta1 ** step, 1 - settings.beta2 ** step, 0]));
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      for (const { pipeline, bindGroup, x, y } of dispatches) {
        pass.setPipeline(pipeline);
        pass.setBindGroup(0, bindGroup);
        pass.dispatchWorkgroups(x, y);
      }
      pass.end();
      queue.submit([encoder.finish()]);
    },
    async readLoss(batch) {
      const values = await read(loss, lossRows * 2);
      let sum = 0;
      for (let row = 0; row < lossRows; row++) {
        sum += (batch.weights[row] ?? 0) * ((values[row * 2] ?? 0) + Math.log(values[row * 2 + 1] ?? 1));
      }
      return sum;
    },
    async readState() {
      return { parameters: await read(parameters, layout.total), moments: await read(moments, layout.total * 2) };
    },
    readGradients: () => read(gradients, layout.total),
    destroy() {
      for (const made of owned) made.destroy();
    },
  };
}
