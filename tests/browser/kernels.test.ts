// What decode-kernels.test.ts and training-kernels.test.ts leave open: that their bounds can fail (right twins beside wrong
// ones), that the shaders' exponentials are as accurate as every bound assumes, sequences of one token, scores too far apart
// for an exponential, the optimizer at zero, and the branches of choose_token. Bounds: running error analysis, rounded.ts.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { acquireDevice } from "../../src/gpu/device.ts";
import { createKernelPipeline } from "../../src/gpu/kernel.ts";
import { shaders } from "../../src/gpu/shaders.ts";
import { type ModelConfig, NORM_EPSILON, parameterLayout } from "../../src/model/config.ts";
import { attnIn } from "../../src/model/kernels/attn-in.ts";
import { attnOut } from "../../src/model/kernels/attn-out.ts";
import { chooseToken } from "../../src/model/kernels/choose-token.ts";
import { type DecodeKernel, RECORD_WORDS } from "../../src/model/kernels/decode-kernel.ts";
import { ffnDown } from "../../src/model/kernels/ffn-down.ts";
import { headLogits } from "../../src/model/kernels/head-logits.ts";
import { chooseTokenReference } from "../../src/model/reference/choose-token.ts";
import { createDecodeState, layerOffsets, ropeTable } from "../../src/model/reference/decode-state.ts";
import { ffnDownReference } from "../../src/model/reference/ffn-down.ts";
import { createPrng } from "../../src/scenario/prng.ts";
import { type Constants, specialise } from "../../src/train/specialise.ts";
import { add, divide, dot, exact, exponential, inverseSquareRoot, maximum, multiply, type Rounded, squareRoot, subtract, sum, worstShare } from "../fixtures/rounded.ts";
import { dispatch, download, exactly, randomFloats, range, upload, type Words } from "./run-kernel.ts";

let device: GPUDevice;
beforeAll(async () => {
  const result = await acquireDevice();
  if (!result.ok) throw new Error(result.message);
  device = result.gpu.device;
});
afterAll(() => device.destroy());

/** Runs a compute shader once on `inputs` in binding order; returns every buffer afterwards. */
async function runShader(code: string, inputs: readonly Words[], x: number): Promise<Float32Array[]> {
  const pipeline = await device.createComputePipelineAsync({ layout: "auto", compute: { module: device.createShaderModule({ code }), entryPoint: "main" } });
  const buffers = inputs.map((data) => upload(device, data));
  const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
  await dispatch(device, pipeline, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }), x);
  const results: Float32Array[] = [];
  for (const [index, buffer] of buffers.entries()) {
    results.push(new Float32Array(await download(device, buffer), 0, inputs[index]!.length));
    buffer.destroy();
  }
  return results;
}

const train = (name: string, constants: Constants, inputs: readonly Words[], x: number): Promise<Float32Array[]> =>
  runShader(specialise(shaders[`train_${name}`]!, constants), inputs, x);

const zeros = (count: number): Float32Array<ArrayBuffer> => new Float32Array(count);
const tiles = (count: number): number => Math.ceil(count / 32);
/** A constant in a shader or a uniform: rounded to f32 once. */
const constant = (value: number): Rounded => ({ value, error: Math.abs(value) * 2 ** -24 });

/** The right twin is within its bounds, each of the wrong ones is not. */
function onlyTheRightTwin(actual: ArrayLike<number>, right: readonly Rounded[], wrong: Readonly<Record<string, readonly Rounded[]>>): void {
  worstShare(actual, right, "right");
  for (const [mistake, twin] of Object.entries(wrong)) expect(() => worstShare(actual, twin, mistake), mistake).toThrow(/times the bound/);
}

