// Each training kernel alone against float64, every element within a bound derived from its own inputs (fixtures/rounded.ts),
// at shapes that straddle the edges of tiles and workgroups. Kernels that only copy or choose must be exact.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { acquireDevice } from "../../src/gpu/device.ts";
import { shaders } from "../../src/gpu/shaders.ts";
import { createPrng } from "../../src/scenario/prng.ts";
import { type Constants, specialise } from "../../src/train/specialise.ts";
import { add, divide, dot, exact, exponential, inverseSquareRoot, maximum, multiply, relu, type Rounded, squareRoot, subtract, sum, worstShare } from "../fixtures/rounded.ts";
import { dispatch, download, exactly, randomFloats, range, upload, type Words } from "./run-kernel.ts";

let device: GPUDevice;
beforeAll(async () => {
  const result = await acquireDevice();
  if (!result.ok) throw new Error(result.message);
  device = result.gpu.device;
});
afterAll(() => device.destroy());

/** Runs `train_<name>` once on `inputs` in binding order; returns every buffer afterwards. */
async function run(name: string, constants: Constants, inputs: readonly Words[], x: number, y = 1): Promise<ArrayBuffer[]> {
  const code = shaders[`train_${name}`];
  if (code === undefined) throw new Error(`no shader named train_${name}`);
  const module = device.createShaderModule({ code: specialise(code, constants) });
  const pipeline = await device.createComputePipelineAsync({ layout: "auto", compute: { module, entryPoint: "main" } });
  const buffers = inputs.map((data) => upload(device, data));
  const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
  await dispatch(device, pipeline, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }), x, y);
  const results = [];
  for (const buffer of buffers) results.push(await download(device, buffer));
  for (const buffer of buffers) buffer.destroy();
  return results;
}

const floats = (results: readonly ArrayBuffer[], index: number): Float32Array => new Float32Array(results[index] ?? new ArrayBuffer(0));
const zeros = (count: number): Float32Array<ArrayBuffer> => new Float32Array(count);
const slice = (values: readonly Rounded[], start: number, count: number): readonly Rounded[] => values.slice(start, start + count);
const tiles = (count: number): number => Math.ceil(count / 32);
const at = (values: readonly Rounded[], index: number): Rounded => values[index] ?? exact(Number.NaN);

/** (M, N, K): below, at and across the 4 x 4 tiles of 32 x 32 workgroups. */
const PRODUCTS = [[4, 4, 4], [32, 32, 8], [36, 68, 20]] as const;
const OFFSET = 5; // vec4s of other parameters before the matrix

describe.each(PRODUCTS)("linear layers with M %i, N %i, K %i", (M, N, K) => {
  const a = randomFloats(1, M * K);
  const w = randomFloats(2, OFFSET * 4 + N * K);
  const dy = randomFloats(3, M * N);
  const A = exactly(a);
  const W = exactly(w).slice(OFFSET * 4);
  const DY = exactly(dy);
  const product = (m: number, n: number): Rounded => dot(slice(A, m * K, K), slice(W, n * K, K));

  test("matmul_rows", async () => {
    const constants = { M, N, K, W_OFFSET: OFFSET };
    const plain = await run("matmul_rows", { ...constants, RELU: false, ACCUMULATE: false, GATE: false }, [a, w, zeros(M * N)], tiles(N), tiles(M));
    worstShare(floats(plain, 2), range(M * N, (i) => product(Math.floor(i / N), i % N)), "plain");
    const folded = await run("matmul_rows", { ...constants, RELU: true, ACCUMULATE: true, GATE: false }, [a, w, dy], tiles(N), tiles(M));
    worstShare(floats(folded, 2), range(M * N, (i) => add(relu(product(Math.floor(i / N), i % N)), at(DY, i))), "relu, accumulated");
    const gated = await run("matmul_rows", { ...constants, RELU: false, ACCUMULATE: false, GATE: true }, [a, w, dy], tiles(N), tiles(M));
    worstShare(floats(gated, 2), range(M * N, (i) => ((dy[i] ?? 0) > 0 ? product(Math.floor(i / N), i % N) : exact(0))), "gated");
  });

  test.each([false, true])("matmul_input, accumulated: %s", async (ACCUMULATE) => {
    const before = randomFloats(30, M * K);
    const results = await run("matmul_input", { M, N, K, W_OFFSET: OFFSET, ACCUMULATE }, [dy, w, before], tiles(K), tiles(M));
    const wanted = range(M * K, (i) => dot(slice(DY, Math.floor(i / K) * N, N), range(N, (n) => at(W, n * K + (i % K))))).map((value, i) => (ACCUMULATE ? add(value, exact(before[i] ?? Number.NaN)) : value));
    worstShare(floats(results, 2), wanted, "dx");
  });

  test("matmul_weight leaves the other gradients alone", async () => {
    const before = randomFloats(4, OFFSET * 4 + N * K);
    const results = await run("matmul_weight", { M, N, K, W_OFFSET: OFFSET }, [dy, a, before], tiles(K), tiles(N));
    const wanted = range(N * K, (i) => dot(range(M, (m) => at(DY, m * N + Math.floor(i / K))), range(M, (m) => at(A, m * K + (i % K)))));
    worstShare(floats(results, 2).subarray(OFFSET * 4), wanted, "dw");
    expect([...floats(results, 2).subarray(0, OFFSET * 4)]).toEqual([...before.subarray(0, OFFSET * 4)]);
  });
});

