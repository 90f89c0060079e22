// The frame around the views: title, the way between them, and the view that the address names.

import { Component, type ReactNode } from "react";
import styles from "./PageShell.module.css";

export type ViewName = "ask" | "solve" | "device" | "method";

const VIEWS: readonly { readonly name: ViewName; readonly title: string; readonly hash: string; readonly tagline: string }[] = [
  {
    name: "ask",
    title: "Ask",
    hash: "#",
    tagline:
      "Does pairing a small sparse network with a symbolic solver save energy? Two systems answer the same question here, on your device, and every token is charged with the joules of the work it took.",
  },
  {
    name: "solve",
    title: "Solve",
    hash: "#solve",
    tagline: "Write programs for the symbolic side yourself, see every step, and share them. They run here, in a box without network or storage; nothing leaves this device.",
  },
  {
    name: "device",
    title: "Device",
    hash: "#device",
    tagline: "What this device offers, which class of device its joules are charged to, and what it does in a second by its own clock.",
  },
  {
    name: "method",
    title: "Method",
    hash: "#method",
    tagline: "Where every joule on these pages comes from: what is counted, what is timed, the constants with their sources, and how far measurements agree.",
  },
];

/** Shows why a view could not be drawn, and the way on, instead of an empty page. */
class ViewBoundary extends Component<{ readonly children: ReactNode }, { readonly message: string | null }> {
  override state = { message: null };

  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    if (this.state.message === null) return this.props.children;
    return (
      <section aria-label="Notice" className={styles.broken}>
        <h2>This view could not be shown</h2>
        <p>{this.state.message}</p>
        <p><a href="">Reload the page</a>. A part that was not loaded yet needs a connection.</p>
      </section>
    );
  }
}

interface Props {
  readonly view: ViewName;
  /** Address of what the Ask view shows: the way back to it loses nothing. */
  readonly askHash: string;
  readonly children: ReactNode;
}

export function PageShell({ view, askHash, children }: Props) {
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <h1 className={styles.title}>Hundredfold</h1>
        <nav aria-label="Views" className={styles.views}>
          {VIEWS.map(({ name, title, hash }) => <a key={name} href={name === "ask" && askHash !== "" ? askHash : hash} aria-current={name === view ? "page" : undefined}>{title}</a>)}
        </nav>
        <p className={styles.tagline}>{VIEWS.find(({ name }) => name === view)?.tagline}</p>
      </header>
      <ViewBoundary key={view}>{children}</ViewBoundary>
    </div>
  );
}