describe("the shaders' exponentials", () => {
  // 0 and 4,999 negative numbers from -100 to -0.000001, dense near 0.
  const xs = Float32Array.from({ length: 5000 }, (_, i) => (i === 0 ? 0 : -(10 ** (-6 + (8 * i) / 5000))));
  const body = (name: string): string => `
    @group(0) @binding(0) var<storage, read> x: array<f32>;
    @group(0) @binding(1) var<storage, read_write> y: array<f32>;
    @compute @workgroup_size(64)
    fn main(@builtin(global_invocation_id) id: vec3u) { if (id.x < arrayLength(&x)) { y[id.x] = ${name}(x[id.x]); } }`;
  const functionOf = (shader: string): string => /fn exp_nonpositive[^]*?\n\}\n/.exec(shaders[shader]!)![0];
  const evaluate = async (code: string): Promise<Float32Array> => (await runShader(code, [xs, zeros(xs.length)], Math.ceil(xs.length / 64)))[1]!;

  test("exp_poly of the training kernels is within exponential() of rounded.ts", async () => {
    const y = await evaluate(specialise(body("exp_poly"), {}));
    worstShare(y, [...xs].map((x) => exponential(exact(x))), "exp_poly");
    expect(y[0]).toBe(1);
  });

  test("exp_nonpositive of the decode kernels is within 2e-7 down to -87, as its header says, and 0 below", async () => {
    expect(functionOf("choose_token")).toBe(functionOf("attn_out"));
    const y = await evaluate(functionOf("attn_out") + body("exp_nonpositive"));
    // Cephes gives the polynomial's own error and rounding together.
    worstShare(y, [...xs].map((x) => (x < -87 ? exact(0) : { value: Math.exp(x), error: 2e-7 * Math.exp(x) })), "exp_nonpositive");
    expect(y[0]).toBe(1);
  });
});

