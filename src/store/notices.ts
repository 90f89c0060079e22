// What the page must say besides results: derived from the state, so nothing can be said twice or left standing.

import { findProfile } from "../energy/profiles.ts";
import type { GpuFailure } from "../engine/protocol.ts";
import { compareRuns } from "../scenario/reproduction.ts";
import type { PageState, RunState } from "./reduce.ts";

export type Notice =
  | ({ readonly id: "gpu" } & GpuFailure)
  | { readonly id: "engine" | "run"; readonly code: "gpu" | "model" | "question" | "worker"; readonly message: string }
  | { readonly id: "link"; readonly tone: "plain" | "warning"; readonly title: string; readonly lines: readonly string[] }
  | { readonly id: "reproduction"; readonly same: boolean; readonly title: string; readonly line: string };

function linkNotice(state: PageState): Notice | null {
  const { link } = state;
  if (link === null) return null;
  switch (link.status) {
    case "ok":
    case "repaired": {
      const holds = link.digest === null
        ? "It holds a question and its settings. Nothing runs until you press Run."
        : `It holds a question, its settings and the fingerprint of a run of ${link.digest.tokens} tokens. Press Run to check whether this machine gets the same.`;
      const { profile } = link.scenario;
      const stranger = findProfile(profile).id === profile
        ? []
        : [`This page does not know the device profile "${profile}"; energy is estimated for an unknown device. Choose another under Settings.`];
      const changes = [...(link.status === "repaired" ? link.changes : []), ...stranger];
      return changes.length === 0
        ? { id: "link", tone: "plain", title: "Opened from a link", lines: [holds] }
        : { id: "link", tone: "warning", title: link.status === "repaired" ? "Opened from a link, with repairs" : "Opened from a link", lines: [...changes, holds] };
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

export function noticesOf(state: PageState): readonly Notice[] {
  const { engine, run } = state;
  const notices: (Notice | null)[] = [
    run === null ? null : reproductionNotice(run),
    run?.failure == null || run.failure.code === "cancelled" ? null : { id: "run", code: run.failure.code, message: run.failure.message },
    engine.failure === null || engine.failure.code === "cancelled" ? null : { id: "engine", code: engine.failure.code, message: engine.failure.message },
    engine.gpuFailure === null ? null : { id: "gpu", ...engine.gpuFailure },
    linkNotice(state),
  ];
  return notices.filter((notice) => notice !== null && !state.dismissed.includes(notice.id)) as readonly Notice[];
}
