// One column per arm: answer, tokens as they come (coloured by the share of the network that was active), figures.

import { findProfile } from "../../energy/profiles.ts";
import { EOS } from "../../model/tokenizer.ts";
import type { ArmName, Scenario } from "../../scenario/scenario.ts";
import { withDecimal } from "../../solver/arithmetic/decimal.ts";
import { EMPTY_ARM_RUN, type RunState, type TokenEvent } from "../../store/reduce.ts";
import { formatJoules } from "../../energy/units.ts";
import { ARM_NOTES, ARM_TITLES, BOUNDARY_WORDS, formatEnergy, formatMilliseconds, formatShare, plural } from "../format.ts";
import { TierBadge } from "../TierBadge.tsx";
import styles from "./Race.module.css";
import { VERDICT_TEXTS, verdictOf } from "./verdict.ts";

/** Accessible names; the two main arms have fixed ones. */
const REGION_NAMES: Readonly<Record<ArmName, string>> = {
  hybrid: "Hybrid answer",
  dense: "Dense answer",
  "dense-large": "Larger dense: answer",
  "hybrid-all-blocks": "Hybrid, all blocks: answer",
  rules: "Rules: answer",
};

function activeShare(token: TokenEvent): number {
  return token.totalBlocks > 0 ? token.activeBlocks / token.totalBlocks : 1;
}

/** 1 .. 5: up to 12.5, 25, 50, 75, 100 % of the blocks. */
function shareLevel(share: number): number {
  return [0.125, 0.25, 0.5, 0.75].filter((limit) => share > limit).length + 1;
}

function tokenTitle(token: TokenEvent): string {
  const blocks = token.totalBlocks > 0 ? `${token.activeBlocks} of ${token.totalBlocks} blocks kept (${formatShare(activeShare(token))})` : "no blocks";
  return `Token ${token.index + 1}: ${blocks}, ${formatJoules(token.energy.mid)} counted, margin ${token.margin.toPrecision(2)}`;
}

/** The end mark and the tokenizer's spacing marks have no text of their own. */
function tokenText(token: TokenEvent): string {
  if (token.id === EOS) return "∎";
  return token.text === "" ? "·" : token.text;
}

function meanShare(tokens: readonly TokenEvent[]): number | null {
  if (tokens.length === 0) return null;
  return tokens.reduce((sum, token) => sum + activeShare(token), 0) / tokens.length;
}

function TokenTable({ tokens }: { readonly tokens: readonly TokenEvent[] }) {
  return (
    <details className={styles.each}>
      <summary>Token by token</summary>
      <table>
        <thead><tr><th scope="col">Token</th><th scope="col">Blocks kept</th><th scope="col">Energy, counted</th><th scope="col">Margin</th></tr></thead>
        <tbody>
          {tokens.map((token) => (
            <tr key={token.index}>
              <td><code>{tokenText(token)}</code></td>
              <td>{token.activeBlocks} of {token.totalBlocks}</td>
              <td>{formatJoules(token.energy.mid)}</td>
              <td>{token.margin.toPrecision(2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function ArmColumn({ run, arm }: { readonly run: RunState | null; readonly arm: ArmName }) {
  const { tokens, result, promptTokens } = run?.arms[arm] ?? EMPTY_ARM_RUN;
  const verdict = run === null ? null : verdictOf(run, arm);
  const share = meanShare(tokens);
  const readings = [...new Set(tokens.map(({ reading }) => reading))];
  const waiting = run?.outcome === "running" ? (tokens.length > 0 || promptTokens > 0 ? "Writing" : "Waiting for its turn") : run === null ? "Nothing yet" : verdict === "stopped" ? "Not finished" : "Not run";
  return (
    <section aria-label={REGION_NAMES[arm]} className={styles.arm} data-arm={arm}>
      <h2 className={styles.name}>{ARM_TITLES[arm]}</h2>
      <p className={styles.note}>{ARM_NOTES[arm]}</p>
      <p className={styles.answer} data-empty={result?.answer == null}>{result === null ? waiting : (result.answer === null ? "No answer" : withDecimal(result.answer))}</p>
      <p className={styles.verdict} data-verdict={verdict ?? "none"}>
        {result?.abstained ?? (verdict === null ? "\u00a0" : VERDICT_TEXTS[verdict])}
      </p>
      <div>
        {readings.length === 0 ? <p className={styles.tokens}><span className={styles.placeholder}>{arm === "rules" || result !== null || (run !== null && run.outcome !== "running") ? "no tokens" : "tokens appear here"}</span></p> : null}
        {readings.map((reading) => (
          <p key={reading} className={styles.tokens} data-dropped={result !== null && result.reading !== reading}>
            {reading === 1 ? null : <span className={styles.again}>Read again, as the numbers made it doubtful: </span>}
            {tokens.filter((token) => token.reading === reading).map((token) => (
              <span key={token.index} className={styles.token} data-level={shareLevel(activeShare(token))} title={tokenTitle(token)}>{tokenText(token)}</span>
            ))}
          </p>
        ))}
      </div>
      <dl className={styles.figures}>
        <div>
          <dt>Energy <TierBadge /> <small>counted ({BOUNDARY_WORDS.dynamic}), estimated{run === null ? "" : <><br />for: {findProfile(run.scenario.profile).title}</>}</small></dt>
          <dd>{result === null ? "-" : formatEnergy(result.energy)}</dd>
        </div>
        <div>
          <dt>Tokens <small>read, written</small></dt>
          <dd>{promptTokens}, {result?.tokens ?? tokens.length}</dd>
        </div>
        <div>
          <dt>Blocks kept <small>of the feed-forward, mean over tokens</small></dt>
          <dd>{share === null ? "-" : formatShare(share)}</dd>
        </div>
        <div>
          <dt>Time <small>timed</small></dt>
          <dd>{result === null ? "-" : formatMilliseconds(result.elapsedMs)}</dd>
        </div>
        <div>
          <dt>Probability of the output <small>under the network{result !== null && result.reading > 1 ? `, reading ${result.reading}` : ""}</small></dt>
          <dd>{result?.confidence == null ? "-" : formatShare(result.confidence)}</dd>
        </div>
      </dl>
      {tokens.length === 0 ? null : <TokenTable tokens={tokens} />}
    </section>
  );
}

function Legend({ tokens }: { readonly tokens: number }) {
  return (
    <p className={styles.legend}>
      <span>Feed-forward blocks kept per token:</span>
      {["up to 12.5 %", "25 %", "50 %", "75 %", "100 %"].map((text, index) => (
        <span key={text} className={styles.key}><span className={styles.swatch} data-level={index + 1} aria-hidden="true" /> {text}</span>
      ))}
      <span>{tokens === 0 ? "" : `${plural(tokens, "token")} in all; ∎ ends an answer.`}</span>
    </p>
  );
}

export function Race({ run, draft }: { readonly run: RunState | null; readonly draft: Scenario }) {
  const arms = (run?.scenario ?? draft).arms;
  const tokens = run === null ? 0 : arms.reduce((sum, arm) => sum + (run.arms[arm]?.tokens.length ?? 0), 0);
  return (
    <div>
      <div className={styles.race} aria-busy={run?.outcome === "running"}>
        {arms.map((arm) => <ArmColumn key={arm} run={run} arm={arm} />)}
      </div>
      <Legend tokens={tokens} />
    </div>
  );
}
