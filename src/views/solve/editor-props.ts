// What both editors take: the full one, and the plain one that stands in while it loads or when it cannot be loaded.

import type { Language, SolverFailure } from "../../solver/result.ts";

export interface EditorProps {
  readonly language: Language;
  readonly program: string;
  /** Marked at its position. */
  readonly problem: SolverFailure | null;
  readonly onProgram: (program: string) => void;
  readonly onRun: () => void;
}
