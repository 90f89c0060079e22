// The training forward pass in float64: mean loss of a batch as a plain function of the flat parameters.
// Central differences of this function check every gradient the kernels compute.

import { BLOCK_SIZE, NORM_EPSILON, ROPE_BASE, ffnBlocks, parameterLayout, tensorOffset } from "../config.ts";
import type { ModelConfig } from "../config.ts";

/** What the loss needs of a batch; see TrainingBatch. */
export interface LossBatch {
  readonly length: number;
  readonly tokens: Uint32Array;
  readonly rows: Uint32Array;
  readonly targets: Uint32Array;
  readonly weights: Float32Array;
}

function normalise(x: Float64Array): Float64Array {
  let sum = 0;
  for (const value of x) sum += value * value;
  const scale = 1 / Math.sqrt(sum / x.length + NORM_EPSILON);
  return x.map((value) => value * scale);
}

/** y[n] = sum over k of x[k] * w[offset + n * K + k]. */
function linear(x: Float64Array, w: ArrayLike<number>, offset: number, outputs: number): Float64Array {
  const y = new Float64Array(outputs);
  for (let n = 0; n < outputs; n++) {
    let sum = 0;
    for (let k = 0; k < x.length; k++) sum += (x[k] ?? 0) * (w[offset + n * x.length + k] ?? 0);
    y[n] = sum;
  }
  return y;
}

function rotate(qkv: Float64Array, dim: number, headDim: number, position: number): void {
  const half = headDim / 2;
  for (let head = 0; head < (2 * dim) / headDim; head++) {
    for (let i = 0; i < half; i++) {
      const angle = position * ROPE_BASE ** ((-2 * i) / headDim);
      const at = head * headDim + i;
      const a = qkv[at] ?? 0;
      const b = qkv[at + half] ?? 0;
      qkv[at] = a * Math.cos(angle) - b * Math.sin(angle);
      qkv[at + half] = a * Math.sin(angle) + b * Math.cos(angle);
    }
  }
}

/** Which blocks have a rank below config.activeBlocks, by sum of squares, lower index first among equals. */
function selectBlocks(hidden: Float64Array, config: ModelConfig): boolean[] {
  const energy = Array.from({ length: ffnBlocks(config) }, (_, block) => {
    let sum = 0;
    for (const value of hidden.subarray(block * BLOCK_SIZE, (block + 1) * BLOCK_SIZE)) sum += value * value;
    return sum;
  });
  return energy.map((own, block) => {
    const rank = energy.filter((other, index) => other > own || (other === own && index < block)).length;
    return rank < config.activeBlocks;
  });
}

function attend(history: readonly Float64Array[], dim: number, headDim: number): Float64Array {
  const y = new Float64Array(dim);
  const current = history.at(-1);
  if (current === undefined) return y;
  for (let head = 0; head < dim; head += headDim) {
    const scores = history.map((past) => {
      let sum = 0;
      for (let i = head; i < head + headDim; i++) sum += (current[i] ?? 0) * (past[dim + i] ?? 0);
      return sum / Math.sqrt(headDim);
    });
    const largest = Math.max(...scores);
    const weights = scores.map((score) => Math.exp(score - largest));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    history.forEach((past, s) => {
      for (let i = head; i < head + headDim; i++) y[i] = (y[i] ?? 0) + ((weights[s] ?? 0) / total) * (past[2 * dim + i] ?? 0);
    });
  }
  return y;
}

/** Mean cross-entropy in nats: sum over rows of weights[r] * -log softmax(logits[rows[r]])[targets[r]]. */
export function trainingLoss(config: ModelConfig, parameters: ArrayLike<number>, batch: LossBatch): number {
  const { dim, ffnDim, vocabSize } = config;
  const headDim = dim / config.heads;
  const layout = parameterLayout(config);
  const outputs: Float64Array[] = [];
  for (let first = 0; first < batch.tokens.length; first += batch.length) {
    const histories: Float64Array[][] = Array.from({ length: config.layers }, () => []);
    for (let position = 0; position < batch.length; position++) {
      const token = batch.tokens[first + position] ?? 0;
      const x = Float64Array.from({ length: dim }, (_, c) => parameters[token * dim + c] ?? 0);
      const add = (y: Float64Array): void => y.forEach((value, c) => { x[c] = (x[c] ?? 0) + value; });
      histories.forEach((history, layer) => {
        const offset = (name: string): number => tensorOffset(layout, `layer${layer}.${name}`);
        const qkv = linear(normalise(x), parameters, offset("qkv"), 3 * dim);
        rotate(qkv, dim, headDim, position);
        history.push(qkv);
        add(linear(attend(history, dim, headDim), parameters, offset("out"), dim));
        const hidden = linear(normalise(x), parameters, offset("up"), ffnDim).map((value) => Math.max(value, 0));
        const down = offset("down");
        selectBlocks(hidden, config).forEach((selected, block) => {
          if (!selected) return;
          for (let n = block * BLOCK_SIZE; n < (block + 1) * BLOCK_SIZE; n++) {
            for (let c = 0; c < dim; c++) x[c] = (x[c] ?? 0) + (hidden[n] ?? 0) * (parameters[down + n * dim + c] ?? 0);
          }
        });
      });
      outputs.push(normalise(x));
    }
  }
  let loss = 0;
  batch.rows.forEach((position, row) => {
    const output = outputs[position];
    if (output === undefined) return;
    const logits = linear(output, parameters, 0, vocabSize);
    const largest = Math.max(...logits);
    const total = logits.reduce((sum, value) => sum + Math.exp(value - largest), 0);
    loss += (batch.weights[row] ?? 0) * (largest + Math.log(total) - (logits[batch.targets[row] ?? 0] ?? 0));
  });
  return loss;
}
