// The program editor: CodeMirror in a shadow root of its own, where its styles are adopted sheets. In the document itself they
// would be <style> elements, which the page's Content-Security-Policy refuses.

import { defaultKeymap, history, historyField, historyKeymap, isolateHistory } from "@codemirror/commands";
import { bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, setDiagnostics } from "@codemirror/lint";
import { EditorState, type Text } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { useEffect, useEffectEvent, useRef } from "react";
import type { Language, SolverFailure } from "../../solver/result.ts";
import type { EditorProps } from "./editor-props.ts";
import { HIGHLIGHT, STREAM_LANGUAGES } from "./highlight.ts";
import styles from "./Editor.module.css";

const THEME = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--surface)", border: "1px solid var(--control-line)", borderRadius: "var(--radius)", fontSize: "0.95rem", maxHeight: "28rem" },
  "&.cm-focused": { outline: "3px solid var(--focus)", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: 'ui-monospace, "Cascadia Code", "SF Mono", Menlo, Consolas, monospace', lineHeight: "1.5", minHeight: "9rem" },
  ".cm-content": { caretColor: "var(--ink)", padding: "0.5rem 0" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "color-mix(in srgb, var(--focus) 28%, transparent)" },
  ".cm-gutters": { color: "var(--quiet)", backgroundColor: "transparent", border: "none" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--ink) 5%, transparent)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "transparent", outline: "1px solid var(--control-line)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent", outline: "1px dashed var(--warning)" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--warning)", textUnderlineOffset: "0.2em" },
  ".cm-lintPoint-error:after": { borderBottomColor: "var(--warning)" },
  ".cm-tooltip": { color: "var(--ink)", backgroundColor: "var(--surface)", border: "1px solid var(--control-line)", maxWidth: "min(30rem, 90vw)" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--warning)" },
});

/** Text, selection and undo history by language, as JSON: a state itself would hold on to the component that made it. */
const kept = new Map<Language, unknown>();
const KEPT_FIELDS = { history: historyField };

/** The place of the failure in the document: the word that starts there, or one character. */
function diagnosticOf(document: Text, { message, position }: SolverFailure): Diagnostic | null {
  if (position === null || position.line > document.lines) return null;
  const line = document.line(position.line);
  const from = Math.min(line.to, line.from + position.column - 1);
  const word = /^[\p{L}\p{M}\p{N}_?]+/u.exec(document.sliceString(from, line.to))?.[0].length ?? 1;
  return { from: from === line.to ? Math.max(line.from, from - 1) : from, to: Math.min(line.to, from + word), severity: "error", message };
}

export default function Editor({ language, program, problem, onProgram, onRun }: EditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const changed = useEffectEvent(onProgram);
  const run = useEffectEvent(onRun);
  const text = useEffectEvent(() => program);

  // One state per language, so that undo never crosses languages; kept while another language or view is shown.
  useEffect(() => {
    if (host.current === null) return;
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: "open" });
    const runKey = { key: "Mod-Enter", run: () => (run(), true) };
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const config = {
      extensions: [
        keymap.of([runKey, ...defaultKeymap, ...historyKeymap]),
        lineNumbers(),
        history(),
        drawSelection({ cursorBlinkRate: still ? 0 : 1200 }),
        highlightActiveLine(),
        bracketMatching(),
        EditorView.lineWrapping,
        STREAM_LANGUAGES[language],
        syntaxHighlighting(HIGHLIGHT),
        THEME,
        EditorView.contentAttributes.of({ tabindex: "0", "aria-label": "Program editor", "aria-keyshortcuts": "Control+Enter" }),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged) changed(state.doc.toString());
        }),
      ],
    };
    const before = kept.get(language);
    const state = before === undefined ? EditorState.create({ doc: text(), ...config }) : EditorState.fromJSON(before, config, KEPT_FIELDS);
    const created = new EditorView({ parent: root, root, state });
    view.current = created;
    return () => {
      view.current = null;
      kept.set(language, created.state.toJSON(KEPT_FIELDS));
      created.destroy();
    };
  }, [language]);

  // A preset or a link replaces the text as one step that can be undone.
  useEffect(() => {
    const editor = view.current;
    if (editor === null || editor.state.doc.toString() === program) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: program }, annotations: isolateHistory.of("full") });
  }, [program, language]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null) return;
    const diagnostic = problem === null ? null : diagnosticOf(editor.state.doc, problem);
    editor.dispatch(setDiagnostics(editor.state, diagnostic === null ? [] : [diagnostic]));
  }, [problem, language]);

  return <div ref={host} className={styles.editor} />;
}