describe.each([[1, 16], [33, 32], [40, 96]])("norms with %i tokens of width %i", (TOKENS, DIM) => {
  const EPSILON = 1e-5;
  const x = randomFloats(5, TOKENS * DIM);
  const X = exactly(x);

  test("rms_norm", async () => {
    const results = await run("rms_norm", { TOKENS, DIM, EPSILON }, [x, zeros(TOKENS * DIM), zeros(TOKENS)], tiles(TOKENS));
    const inverse = range(TOKENS, (t) => {
      const row = slice(X, t * DIM, DIM);
      // The constant is rounded to f32 once.
      return inverseSquareRoot(add(divide(dot(row, row), exact(DIM)), { value: EPSILON, error: EPSILON * 2 ** -24 }));
    });
    worstShare(floats(results, 2), inverse, "inverse");
    worstShare(floats(results, 1), range(TOKENS * DIM, (i) => multiply(at(X, i), at(inverse, Math.floor(i / DIM)))), "y");
  });

  test.each([false, true])("rms_norm_gradient, accumulated: %s", async (ACCUMULATE) => {
    const [dy, y, before, inverse] = [randomFloats(6, TOKENS * DIM), randomFloats(7, TOKENS * DIM), randomFloats(8, TOKENS * DIM), randomFloats(9, TOKENS)];
    const results = await run("rms_norm_gradient", { TOKENS, DIM, ACCUMULATE }, [dy, y, inverse, before], tiles(TOKENS));
    const [DY, Y, BEFORE, INVERSE] = [exactly(dy), exactly(y), exactly(before), exactly(inverse)];
    const means = range(TOKENS, (t) => divide(dot(slice(DY, t * DIM, DIM), slice(Y, t * DIM, DIM)), exact(DIM)));
    const wanted = range(TOKENS * DIM, (i) => {
      const t = Math.floor(i / DIM);
      const value = multiply(at(INVERSE, t), subtract(at(DY, i), multiply(at(Y, i), at(means, t))));
      return ACCUMULATE ? add(value, at(BEFORE, i)) : value;
    });
    worstShare(floats(results, 3), wanted, "dx");
  });
});

/** tokens, length, heads, head width */
const ATTENTION = [[8, 8, 1, 4], [24, 8, 2, 8], [40, 20, 3, 16]] as const;

