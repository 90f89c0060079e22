import { describe, expect, it } from "vitest";
import { decodeCheckpoint, encodeCheckpoint, fromHalf, MAX_HEADER_BYTES, toHalf, type CheckpointContent } from "../../src/model/checkpoint.ts";
import { parameterLayout, type ModelConfig } from "../../src/model/config.ts";
import { createPrng } from "../../src/scenario/prng.ts";

const config: ModelConfig = { name: "tiny", vocabSize: 12, dim: 16, layers: 1, heads: 2, ffnDim: 32, activeBlocks: 1, maxTokens: 8 };

function tinyContent(): CheckpointContent {
  const prng = createPrng(5);
  const parameters = Float32Array.from({ length: parameterLayout(config).total }, () => fromHalf(toHalf(prng.nextFloat() - 0.5)));
  return {
    config,
    tokenizer: { kind: "words-and-bytes", version: 1, tokens: Array.from({ length: 12 }, (_, id) => `t${id}`) },
    training: { seed: 1, task: "arithmetic" },
    parameters,
  };
}

/** The header rewritten by `edit`, the data kept. */
function withHeader(bytes: Uint8Array, edit: (text: string) => string): Uint8Array<ArrayBuffer> {
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const text = new TextEncoder().encode(edit(new TextDecoder().decode(bytes.subarray(8, 8 + length))));
  const out = new Uint8Array(8 + text.length + bytes.length - 8 - length);
  new DataView(out.buffer).setBigUint64(0, BigInt(text.length), true);
  out.set(text, 8);
  out.set(bytes.subarray(8 + length), 8 + text.length);
  return out;
}

async function codeOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const result = await decodeCheckpoint(bytes);
  return result.ok ? "ok" : result.code;
}

describe("toHalf() and fromHalf()", () => {
  it("are inverse on every finite half", () => {
    for (let half = 0; half < 65536; half++) {
      if ((half & 0x7c00) !== 0x7c00) expect(toHalf(fromHalf(half))).toBe(half);
    }
  });

  it("round the midpoint of neighbours to the even one, and the rest to the nearer one", () => {
    for (let half = 0; half < 0x7bff; half++) {
      const low = fromHalf(half);
      const high = fromHalf(half + 1);
      const middle = (low + high) / 2; // exact in f32: one bit more than a half
      const even = half % 2 === 0 ? half : half + 1;
      const step = (high - low) / 1024; // representable in f32 beside `middle`
      const codes = [toHalf(middle - step), toHalf(middle), toHalf(middle + step)];
      if (codes[0] !== half || codes[1] !== even || codes[2] !== half + 1) expect([half, codes]).toEqual([half, [half, even, half + 1]]);
    }
  });

  it("overflow to infinity from 65520 on, and keep the sign of zero", () => {
    expect(toHalf(65519.99)).toBe(0x7bff);
    expect(toHalf(65520)).toBe(0x7c00);
    expect(toHalf(-1e30)).toBe(0xfc00);
    expect(toHalf(-0)).toBe(0x8000);
    expect(toHalf(NaN)).toBe(0x7e00);
  });
});

