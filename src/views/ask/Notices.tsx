// The Notice region: failures, links, reproduction. Announced when it changes; every notice can be put away.
// The GPU's notice comes unasked while the page loads: one line, whose room is kept free, so that nothing jumps.

import type { Notice } from "../../store/notices.ts";
import { GPU_FAILURE_TEXTS, RUN_FAILURE_TEXTS } from "./gpu-failure-text.ts";
import styles from "./Notices.module.css";

interface NoticeText {
  readonly tone: "plain" | "good" | "warning";
  readonly title: string;
  readonly lines: readonly string[];
}

function textOf(notice: Notice): NoticeText {
  switch (notice.id) {
    case "gpu": {
      const { title, what, next } = GPU_FAILURE_TEXTS[notice.code];
      return { tone: "plain", title, lines: [what, `Found: ${notice.message}`, next] };
    }
    case "engine":
    case "run": {
      const { title, next } = RUN_FAILURE_TEXTS[notice.code];
      return { tone: "warning", title, lines: [notice.message, next] };
    }
    case "link":
      return notice;
    case "reproduction":
      return { tone: notice.same ? "good" : "warning", title: notice.title, lines: [notice.line] };
    default:
      return notice satisfies never;
  }
}

export function Notices({ notices, onDismiss }: { readonly notices: readonly Notice[]; readonly onDismiss: (id: string) => void }) {
  return (
    <div aria-live="polite" className={styles.live}>
      {notices.length === 0 ? null : (
        <section aria-label="Notice" className={styles.region}>
          {notices.map((notice) => {
            const { tone, title, lines } = textOf(notice);
            return (
              <div key={notice.id} className={styles.notice} data-tone={tone}>
                {notice.id === "gpu" ? (
                  <details>
                    <summary>{title}</summary>
                    {lines.map((line) => <p key={line}>{line}</p>)}
                  </details>
                ) : (
                  <div>
                    <h2>{title}</h2>
                    {lines.map((line) => <p key={line}>{line}</p>)}
                  </div>
                )}
                <button type="button" className={styles.dismiss} aria-label={`Dismiss: ${title}`} onClick={() => onDismiss(notice.id)}>×</button>
              </div>
            );
          })}
        </section>
      )}
    </div>
  );
}