describe("decode kernels and wrong twins", () => {
  const config: ModelConfig = { name: "odd", vocabSize: 67, dim: 48, layers: 2, heads: 3, ffnDim: 80, activeBlocks: 2, maxTokens: 9 };
  const { dim, heads, ffnDim, vocabSize, maxTokens, layers } = config;
  const [layer, position, headDim] = [1, 6, dim / heads];
  const offsets = layerOffsets(config)[layer]!;
  const attentionScale = Math.fround(1 / Math.sqrt(headDim));
  const shape = new Uint32Array(12);
  shape.set([dim, heads, ffnDim, vocabSize, maxTokens, layer]);
  new Float32Array(shape.buffer).set([attentionScale, NORM_EPSILON], 6);
  shape.set([offsets.qkv, offsets.out, offsets.up, offsets.down].map((offset) => offset / 4), 8);

  const inputs = {
    shape,
    state: new Uint32Array([position, 0]),
    control: new Uint32Array([1, config.activeBlocks, vocabSize, 3, ...range(maxTokens, () => 0)]),
    params: randomFloats(41, parameterLayout(config).total),
    x: randomFloats(42, dim),
    rope: Float32Array.from(ropeTable(config)),
    q: randomFloats(43, dim),
    keys: randomFloats(44, layers * maxTokens * dim),
    values: randomFloats(45, layers * maxTokens * dim),
    h: randomFloats(46, ffnDim).map((value) => Math.max(0, value)),
    logits: randomFloats(47, vocabSize),
    records: new Uint32Array(maxTokens * RECORD_WORDS),
  } satisfies Record<string, Words>;
  type Inputs = Record<keyof typeof inputs, Words>;

  const P = exactly(inputs.params);
  const X = exactly(inputs.x);
  const row = (offset: number, index: number): Rounded[] => P.slice(offset + index * dim, offset + (index + 1) * dim);
  const loudest = X.findIndex(({ value }) => Math.abs(value) === Math.max(...inputs.x.map(Math.abs)));
  const normalised = (leftOut = -1): Rounded[] => {
    const used = X.filter((_, channel) => channel !== leftOut);
    const inverse = inverseSquareRoot(add(divide(dot(used, used), exact(dim)), constant(NORM_EPSILON)));
    return X.map((value) => multiply(value, inverse));
  };

  async function run(kernel: DecodeKernel, changed: Partial<Inputs> = {}): Promise<Record<keyof Inputs, ArrayBuffer>> {
    const { pipeline, bind } = await createKernelPipeline(device, kernel, shaders);
    const data: Inputs = { ...inputs, ...changed };
    const names = Object.keys(data) as (keyof Inputs)[];
    const buffers = Object.fromEntries(names.map((name) => [name, upload(device, data[name], name === "shape" ? GPUBufferUsage.UNIFORM : GPUBufferUsage.STORAGE)]));
    await dispatch(device, pipeline, bind(buffers), kernel.workgroups(config));
    const results: [string, ArrayBuffer][] = [];
    for (const name of names) {
      results.push([name, await download(device, buffers[name]!)]);
      buffers[name]!.destroy();
    }
    return Object.fromEntries(results) as Record<keyof Inputs, ArrayBuffer>;
  }

  test("attn_in: not the angles of the next position, not a norm without the largest channel", async () => {
    const keys = (turned: number, leftOut?: number): Rounded[] => {
      const projected = range(dim, (channel) => dot(normalised(leftOut), row(offsets.qkv, dim + channel)));
      return projected.map((value, channel) => {
        const [within, half] = [channel % headDim, headDim / 2];
        const turn = 2 * (turned * half + (within % half));
        const [cos, sin] = [exact(inputs.rope[turn]!), exact(inputs.rope[turn + 1]!)];
        return within < half
          ? subtract(multiply(value, cos), multiply(projected[channel + half]!, sin))
          : add(multiply(projected[channel - half]!, sin), multiply(value, cos));
      });
    };
    const cached = (layer * maxTokens + position) * dim;
    const written = new Float32Array((await run(attnIn)).keys).subarray(cached, cached + dim);
    onlyTheRightTwin(written, keys(position), { angles: keys(position + 1), norm: keys(position, loudest) });
  });

  /** x + Wout . attention over the given positions */
  const attended = (q: Rounded[], tokens: readonly number[]): Rounded[] => {
    const [KEYS, VALUES] = [exactly(inputs.keys), exactly(inputs.values)];
    const cache = (token: number, head: number): number => (layer * maxTokens + token) * dim + head * headDim;
    const parts = range(heads, (head) => {
      const mine = q.slice(head * headDim, (head + 1) * headDim);
      const scores = tokens.map((token) => multiply(dot(mine, KEYS.slice(cache(token, head), cache(token, head) + headDim)), exact(attentionScale)));
      const largest = maximum(scores);
      const weights = scores.map((score) => exponential(subtract(score, largest)));
      return range(headDim, (c) => divide(dot(weights, tokens.map((token) => VALUES[cache(token, head) + c]!)), sum(weights)));
    }).flat();
    return X.map((value, channel) => add(value, dot(parts, row(offsets.out, channel))));
  };
  const positions = range(position + 1, (token) => token);

  test("attn_out: neither without the current position nor with one that is not yet written", async () => {
    const Q = exactly(inputs.q);
    onlyTheRightTwin(new Float32Array((await run(attnOut)).x), attended(Q, positions), {
      "position left out": attended(Q, positions.slice(0, -1)),
      "position too many": attended(Q, [...positions, position + 1]),
    });
  });

  test("attn_out with scores hundreds apart: the small weights vanish, nothing overflows", async () => {
    const q = inputs.q.map((value) => value * 300);
    worstShare(new Float32Array((await run(attnOut, { q })).x), attended(exactly(q), positions), "x");
  });

  test("head_logits: not without one channel of the head or of the norm", async () => {
    const logits = (channels: number, leftOut?: number): Rounded[] =>
      range(vocabSize, (id) => dot(normalised(leftOut).slice(0, channels), row(0, id).slice(0, channels)));
    onlyTheRightTwin(new Float32Array((await run(headLogits)).logits), logits(dim), { head: logits(dim - 1), norm: logits(dim, loudest) });
  });

  test.each([1, ffnDim / 16])("ffn_down with %i of 5 blocks on real-valued activations takes the float64 twin's blocks", async (keep) => {
    const control = inputs.control.with(1, keep) as Uint32Array<ArrayBuffer>;
    const state = createDecodeState(config, Float64Array.from(inputs.params));
    state.x.set(inputs.x);
    state.h.set(inputs.h);
    expect(ffnDownReference(state, layer, keep)).toBe(keep);
    // The bound: 16 * keep products, their sum, and the residual, whatever their order.
    const blocks = [...state.energy.keys()].toSorted((p, q) => state.energy[q]! - state.energy[p]!);
    const twin = (kept: readonly number[]): Rounded[] => X.map((value, channel) =>
      add(value, sum(kept.flatMap((block) => range(16, (i) => multiply(exact(inputs.h[block * 16 + i]!), P[offsets.down + (block * 16 + i) * dim + channel]!))))));
    const right = twin(blocks.slice(0, keep));
    // Two float64 sums in different orders.
    right.forEach(({ value, error }, channel) => expect(Math.abs(value - state.x[channel]!)).toBeLessThanOrEqual(error * 2 ** -28));
    onlyTheRightTwin(new Float32Array((await run(ffnDown, { control })).x), right, { "last block left out": twin(blocks.slice(0, keep - 1)) });
  });

  describe("choose_token", () => {
    const read = async (changed: Partial<Inputs>): Promise<{ record: Uint32Array; figures: Float32Array; state: number[]; x: number[] }> => {
      const results = await run(chooseToken, changed);
      const words = results.records.slice(position * RECORD_WORDS * 4, (position + 1) * RECORD_WORDS * 4);
      return { record: new Uint32Array(words), figures: new Float32Array(words), state: [...new Uint32Array(results.state, 0, 2)], x: [...new Float32Array(results.x, 0, dim)] };
    };
    const best = chooseTokenReference(Float64Array.from(inputs.logits)).id;
    const embedded = (id: number): number[] => [...inputs.params.subarray(id * dim, (id + 1) * dim)];

    test("stops at the stop token", async () => {
      const control = inputs.control.with(2, best) as Uint32Array<ArrayBuffer>;
      const { record, state, x } = await read({ control });
      expect([record[1], state, x]).toEqual([best, [position + 1, 1], embedded(best)]);
    });

    test("inside the prompt takes the prompt's token, and does not stop", async () => {
      const prompt = range(position + 2, (i) => (i === position + 1 ? 11 : 5));
      const { state, x } = await read({ control: new Uint32Array([prompt.length, 1, best, 3, ...prompt]) });
      expect([state, x]).toEqual([[position + 1, 0], embedded(11)]);
    });

    test("after the prompt's last token takes its own", async () => {
      const { x } = await read({ control: new Uint32Array([position + 1, 1, vocabSize, 3, ...range(maxTokens, () => 5)]) });
      expect(x).toEqual(embedded(best));
    });

    test.each([Number.NaN, Infinity, -Infinity])("flags a logit that is %d", async (broken) => {
      expect((await read({})).record[5]).toBe(0);
      expect((await read({ logits: inputs.logits.with(vocabSize - 1, broken) as Float32Array<ArrayBuffer> })).record[5]).toBe(1);
    });

    test("sums exponentials of logits up to 2,000 apart", async () => {
      const logits = inputs.logits.map((value) => value * 100);
      const twin = chooseTokenReference(Float64Array.from(logits));
      const top = exact(twin.top);
      const { record, figures } = await read({ logits });
      expect([record[1], figures[2]]).toEqual([twin.id, twin.top]);
      const terms = [...logits].map((logit) => exponential(subtract(exact(logit), top)));
      onlyTheRightTwin(figures.subarray(4, 5), [sum(terms)], { "one logit left out": [sum(terms.filter((_, id) => id !== twin.id))] });
    });
  });
});

