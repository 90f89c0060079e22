// One run of a scenario: every arm in order, each token with its counted work and energy, then the ratio and the digest.

import { createMeter, type Meter } from "../energy/meter.ts";
import { addComponents, NO_WORK, type WorkByComponent } from "../energy/work.ts";
import { ffnBlocks, type ModelConfig, parameterLayout } from "../model/config.ts";
import { launchedTokens, newTokenLimit } from "../model/decode-limits.ts";
import { promptWork, tokenWork, wastedLaunches } from "../model/decode-work.ts";
import type { DecodedToken, Decoder } from "../model/decoder.ts";
import { EOS, type Tokenizer, tokenizerOf } from "../model/tokenizer.ts";
import { hashPrefixes, hashTokens, hashWork, MODEL_DIGITS } from "../scenario/digest.ts";
import { rivalOf } from "../scenario/rival.ts";
import type { ArmName, Scenario } from "../scenario/scenario.ts";
import { normaliseQuestion } from "../tasks/arithmetic/question.ts";
import { parseByRules } from "../tasks/arithmetic/rules.ts";
import { NEURAL_ARMS, type NeuralArm, type Reading, readProgram } from "./arms.ts";
import { ARM_MODELS, type ModelId } from "./model-ids.ts";
import type { ArmResult, ContentHashes, EngineEvent } from "./protocol.ts";
import { CERTAIN, evenOperations, logProbabilityOf, mayComeOutEven, secondThoughts, weigh } from "./second-thoughts.ts";

export interface RunEnvironment {
  /** The decoder of a checkpoint, or null when that checkpoint could not be loaded. */
  readonly decoder: (id: ModelId) => Decoder | null;
  /** Milliseconds on any clock: only for elapsedMs, never for a result. */
  readonly now: () => number;
}

/** What an arm leaves behind for the digest and the ratio. */
interface ArmTrace {
  readonly result: ArmResult;
  /** First digits of the checkpoint's hash; empty without one. */
  readonly model: string;
  readonly ids: readonly number[];
  readonly works: readonly WorkByComponent[];
}

const F32_BYTES = 4;
const FAILED = { answer: null, program: null, steps: [], reading: 1 } as const;

/** The checkpoints that the arms of `scenario` decode with; without one that could not be loaded, or that the page cannot hash (no crypto.subtle). */
export function contentHashesOf({ arms }: Scenario, { decoder }: Pick<RunEnvironment, "decoder">): ContentHashes {
  return Object.fromEntries(arms.flatMap((arm) => {
    const id = ARM_MODELS[arm];
    const hash = id === null ? "" : decoder(id)?.model.contentHash ?? "";
    return hash === "" ? [] : [[id, hash]];
  }));
}

/** Bytes that decoding touches again and again: weights, and the keys and values of all positions. */
function workingSetOf(config: ModelConfig): number {
  return (parameterLayout(config).total + 2 * config.layers * config.maxTokens * config.dim) * F32_BYTES;
}

/**
 * Lets the meter draw its constants for the profile and seed of `scenario`, and find the draws near the ends of the bands of its kinds
 * of work. To be called while nobody waits: it takes some milliseconds, more than a hundredth of a short run, which then finds all that
 * made. What a run counts does not depend on it.
 */
export function prepareRun(scenario: Scenario, { decoder }: Pick<RunEnvironment, "decoder">): void {
  const meter = createMeter(scenario.profile, scenario.seed);
  meter.measure({ slots: { ...NO_WORK, hostOperations: 1 } }); // an arm without a network, or whose prompt is refused
  for (const arm of scenario.arms) {
    const model = arm === "rules" ? null : decoder(ARM_MODELS[arm])?.model ?? null;
    if (arm === "rules" || model === null) continue;
    const { config } = model;
    const perLayer = Array.from({ length: config.layers }, () => NEURAL_ARMS[arm].activeBlocks(model, scenario));
    const middle = config.maxTokens >> 1;
    for (const work of [promptWork(config, middle, perLayer), tokenWork(config, middle, perLayer)]) meter.measure(work, { workingSetBytes: workingSetOf(config) });
  }
}

