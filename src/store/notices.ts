// What the page must say besides results: derived from the state, so nothing can be said twice or left standing.

import { findProfile } from "../energy/profiles.ts";
import type { GpuFailure } from "../engine/protocol.ts";
import type { RunDigest } from "../scenario/digest.ts";
import { compareRuns } from "../scenario/reproduction.ts";
import { DEFAULT_SCENARIO, type Scenario } from "../scenario/scenario.ts";
import type { PageState, RunState } from "./reduce.ts";

export type Notice =
  | ({ readonly id: "gpu" } & GpuFailure)
  | { readonly id: "engine" | "run"; readonly code: "gpu" | "model" | "question" | "worker"; readonly message: string }
  | { readonly id: "link"; readonly tone: "plain" | "warning"; readonly title: string; readonly lines: readonly string[] }
  | { readonly id: "reproduction"; readonly same: boolean; readonly title: string; readonly line: string };

/** Every field of a scenario but its question, in words; its order is that of the notice. */
const SETTING_WORDS: Readonly<Record<Exclude<keyof Scenario, "version" | "question">, (scenario: Scenario) => string>> = {
  arms: ({ arms }) => `arms ${arms.join(", ")}`,
  seed: ({ seed }) => `seed ${seed}`,
  activePercent: ({ activePercent }) => `${activePercent} % of the blocks active`,
  maxNewTokens: ({ maxNewTokens }) => `answers of at most ${maxNewTokens} ${maxNewTokens === 1 ? "token" : "tokens"}`,
  profile: ({ profile }) => `device profile ${findProfile(profile).id === profile ? findProfile(profile).title : `"${profile}"`}`,
};

function settingsLine(scenario: Scenario): string {
  const others = (Object.keys(SETTING_WORDS) as (keyof typeof SETTING_WORDS)[])
    .filter((name) => JSON.stringify(scenario[name]) !== JSON.stringify(DEFAULT_SCENARIO[name]))
    .map((name) => SETTING_WORDS[name](scenario));
  return others.length === 0 ? "Its settings are those that this page starts with." : `Its settings, where they are not those that this page starts with: ${others.join("; ")}.`;
}

/** For example "hybrid 85bbe17b, dense 6ac08b00"; empty where the link does not say. */
function networksOf(scenario: Scenario, digest: RunDigest): string {
  return scenario.arms.flatMap((arm, index) => {
    const model = digest.arms?.[index]?.model ?? "";
    return model === "" ? [] : [`${arm} ${model}`];
  }).join(", ");
}

/** What a link holds; how to go on, as long as nothing has run. */
function linkLines(scenario: Scenario, digest: RunDigest | null, hasRun: boolean): readonly string[] {
  if (digest === null) return [`It holds a question.${hasRun ? "" : " Nothing runs until you press Run."}`, settingsLine(scenario)];
  const networks = networksOf(scenario, digest);
  const holds = `It holds a question and the fingerprint of a run of ${digest.tokens} tokens${networks === "" ? "" : `, made with the networks ${networks}`}.`;
  return [hasRun ? holds : `${holds} Press Run to check whether this machine gets the same.`, settingsLine(scenario)];
}

function linkNotice(state: PageState): Notice | null {
  const { link } = state;
  if (link === null) return null;
  switch (link.status) {
    case "ok":
    case "repaired": {
      const holds = linkLines(link.scenario, link.digest, state.run?.digest != null);
      const { profile } = link.scenario;
      const stranger = findProfile(profile).id === profile
        ? []
        : [`This page does not know the device profile "${profile}"; energy is estimated for an unknown device. Choose another under Settings.`];
      const changes = [...(link.status === "repaired" ? link.changes : []), ...stranger];
      return changes.length === 0
        ? { id: "link", tone: "plain", title: "Opened from a link", lines: holds }
        : { id: "link", tone: "warning", title: link.status === "repaired" ? "Opened from a link, with repairs" : "Opened from a link", lines: [...changes, ...holds] };
    }
    case "too-new":
      return {
        id: "link", tone: "warning", title: "This link needs a newer version",
        lines: [`It has version ${link.version}, which this page cannot read. Reload the page to get the latest version, then open the link again.`],
      };
    case "malformed":
      return { id: "link", tone: "warning", title: "This link cannot be read", lines: [link.reason] };
    default:
      return link satisfies never;
  }
}

function reproductionNotice(run: RunState): Notice | null {
  const { digest, expectedDigest: expected } = run;
  if (digest === null || expected === null) return null;
  return { id: "reproduction", ...compareRuns(run.scenario.arms, digest, expected, (arm, index) => run.arms[arm]?.tokens[index]?.margin) };
}

/** The failure that belongs to no run; null too where the run that waited for the engine has failed of the same. */
function engineNotice({ engine: { failure }, run }: PageState): Notice | null {
  if (failure === null || failure.code === "cancelled" || failure.message === run?.failure?.message) return null;
  return { id: "engine", code: failure.code, message: failure.message };
}

export function noticesOf(state: PageState): readonly Notice[] {
  const { engine, run } = state;
  const notices: (Notice | null)[] = [
    run === null ? null : reproductionNotice(run),
    run?.failure == null || run.failure.code === "cancelled" ? null : { id: "run", code: run.failure.code, message: run.failure.message },
    engineNotice(state),
    engine.gpuFailure === null ? null : { id: "gpu", ...engine.gpuFailure },
    linkNotice(state),
  ];
  return notices.filter((notice) => notice !== null && !state.dismissed.includes(notice.id)) as readonly Notice[];
}