describe.each(ATTENTION)("attention over %i tokens in sequences of %i, %i heads of %i", (TOKENS, LENGTH, HEADS, HEAD_DIM) => {
  const DIM = HEADS * HEAD_DIM;
  const SCALE = 1 / Math.sqrt(HEAD_DIM);
  const scale: Rounded = { value: SCALE, error: SCALE * 2 ** -24 };
  const constants = { TOKENS, DIM, HEADS, HEAD_DIM, LENGTH, SCALE };
  const qkv = randomFloats(10, TOKENS * 3 * DIM);
  const QKV = exactly(qkv);
  const part = (token: number, head: number, which: 0 | 1 | 2): readonly Rounded[] => slice(QKV, (token * 3 + which) * DIM + head * HEAD_DIM, HEAD_DIM);
  const history = (token: number): number[] => range((token % LENGTH) + 1, (i) => token - (token % LENGTH) + i);
  const score = (token: number, past: number, head: number): Rounded => dot(part(token, head, 0).map((q) => multiply(q, scale)), part(past, head, 1));

  test("attention", async () => {
    const results = await run("attention", constants, [qkv, zeros(TOKENS * DIM), zeros(TOKENS * HEADS * 2)], tiles(TOKENS * HEADS));
    const stats: Rounded[] = [];
    const y = range(TOKENS * DIM, () => exact(0));
    for (let token = 0; token < TOKENS; token++) {
      for (let head = 0; head < HEADS; head++) {
        const past = history(token);
        const scores = past.map((s) => score(token, s, head));
        const largest = maximum(scores);
        // A new largest score rescales what was summed before by another exponential: at most once per position, each within
        // the relative error of one exponential of a difference that is no larger than the whole spread, plus one product.
        const weights = scores.map((one) => {
          const weight = exponential(subtract(one, largest));
          const spread = Math.abs(one.value - largest.value) + one.error + largest.error;
          const perRescale = 2e-7 + 3 * 2 ** -24 * spread + 4 * 2 ** -24 + one.error + largest.error;
          return { value: weight.value, error: weight.error + weight.value * Math.expm1(past.length * perRescale) };
        });
        const total = sum(weights);
        stats.push(largest, total);
        for (let c = 0; c < HEAD_DIM; c++) {
          y[token * DIM + head * HEAD_DIM + c] = divide(dot(weights, past.map((s) => at(part(s, head, 2), c))), total);
        }
      }
    }
    worstShare(floats(results, 2), stats, "stats");
    worstShare(floats(results, 1), y, "y");
  });

  test("attention_query and attention_key_value", async () => {
    const [y, dy] = [randomFloats(11, TOKENS * DIM), randomFloats(12, TOKENS * DIM)];
    const [Y, DY] = [exactly(y), exactly(dy)];
    // Statistics as a forward pass leaves them: the largest score and the sum, rounded to f32.
    const stats = zeros(TOKENS * HEADS * 2);
    for (let token = 0; token < TOKENS; token++) {
      for (let head = 0; head < HEADS; head++) {
        const scores = history(token).map((s) => score(token, s, head).value);
        const largest = Math.fround(Math.max(...scores));
        stats.set([largest, scores.reduce((total, one) => total + Math.exp(one - largest), 0)], (token * HEADS + head) * 2);
      }
    }
    const STATS = exactly(stats);
    const head = (values: readonly Rounded[], token: number, h: number): readonly Rounded[] => slice(values, token * DIM + h * HEAD_DIM, HEAD_DIM);
    const deltas = range(TOKENS * HEADS, (i) => dot(head(DY, Math.floor(i / HEADS), i % HEADS), head(Y, Math.floor(i / HEADS), i % HEADS)));
    const probability = (token: number, past: number, h: number): Rounded => {
      const stat = (token * HEADS + h) * 2;
      return divide(exponential(subtract(score(token, past, h), at(STATS, stat))), at(STATS, stat + 1));
    };
    const slope = (token: number, past: number, h: number, delta: Rounded): Rounded =>
      multiply(multiply(probability(token, past, h), subtract(dot(head(DY, token, h), part(past, h, 2)), delta)), scale);

    const query = await run("attention_query", constants, [qkv, y, dy, stats, zeros(TOKENS * HEADS), zeros(TOKENS * 3 * DIM)], tiles(TOKENS * HEADS));
    worstShare(floats(query, 4), deltas, "delta");
    const dq = range(TOKENS * DIM, (i) => {
      const [token, h, c] = [Math.floor(i / DIM), Math.floor((i % DIM) / HEAD_DIM), i % HEAD_DIM];
      return sum(history(token).map((s) => multiply(slope(token, s, h, at(deltas, token * HEADS + h)), at(part(s, h, 1), c))));
    });
    worstShare(range(TOKENS * DIM, (i) => floats(query, 5)[Math.floor(i / DIM) * 3 * DIM + (i % DIM)] ?? Number.NaN), dq, "dq");

    const delta = Float32Array.from(deltas, ({ value }) => value);
    const DELTA = exactly(delta);
    const keyValue = await run("attention_key_value", constants, [qkv, dy, stats, delta, zeros(TOKENS * 3 * DIM)], tiles(TOKENS * HEADS));
    const later = (past: number): number[] => range(LENGTH - (past % LENGTH), (i) => past + i);
    const dkv = range(TOKENS * 2 * DIM, (i) => {
      const [past, rest] = [Math.floor(i / (2 * DIM)), i % (2 * DIM)];
      const [h, c] = [Math.floor((rest % DIM) / HEAD_DIM), rest % HEAD_DIM];
      return sum(later(past).map((token) => rest < DIM
        ? multiply(slope(token, past, h, at(DELTA, token * HEADS + h)), at(part(token, h, 0), c))
        : multiply(probability(token, past, h), at(head(DY, token, h), c))));
    });
    worstShare(range(TOKENS * 2 * DIM, (i) => floats(keyValue, 4)[Math.floor(i / (2 * DIM)) * 3 * DIM + DIM + (i % (2 * DIM))] ?? Number.NaN), dkv, "dk, dv");
  });

  test.each([1, -1])("rope, direction %i", async (DIRECTION) => {
    const half = HEAD_DIM / 2;
    const table = Float32Array.from({ length: LENGTH * HEAD_DIM }, (_, i) => (i % 2 === 0 ? Math.cos(i) : Math.sin(i)));
    const TABLE = exactly(table);
    const results = await run("rope", { TOKENS, DIM, HEAD_DIM, LENGTH, DIRECTION }, [table, qkv], Math.ceil((TOKENS * DIM) / 64));
    const wanted = QKV.map((value, i) => {
      const [token, rest] = [Math.floor(i / (3 * DIM)), i % (3 * DIM)];
      if (rest >= 2 * DIM) return value;
      const within = rest % HEAD_DIM;
      const turn = ((token % LENGTH) * half + (within % half)) * 2;
      const [cos, sin] = [at(TABLE, turn), multiply(at(TABLE, turn + 1), exact(DIRECTION))];
      const partner = at(QKV, within < half ? i + half : i - half);
      return within < half ? subtract(multiply(value, cos), multiply(partner, sin)) : add(multiply(partner, sin), multiply(value, cos));
    });
    worstShare(floats(results, 1), wanted, "rotated");
  });
});