/** Runs `scenario`; yields events without a pause between arms. Throws what the decoders throw. */
export async function* runScenario(runId: string, scenario: Scenario, environment: RunEnvironment, signal: AbortSignal): AsyncGenerator<EngineEvent> {
  const meter = createMeter(scenario.profile, scenario.seed);
  const traces: ArmTrace[] = [];
  for (const arm of scenario.arms) {
    signal.throwIfAborted();
    const trace = arm === "rules" ? runRules(scenario, meter, environment) : yield* runNeural(runId, arm, scenario, meter, environment, signal);
    traces.push(trace);
    yield { type: "arm-done", runId, result: trace.result };
  }
  const contestant = traces.find(({ result }) => result.arm === "hybrid");
  const rivalName = rivalOf(scenario.arms);
  const rival = traces.find(({ result }) => result.arm === rivalName);
  const pair = contestant !== undefined && rival !== undefined && contestant.ids.length > 0 && rival.ids.length > 0
    ? [rival.result, contestant.result] as const
    : null;
  yield {
    type: "run-done",
    runId,
    ratio: pair === null ? null : meter.ratio(...pair),
    tornado: pair === null ? [] : meter.tornado(...pair),
    digest: {
      tokens: traces.reduce((sum, { ids }) => sum + ids.length, 0),
      tokenHash: hashTokens(traces.map(({ result, ids }) => ({ arm: result.arm, ids }))),
      workHash: hashWork(traces.flatMap(({ works }) => works)),
      arms: traces.map(({ model, ids }) => ({ model, prefixes: hashPrefixes(ids) })),
    },
  };
}

function runRules(scenario: Scenario, meter: Meter, { now }: RunEnvironment): ArmTrace {
  const startedAt = now();
  const parsed = parseByRules(scenario.question);
  const parsedAt = now();
  const slots: WorkByComponent = { slots: { ...NO_WORK, hostOperations: parsed.hostOperations } };
  const reading: Reading = parsed.program === null
    ? { ...FAILED, work: {}, abstained: "No rule matches this wording.", plausibility: null }
    : readProgram(parsed.program, 0, []);
  const work = addComponents(slots, reading.work);
  const endedAt = now();
  const elapsedMs = endedAt - startedAt;
  const result: ArmResult = { arm: "rules", answer: reading.answer, program: reading.program, steps: reading.steps, abstained: reading.abstained, reading: 1, confidence: null, tokens: 0, work, energy: meter.measure(work), workingSetBytes: 0, elapsedMs, hostMs: elapsedMs, solverMs: endedAt - parsedAt, idleMs: 0 };
  return { result, model: "", ids: [], works: [work] };
}

/**
 * Host operations behind a prompt that was refused. Too long: as many as without the limit. Otherwise the question was
 * normalised and the slot finder went over it once; at most one number per character, so this never counts too few.
 */
function refusedOperations(question: string, arm: NeuralArm, tokenizer: Tokenizer): number {
  const unlimited = arm.prompt(question, tokenizer, Infinity);
  return unlimited.ok ? unlimited.hostOperations : question.length + 2 * normaliseQuestion(question).length;
}

