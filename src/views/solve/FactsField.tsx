// Facts and rules beside a Prolog program, right under it: where there are some they are always in sight, for they decide the answer.

import { useState } from "react";
import styles from "./FactsField.module.css";

interface Props {
  readonly facts: string;
  readonly onFacts: (facts: string) => void;
}

export function FactsField({ facts, onFacts }: Props) {
  const [opened, setOpened] = useState(false);
  if (!opened && facts.trim() === "") {
    return <button type="button" className={styles.add} onClick={() => setOpened(true)}>Add facts beside the program</button>;
  }
  return (
    <label className={styles.field}>
      <span className={styles.title}>Facts and rules beside the program</span>
      <textarea
        className={styles.facts}
        rows={5}
        spellCheck={false}
        autoCapitalize="off"
        autoFocus={opened}
        value={facts}
        onChange={(event) => {
          setOpened(true); // stays while it is being emptied
          onFacts(event.target.value);
        }}
      />
    </label>
  );
}
