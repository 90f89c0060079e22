// What the figures do not say. Next to the claim, not behind a link.

import styles from "./AskView.module.css";

export function HonestNotes() {
  return (
    <section aria-label="What to keep in mind" className={styles.notes}>
      <h2>What to keep in mind</h2>
      <ul>
        <li>Joules are counted, not measured: work is counted exactly, then multiplied by constants of a device class with a wide band. Only a meter at the plug knows what your device draws. Times are timed here and never turned into joules.</li>
        <li>The models are very small and trained for arithmetic questions in English, nothing else. A ratio seen here holds for these networks on this question; it says nothing about large language models.</li>
        <li>The hybrid gets help the dense arm does not: numbers are taken out of the question before the network and put back after it. That work is charged to the hybrid, as is the solver's.</li>
        <li>The solver is exact for the program it is given. Whether the program is what the question asks is a matter of reading, and small networks misread.</li>
        <li>Both networks shipped now are trained briefly, the dense one for fewer steps and with an untuned learning rate, so it is a weak rival and the race is provisional. Their scores on unseen wordings are low.</li>
        <li>Training energy is not in these figures. The model cards say how each network was trained and what it scores: <ModelCards />.</li>
      </ul>
    </section>
  );
}

function ModelCards() {
  const base = import.meta.env.BASE_URL;
  return (
    <>
      <a href={`${base}models/core.md`}>hybrid core</a>, <a href={`${base}models/dense.md`}>dense</a>
    </>
  );
}