describe("decodeCheckpoint()", () => {
  it("gives back what encodeCheckpoint() stored, in f16 and in f32", async () => {
    const content = tinyContent();
    for (const precision of ["f16", "f32"] as const) {
      const result = await decodeCheckpoint(encodeCheckpoint(content, precision));
      if (!result.ok) throw new Error(result.message);
      const { contentHash, ...rest } = result.model;
      expect(rest).toEqual(content);
      expect(contentHash).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it("reads a file that lies inside a larger buffer", async () => {
    const bytes = encodeCheckpoint(tinyContent(), "f16");
    const larger = new Uint8Array(bytes.length + 11);
    larger.set(bytes, 3);
    expect(await codeOf(larger.subarray(3, 3 + bytes.length))).toBe("ok");
  });

  it("names the reason for each kind of damage", async () => {
    const bytes = encodeCheckpoint(tinyContent(), "f32");
    const huge = bytes.slice();
    new DataView(huge.buffer).setBigUint64(0, BigInt(MAX_HEADER_BYTES + 1), true);
    const notFinite = bytes.slice();
    new DataView(notFinite.buffer).setFloat32(notFinite.length - 4, NaN, true);
    const longer = new Uint8Array(bytes.length + 4);
    longer.set(bytes);
    const cases: readonly (readonly [string, Uint8Array<ArrayBuffer>])[] = [
      ["truncated", bytes.slice(0, 7)],
      ["truncated", bytes.slice(0, 60)],
      ["header-too-large", huge],
      ["header-not-json", withHeader(bytes, (text) => text.slice(1))],
      ["header-not-json", withHeader(bytes, (text) => text.replace("{\\\"format\\\"", "{format"))],
      ["forbidden-key", withHeader(bytes, (text) => text.replace('{"__metadata__"', '{"__proto__":{"x":1},"__metadata__"'))],
      ["forbidden-key", withHeader(bytes, (text) => text.replace('\\"seed\\":1', '\\"__proto__\\":{}'))],
      ["bad-metadata", withHeader(bytes, (text) => text.replace("words-and-bytes", "words"))],
      ["bad-metadata", withHeader(bytes, (text) => text.replace('\\"dim\\":16', '\\"dim\\":1.5'))],
      ["bad-config", withHeader(bytes, (text) => text.replace('\\"heads\\":2', '\\"heads\\":3'))],
      ["bad-config", withHeader(bytes, (text) => text.replace('\\"dim\\":16', '\\"dim\\":1600000'))],
      ["bad-tokenizer", withHeader(bytes, (text) => text.replace('\\"t1\\"', '\\"t0\\"'))],
      ["bad-tensor", withHeader(bytes, (text) => text.replace('"layer0.up"', '"layer7.up"'))],
      ["bad-tensor", withHeader(bytes, (text) => text.replace('"shape":[12,16]', '"shape":[16,12]'))],
      ["bad-tensor", withHeader(bytes, (text) => text.replace('"F32"', '"I8"'))],
      ["bad-offsets", withHeader(bytes, (text) => text.replace('"data_offsets":[0,768]', '"data_offsets":[0,764]'))],
      ["bad-offsets", withHeader(bytes, (text) => text.replace('"data_offsets":[0,768]', '"data_offsets":[768,1536]'))],
      ["bad-offsets", longer],
      ["not-finite", notFinite],
    ];
    for (const [code, damaged] of cases) {
      expect(damaged).not.toEqual(bytes);
      expect([code, await codeOf(damaged)]).toEqual([code, code]);
    }
  });

  it("survives a header nested 100,000 deep", async () => {
    const bytes = encodeCheckpoint(tinyContent(), "f16");
    expect(await codeOf(withHeader(bytes, () => "[".repeat(100_000) + "]".repeat(100_000)))).toBe("bad-tensor");
  });

  it("gives a typed reason or a sound model for 5,000 mutated files, and never throws", async () => {
    const prng = createPrng(77);
    const original = encodeCheckpoint(tinyContent(), "f16");
    const headerEnd = 8 + Number(new DataView(original.buffer).getBigUint64(0, true));
    const seen = new Set<string>();
    for (let round = 0; round < 5000; round++) {
      let bytes = original.slice();
      for (let change = prng.integer(1, 4); change > 0; change--) {
        const at = prng.integer(0, prng.nextFloat() < 0.9 ? headerEnd - 1 : bytes.length - 1);
        const kind = prng.integer(0, 3);
        if (kind === 0) bytes[Math.min(at, bytes.length - 1)] = prng.integer(0, 255);
        else if (kind === 1) bytes = bytes.slice(0, at);
        else if (kind === 2) bytes.copyWithin(at, prng.integer(0, bytes.length), bytes.length);
        else bytes[Math.min(at, bytes.length - 1)] = "0123456789\"{}[],:-e".charCodeAt(prng.integer(0, 18));
        if (bytes.length === 0) break;
      }
      const result = await decodeCheckpoint(bytes);
      seen.add(result.ok ? "ok" : result.code);
      if (result.ok) expect(result.model.parameters.every(Number.isFinite)).toBe(true);
      else expect(result.message.length).toBeGreaterThan(10);
    }
    for (const code of ["ok", "truncated", "header-too-large", "header-not-json", "bad-metadata", "bad-tensor", "bad-offsets"]) {
      expect(seen).toContain(code);
    }
  });
});

describe("encodeCheckpoint()", () => {
  it("refuses parameters that f16 cannot hold", () => {
    const content = tinyContent();
    content.parameters[3] = 70000;
    expect(() => encodeCheckpoint(content, "f16")).toThrow(RangeError);
    expect(() => encodeCheckpoint(content, "f32")).not.toThrow();
  });
});