async function* runNeural(
  runId: string,
  arm: Exclude<ArmName, "rules">,
  scenario: Scenario,
  meter: Meter,
  environment: RunEnvironment,
  signal: AbortSignal,
): AsyncGenerator<EngineEvent, ArmTrace> {
  const contestant = NEURAL_ARMS[arm];
  const decoder = environment.decoder(ARM_MODELS[arm]);
  const contentHash = decoder?.model.contentHash.slice(0, MODEL_DIGITS) ?? "";
  const startedAt = environment.now();
  const without = (abstained: string, work: WorkByComponent): ArmTrace => {
    const elapsedMs = environment.now() - startedAt;
    const result: ArmResult = { arm, ...FAILED, abstained, confidence: null, tokens: 0, work, energy: meter.measure(work), workingSetBytes: 0, elapsedMs, hostMs: elapsedMs, solverMs: 0, idleMs: 0 };
    return { result, model: contentHash, ids: [], works: [work] };
  };
  if (decoder === null) return without(`The checkpoint "${ARM_MODELS[arm]}" is not available here, so this arm cannot run.`, {});
  const { model } = decoder;
  const { config } = model;
  const tokenizer = tokenizerOf(model.tokenizer);
  const prompt = contestant.prompt(scenario.question, tokenizer, config.maxTokens);
  const slotsMs = environment.now() - startedAt;
  let solverMs = 0;
  if (!prompt.ok) {
    return without(prompt.message, { slots: { ...NO_WORK, hostOperations: refusedOperations(scenario.question, contestant, tokenizer) } });
  }

  const promptTokens = prompt.tokens;
  const workingSetBytes = workingSetOf(config);
  const activeBlocks = contestant.activeBlocks(model, scenario);
  const perLayer = Array.from({ length: config.layers }, () => activeBlocks);
  let work = addComponents({ slots: { ...NO_WORK, hostOperations: prompt.hostOperations } }, promptWork(config, prompt.tokens.length - 1, perLayer));
  const works = [work];
  yield { type: "prompt", runId, arm, tokens: prompt.tokens.length, work, energy: meter.measure(work, { workingSetBytes }) };

  const ids: number[] = [];
  let rest: WorkByComponent = {};
  // Only the waits for the decoder and the reading of the answer are timed, not this loop's own bookkeeping.
  let computeMs = 0;
  const waitedBefore = decoder.waitedMs();

  /** Writes one reading behind `beginning`, which is forced; returns all its tokens, or null where there is no room. */
  const write = async function* (reading: number, beginning: readonly DecodedToken[]): AsyncGenerator<EngineEvent, readonly DecodedToken[] | null> {
    const forced = [...promptTokens, ...beginning.map(({ id }) => id)];
    const maxNewTokens = scenario.maxNewTokens - beginning.length;
    if (maxNewTokens < 1 || forced.length >= config.maxTokens) return null;
    const written: DecodedToken[] = [];
    const event = (token: DecodedToken, spent: WorkByComponent): EngineEvent => {
      const before = tokenizer.decode(written.map(({ id }) => id));
      written.push(token);
      ids.push(token.id);
      works.push(spent);
      work = addComponents(work, spent);
      const feedForward = spent.feedForward ?? NO_WORK;
      return {
        type: "token",
        runId,
        arm,
        reading,
        index: ids.length - 1,
        id: token.id,
        text: tokenizer.decode(written.map(({ id }) => id)).slice(before.length),
        margin: token.margin,
        activeBlocks: feedForward.activeBlocks || token.activeBlocks.reduce((sum, blocks) => sum + blocks, 0),
        totalBlocks: feedForward.totalBlocks || ffnBlocks(config) * config.layers,
        work: spent,
        energy: meter.measure(spent, { workingSetBytes }),
      };
    };
    for (const [at, token] of beginning.entries()) {
      const reads = at === beginning.length - 1 && token.id !== EOS;
      yield event(token, reads ? promptWork(config, forced.length - 1, perLayer) : {});
    }
    if (ended(written)) return written;
    const request = { prompt: forced, maxNewTokens, stopToken: EOS, activeBlocks, signal };
    const limit = newTokenLimit(config, request);
    let waitingSince = environment.now();
    for await (const batch of decoder.decode(request)) {
      computeMs += environment.now() - waitingSince;
      for (const token of batch) yield event(token, tokenWork(config, token.position - 1, token.activeBlocks));
      waitingSince = environment.now();
    }
    computeMs += environment.now() - waitingSince;
    const emitted = written.length - beginning.length;
    rest = addComponents(rest, wastedLaunches(config, launchedTokens(emitted, limit) - emitted));
    return written;
  };

  /** What was written, as an answer. `certainty`: the probability of the first reading. */
  const read = (written: readonly DecodedToken[], certainty: number): Reading => {
    const readingSince = environment.now();
    const reading = contestant.read(tokenizer.decode(written.map(({ id }) => id)), prompt, certainty, model);
    solverMs += environment.now() - readingSince;
    rest = addComponents(rest, reading.work);
    return ended(written) ? reading : { ...reading, answer: null, abstained: `The answer did not end within ${written.length} ${written.length === 1 ? "token" : "tokens"}.`, plausibility: null };
  };

  let written = (yield* write(1, [])) ?? [];
  const confidence = probability(written);
  let reading = read(written, confidence);
  let adopted = 1;
  if (reading.plausibility !== null && confidence < CERTAIN) {
    const operations = evenOperations(prompt.numbers);
    if (operations > 0) rest = addComponents(rest, { symbolic: { ...NO_WORK, hostOperations: operations } });
    const best = mayComeOutEven(prompt.numbers) ? 1 : 0;
    let { plausibility } = reading;
    let weight = weigh(written, plausibility);
    for (const [index, beginning] of secondThoughts(written).entries()) {
      if (plausibility >= best || weigh(beginning, best) <= weight) break;
      const other = yield* write(index + 2, beginning);
      if (other === null) continue;
      const otherReading = read(other, confidence);
      if (otherReading.answer === null || otherReading.plausibility === null) continue;
      const otherWeight = weigh(other, otherReading.plausibility);
      if (otherWeight <= weight) continue;
      written = other;
      reading = otherReading;
      adopted = index + 2;
      ({ plausibility } = otherReading);
      weight = otherWeight;
    }
  }
  works.push(rest);
  work = addComponents(work, rest);
  const result: ArmResult = {
    arm,
    answer: reading.answer,
    program: reading.program,
    steps: reading.steps,
    abstained: reading.abstained,
    reading: adopted,
    confidence: probability(written),
    tokens: ids.length,
    work,
    energy: meter.measure(work, { workingSetBytes }),
    workingSetBytes,
    elapsedMs: computeMs + slotsMs + solverMs,
    hostMs: slotsMs + solverMs,
    solverMs,
    idleMs: Math.min(computeMs, decoder.waitedMs() - waitedBefore),
  };
  return { result, model: contentHash, ids, works };
}

function ended(written: readonly DecodedToken[]): boolean {
  return written.at(-1)?.id === EOS;
}

/** Of a whole output: the product over its tokens. */
function probability(written: readonly DecodedToken[]): number {
  return Math.exp(logProbabilityOf(written));
}