/** tokens, width, neurons, blocks kept: one block, some, all, and more than 32 blocks (two words of bits) */
const SPARSE = [[1, 16, 32, 1], [9, 16, 64, 4], [20, 32, 544, 7]] as const;

describe.each(SPARSE)("sparse feed-forward, %i tokens of width %i, %i neurons, %i blocks kept", (TOKENS, DIM, FFN, ACTIVE_BLOCKS) => {
  const BLOCKS = FFN / 16;
  const WORDS = Math.ceil(BLOCKS / 32);
  const ffn = { TOKENS, DIM, FFN, WORDS };
  const prng = createPrng(13);
  const kept = range(TOKENS, () => {
    const order = range(BLOCKS, (block) => ({ block, key: prng.nextFloat() })).toSorted((p, q) => p.key - q.key);
    return new Set(order.slice(0, ACTIVE_BLOCKS).map(({ block }) => block));
  });
  const selected = new Uint32Array(TOKENS * WORDS);
  kept.forEach((blocks, token) => blocks.forEach((block) => {
    const word = token * WORDS + Math.floor(block / 32);
    selected[word] = ((selected[word] ?? 0) | (1 << (block % 32))) >>> 0;
  }));
  const keeps = (token: number, neuron: number): boolean => kept[token]?.has(Math.floor(neuron / 16)) ?? false;
  const a = randomFloats(14, TOKENS * FFN);
  const x = randomFloats(15, TOKENS * DIM);
  const w = randomFloats(16, OFFSET * 4 + FFN * DIM);
  const [A, X, W] = [exactly(a), exactly(x), exactly(w).slice(OFFSET * 4)];

  test("select_blocks ranks by energy, the lower index first on ties", async () => {
    // Small integers: the energies are exact in f32 and often tie.
    const h = Float32Array.from({ length: TOKENS * FFN }, () => prng.integer(0, 2));
    const results = await run("select_blocks", { ...ffn, ACTIVE_BLOCKS }, [h, new Uint32Array(TOKENS * WORDS)], tiles(TOKENS));
    const wanted = new Uint32Array(TOKENS * WORDS);
    for (let token = 0; token < TOKENS; token++) {
      const energies = range(BLOCKS, (block) => ({ block, energy: range(16, (i) => (h[token * FFN + block * 16 + i] ?? 0) ** 2).reduce((p, q) => p + q) }));
      for (const { block } of energies.toSorted((p, q) => q.energy - p.energy || p.block - q.block).slice(0, ACTIVE_BLOCKS)) {
        const word = token * WORDS + Math.floor(block / 32);
        wanted[word] = ((wanted[word] ?? 0) | (1 << (block % 32))) >>> 0;
      }
    }
    expect([...new Uint32Array(results[1] ?? new ArrayBuffer(0)).subarray(0, wanted.length)]).toEqual([...wanted]);
  });

  test.each([false, true])("ffn_gather, accumulated: %s", async (ACCUMULATE) => {
    const results = await run("ffn_gather", { ...ffn, W_OFFSET: OFFSET, ACCUMULATE }, [a, w, selected, x], TOKENS);
    const wanted = range(TOKENS * DIM, (i) => {
      const token = Math.floor(i / DIM);
      const terms = range(FFN, (n) => n).filter((n) => keeps(token, n)).map((n) => multiply(at(A, token * FFN + n), at(W, n * DIM + (i % DIM))));
      return ACCUMULATE ? add(sum(terms), at(X, i)) : sum(terms);
    });
    worstShare(floats(results, 3), wanted, "y");
  });

  test("ffn_hidden_gradient writes the kept blocks only", async () => {
    const before = randomFloats(17, TOKENS * FFN);
    const results = await run("ffn_hidden_gradient", { ...ffn, W_OFFSET: OFFSET, ACTIVE_BLOCKS }, [a, x, w, selected, before], TOKENS);
    const wanted = range(TOKENS * FFN, (i) => {
      const [token, n] = [Math.floor(i / FFN), i % FFN];
      if (!keeps(token, n)) return exact(before[i] ?? Number.NaN);
      return (a[i] ?? 0) > 0 ? dot(slice(X, token * DIM, DIM), slice(W, n * DIM, DIM)) : exact(0);
    });
    worstShare(floats(results, 4), wanted, "dh");
  });

  test("ffn_weight", async () => {
    const results = await run("ffn_weight", { ...ffn, W_OFFSET: OFFSET }, [a, x, selected, zeros(OFFSET * 4 + FFN * DIM)], BLOCKS);
    const wanted = range(FFN * DIM, (i) => {
      const n = Math.floor(i / DIM);
      const users = range(TOKENS, (token) => token).filter((token) => keeps(token, n));
      return sum(users.map((token) => multiply(at(A, token * FFN + n), at(X, token * DIM + (i % DIM)))));
    });
    worstShare(floats(results, 3).subarray(OFFSET * 4), wanted, "dw");
  });
});

