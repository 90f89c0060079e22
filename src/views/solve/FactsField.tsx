// Facts and rules beside a Prolog program, right under it: where there are some they are always in sight, for they decide the answer.

import { useState } from "react";
import styles from "./FactsField.module.css";

interface Props {
  readonly facts: string;
  /** A link's facts, or none, are there instead of the visitor's. */
  readonly aside: boolean;
  readonly onFacts: (facts: string) => void;
  readonly onSwap: () => void;
}

function Field({ facts, onFacts }: Pick<Props, "facts" | "onFacts">) {
  const [opened, setOpened] = useState(false);
  if (!opened && facts.trim() === "") {
    return <button type="button" className={styles.button} onClick={() => setOpened(true)}>Add facts beside the program</button>;
  }
  return (
    <label className={styles.field}>
      <span className={styles.title}>Facts and rules beside the program</span>
      <textarea
        className={styles.text}
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

export function FactsField({ facts, aside, onFacts, onSwap }: Props) {
  return (
    <div className={styles.facts}>
      <Field facts={facts} onFacts={onFacts} />
      {aside ? <p>Your facts from before are set aside. <button type="button" className={styles.button} onClick={onSwap}>{facts.trim() === "" ? "Bring them back" : "Change places with these"}</button></p> : null}
    </div>
  );
}