describe("training kernels and wrong twins", () => {
  test("rms_norm_gradient: not with the mean over one channel less", async () => {
    const [TOKENS, DIM] = [33, 36];
    const [dy, y, inverse] = [randomFloats(51, TOKENS * DIM), randomFloats(52, TOKENS * DIM), randomFloats(53, TOKENS)];
    const [DY, Y, INVERSE] = [exactly(dy), exactly(y), exactly(inverse)];
    const twin = (channels: number): Rounded[] => range(TOKENS, (t) => {
      const part = (values: readonly Rounded[]): Rounded[] => values.slice(t * DIM, t * DIM + channels);
      const mean = divide(dot(part(DY), part(Y)), exact(DIM));
      return range(DIM, (c) => multiply(INVERSE[t]!, subtract(DY[t * DIM + c]!, multiply(Y[t * DIM + c]!, mean))));
    }).flat();
    const results = await train("rms_norm_gradient", { TOKENS, DIM, ACCUMULATE: false }, [dy, y, inverse, zeros(TOKENS * DIM)], tiles(TOKENS));
    onlyTheRightTwin(results[3]!, twin(DIM), { mean: twin(DIM - 1) });
  });

  test("cross_entropy: not without the one-hot target, not with a sum over one word less; logits up to 2,000 apart", async () => {
    const [ROWS, VOCAB] = [17, 12];
    const prng = createPrng(54);
    const targets = Uint32Array.from({ length: ROWS }, () => prng.integer(0, VOCAB - 1));
    const weights = zeros(ROWS).fill(1 / ROWS);
    const logits = randomFloats(55, ROWS * VOCAB).map((value, i) => (i < 3 * VOCAB ? value * 100 : value));
    const LOGITS = exactly(logits);
    const twin = (oneHot: boolean, words: number): Rounded[] => range(ROWS, (row) => {
      const scores = LOGITS.slice(row * VOCAB, (row + 1) * VOCAB);
      const largest = maximum(scores);
      const terms = scores.map((score) => exponential(subtract(score, largest)));
      const total = sum(terms.toSorted((p, q) => q.value - p.value).slice(0, words));
      const weight = exact(weights[row]!);
      return terms.map((term, v) => {
        const share = divide(multiply(weight, term), total);
        return oneHot && v === targets[row] ? subtract(share, weight) : share;
      });
    }).flat();
    const results = await train("cross_entropy", { ROWS, VOCAB }, [targets, weights, logits, zeros(ROWS * 2)], Math.ceil(ROWS / 16));
    onlyTheRightTwin(results[2]!, twin(true, VOCAB), { "one-hot": twin(false, VOCAB), sum: twin(true, VOCAB - 1) });
  });

  test("ffn_weight: not without the last token", async () => {
    const [TOKENS, DIM, FFN] = [33, 16, 16];
    const [a, x] = [randomFloats(56, TOKENS * FFN), randomFloats(57, TOKENS * DIM)];
    const [A, X] = [exactly(a), exactly(x)];
    const twin = (tokens: number): Rounded[] =>
      range(FFN * DIM, (i) => dot(range(tokens, (t) => A[t * FFN + Math.floor(i / DIM)]!), range(tokens, (t) => X[t * DIM + (i % DIM)]!)));
    const results = await train("ffn_weight", { TOKENS, DIM, FFN, WORDS: 1, W_OFFSET: 0 }, [a, x, new Uint32Array(TOKENS).fill(1), zeros(FFN * DIM)], 1);
    onlyTheRightTwin(results[3]!, twin(TOKENS), { token: twin(TOKENS - 1) });
  });

  /** The first parameters have never had a gradient: moments 0, so sqrt(0) must not spoil them. */
  test("adamw: not without decay, not with the next step's corrections; parameters without gradients only decay", async () => {
    const [PARAMETERS, BETA1, BETA2, DECAY, IDLE] = [68, 0.9, 0.98, 0.02, 8];
    const quiet = (values: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> => values.fill(0, 0, IDLE);
    const gradients = quiet(randomFloats(58, PARAMETERS));
    const [first, second] = [quiet(randomFloats(59, PARAMETERS)), quiet(randomFloats(60, PARAMETERS).map((value) => value * value))];
    const parameters = randomFloats(61, PARAMETERS);
    const rates = (step: number): Float32Array<ArrayBuffer> => new Float32Array([0.003, 1 - BETA1 ** step, 1 - BETA2 ** step, 0]);
    const twin = (step: number, decay: number): Rounded[] => {
      const [rate, c1, c2] = exactly(rates(step)) as [Rounded, Rounded, Rounded];
      return range(PARAMETERS, (i) => {
        const g = exact(gradients[i]!);
        const m = add(multiply(constant(BETA1), exact(first[i]!)), multiply(constant(1 - BETA1), g));
        const v = add(multiply(constant(BETA2), exact(second[i]!)), multiply(multiply(constant(1 - BETA2), g), g));
        const direction = divide(divide(m, c1), add(squareRoot(divide(v, c2)), constant(1e-8)));
        const p = exact(parameters[i]!);
        return subtract(p, multiply(rate, add(direction, multiply(constant(decay), p))));
      });
    };
    const moments = Float32Array.from([...first, ...second]);
    const results = await train("adamw", { PARAMETERS, BETA1, BETA2, DECAY }, [rates(5), gradients, moments, parameters], 1);
    onlyTheRightTwin(results[3]!, twin(5, DECAY), { decay: twin(5, 0), corrections: twin(6, DECAY) });
    expect([...results[2]!.subarray(0, IDLE), ...results[2]!.subarray(PARAMETERS, PARAMETERS + IDLE)]).toEqual(range(2 * IDLE, () => 0));
  });
});

/** tokens, heads, head width: fewer invocations than a workgroup, and a tail behind two. */
describe.each([[1, 1, 4], [33, 2, 8]])("sequences of one token: %i tokens, %i heads of %i", (TOKENS, HEADS, HEAD_DIM) => {
  const [LENGTH, DIM] = [1, HEADS * HEAD_DIM];
  const SCALE = 1 / Math.sqrt(HEAD_DIM);
  const constants = { TOKENS, DIM, HEADS, HEAD_DIM, LENGTH, SCALE };
  const qkv = randomFloats(71, TOKENS * 3 * DIM);
  const dy = randomFloats(72, TOKENS * DIM);
  const [QKV, DY] = [exactly(qkv), exactly(dy)];
  const part = (t: number, head: number, which: 0 | 1 | 2): Rounded[] => QKV.slice((t * 3 + which) * DIM + head * HEAD_DIM, (t * 3 + which) * DIM + (head + 1) * HEAD_DIM);
  const valuesOf = (t: number): Float32Array<ArrayBuffer> => qkv.slice((t * 3 + 2) * DIM, (t * 3 + 3) * DIM);
  const values = Float32Array.from(range(TOKENS, (t) => [...valuesOf(t)]).flat());
  const pairs = range(TOKENS * HEADS, (i) => [Math.floor(i / HEADS), i % HEADS] as const);
  const scores = pairs.map(([t, head]) => dot(part(t, head, 0).map((q) => multiply(q, constant(SCALE))), part(t, head, 1)));
  const groups = tiles(TOKENS * HEADS);

  test("attention returns the values themselves", async () => {
    const results = await train("attention", constants, [qkv, zeros(TOKENS * DIM), zeros(TOKENS * HEADS * 2)], groups);
    expect([...results[1]!]).toEqual([...values]);
    worstShare(results[2]!, scores.flatMap((score) => [score, exact(1)]), "stats");
  });

  test("the gradient passes to the values, and to queries and keys nothing but rounding", async () => {
    // The recomputed score may round differently from the stored one, so the share is 1 within two scores' errors.
    const stored = scores.map(({ value }) => Math.fround(value));
    const stats = Float32Array.from(stored.flatMap((score) => [score, 1]));
    const shares = scores.map((score, i) => divide(exponential(subtract(score, exact(stored[i]!))), exact(1)));
    const deltas = pairs.map(([t, head]) => dot(DY.slice(t * DIM + head * HEAD_DIM, t * DIM + (head + 1) * HEAD_DIM), part(t, head, 2)));
    // dy . v - delta with both rounded: 0 within the two errors.
    const slopes = shares.map((share, i) => multiply(multiply(share, subtract(deltas[i]!, deltas[i]!)), constant(SCALE)));
    const spread = (factor: readonly Rounded[], which: 0 | 1): Rounded[] =>
      range(TOKENS * DIM, (i) => multiply(factor[Math.floor(i / HEAD_DIM)]!, QKV[(Math.floor(i / DIM) * 3 + which) * DIM + (i % DIM)]!));
    const third = (all: Float32Array, which: 0 | 1 | 2): number[] => range(TOKENS, (t) => [...all.subarray((t * 3 + which) * DIM, (t * 3 + which + 1) * DIM)]).flat();

    const query = await train("attention_query", constants, [qkv, values, dy, stats, zeros(TOKENS * HEADS), zeros(TOKENS * 3 * DIM)], groups);
    worstShare(query[4]!, deltas, "delta");
    worstShare(third(query[5]!, 0), spread(slopes, 1), "dq");
    const delta = Float32Array.from(query[4]!);
    const keyValue = await train("attention_key_value", constants, [qkv, dy, stats, delta, zeros(TOKENS * 3 * DIM)], groups);
    worstShare(third(keyValue[4]!, 1), spread(slopes, 0), "dk");
    worstShare(third(keyValue[4]!, 2), DY.map((value, i) => multiply(shares[Math.floor(i / HEAD_DIM)]!, value)), "dv");
  });

  test.each([1, -1])("rope, direction %i, turns the first position by nothing", async (DIRECTION) => {
    const table = Float32Array.from({ length: HEAD_DIM }, (_, i) => (i % 2 === 0 ? 1 : 0));
    const results = await train("rope", { TOKENS, DIM, HEAD_DIM, LENGTH, DIRECTION }, [table, qkv], Math.ceil((TOKENS * DIM) / 64));
    expect([...results[1]!]).toEqual([...qkv]);
  });
});