describe.each([[1, 4, 4], [17, 36, 16], [40, 100, 32]])("%i rows, a vocabulary of %i, width %i", (ROWS, VOCAB, DIM) => {
  const prng = createPrng(18);
  const ids = Uint32Array.from({ length: ROWS }, () => prng.integer(0, VOCAB - 1));

  test("cross_entropy", async () => {
    const logits = randomFloats(19, ROWS * VOCAB);
    const weights = Float32Array.from({ length: ROWS }, (_, row) => (row % 5 === 4 ? 0 : 1 / ROWS));
    const results = await run("cross_entropy", { ROWS, VOCAB }, [ids, weights, logits, zeros(ROWS * 2)], Math.ceil(ROWS / 16));
    const LOGITS = exactly(logits);
    const gradient: Rounded[] = [];
    const loss: Rounded[] = [];
    for (let row = 0; row < ROWS; row++) {
      const scores = slice(LOGITS, row * VOCAB, VOCAB);
      const largest = maximum(scores);
      const exponentials = scores.map((one) => exponential(subtract(one, largest)));
      const total = sum(exponentials);
      const weight = exact(weights[row] ?? 0);
      exponentials.forEach((one, v) => {
        const share = divide(multiply(weight, one), total);
        gradient.push(v === ids[row] ? subtract(share, weight) : share);
      });
      loss.push(subtract(largest, at(scores, ids[row] ?? 0)), total);
    }
    worstShare(floats(results, 2), gradient, "gradient");
    worstShare(floats(results, 3), loss, "loss");
  });

  test("embed, gather_rows and embed_gradient", async () => {
    const table = randomFloats(20, VOCAB * DIM);
    const embedded = await run("embed", { TOKENS: ROWS, DIM }, [ids, table, zeros(ROWS * DIM)], Math.ceil((ROWS * DIM) / 256));
    const copied = range(ROWS * DIM, (i) => table[(ids[Math.floor(i / DIM)] ?? 0) * DIM + (i % DIM)] ?? Number.NaN);
    expect([...floats(embedded, 2).subarray(0, ROWS * DIM)]).toEqual(copied);

    const rows = ids.map((id, row) => (row % 3 === 2 ? 0xffffffff : id));
    const gathered = await run("gather_rows", { ROWS, DIM }, [rows, table, randomFloats(21, ROWS * DIM)], Math.ceil((ROWS * DIM) / 256));
    expect([...floats(gathered, 2).subarray(0, ROWS * DIM)]).toEqual(copied.map((value, i) => (Math.floor(i / DIM) % 3 === 2 ? 0 : value)));

    const positions = range(ROWS, (i) => i).toSorted((p, q) => (ids[p] ?? 0) - (ids[q] ?? 0) || p - q);
    const starts = Uint32Array.from({ length: VOCAB + 1 }, (_, v) => ids.filter((id) => id < v).length);
    const [dx, before] = [randomFloats(22, ROWS * DIM), randomFloats(23, VOCAB * DIM)];
    const results = await run("embed_gradient", { VOCAB, DIM }, [starts, Uint32Array.from(positions), dx, before], Math.ceil((VOCAB * DIM) / 256));
    const [DX, BEFORE] = [exactly(dx), exactly(before)];
    worstShare(floats(results, 3), range(VOCAB * DIM, (i) => {
      const mine = range(ROWS, (row) => row).filter((row) => ids[row] === Math.floor(i / DIM));
      return sum([at(BEFORE, i), ...mine.map((row) => at(DX, row * DIM + (i % DIM)))]);
    }), "dEmbed");
  });
});

