// A text field with the same name and keys as the full editor.

import type { EditorProps } from "./editor-props.ts";
import styles from "./Editor.module.css";

export function PlainEditor({ program, onProgram, onRun }: EditorProps) {
  return (
    <textarea
      aria-label="Program editor"
      aria-keyshortcuts="Control+Enter"
      className={styles.plain}
      rows={9}
      spellCheck={false}
      autoCapitalize="off"
      value={program}
      onChange={(event) => onProgram(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        onRun();
      }}
    />
  );
}