test.each([4, 64, 260])("adamw over %i parameters", async (PARAMETERS) => {
  const [BETA1, BETA2, DECAY] = [0.9, 0.98, 0.02];
  const constant = (value: number): Rounded => ({ value, error: Math.abs(value) * 2 ** -24 });
  const step = new Float32Array([0.003, 1 - BETA1 ** 5, 1 - BETA2 ** 5, 0]);
  const gradients = randomFloats(24, PARAMETERS);
  const moments = Float32Array.from([...randomFloats(25, PARAMETERS), ...randomFloats(26, PARAMETERS).map(Math.abs)]);
  const parameters = randomFloats(27, PARAMETERS);
  const results = await run("adamw", { PARAMETERS, BETA1, BETA2, DECAY }, [step, gradients, moments, parameters], Math.ceil(PARAMETERS / 256));
  const [G, MOMENTS, P, STEP] = [exactly(gradients), exactly(moments), exactly(parameters), exactly(step)];
  const m = range(PARAMETERS, (i) => add(multiply(constant(BETA1), at(MOMENTS, i)), multiply(constant(1 - BETA1), at(G, i))));
  const v = range(PARAMETERS, (i) => add(multiply(constant(BETA2), at(MOMENTS, PARAMETERS + i)), multiply(multiply(constant(1 - BETA2), at(G, i)), at(G, i))));
  worstShare(floats(results, 2), [...m, ...v], "moments");
  worstShare(floats(results, 3), range(PARAMETERS, (i) => {
    const direction = divide(divide(at(m, i), at(STEP, 1)), add(squareRoot(divide(at(v, i), at(STEP, 2))), constant(1e-8)));
    return subtract(at(P, i), multiply(at(STEP, 0), add(direction, multiply(constant(DECAY), at(P, i)))));
  }), "parameters");
});

test("the bounds are tight enough to see one missing term of a sum", async () => {
  const [M, N, K] = [4, 4, 20];
  const [a, w] = [randomFloats(28, M * K), randomFloats(29, N * K)];
  const results = await run("matmul_rows", { M, N, K, W_OFFSET: 0, RELU: false, ACCUMULATE: false, GATE: false }, [a, w, zeros(M * N)], 1, 1);
  const short = range(M * N, (i) => dot(slice(exactly(a), Math.floor(i / N) * K, K - 1), slice(exactly(w), (i % N) * K, K - 1)));
  expect(() => worstShare(floats(results, 2), short, "one term short")).toThrow(/times the bound/);
});
