// What the figures do not say. Next to the claim, not behind a link.

import { Fragment } from "react";
import type { ModelId } from "../../engine/model-ids.ts";
import { MODEL_TITLES } from "../format.ts";
import styles from "./AskView.module.css";

export function HonestNotes({ models }: { readonly models: readonly ModelId[] }) {
  return (
    <section aria-label="What to keep in mind" className={styles.notes}>
      <h2>What to keep in mind</h2>
      <ul>
        <li>Joules are counted, not measured: work is counted exactly, then multiplied by constants of a device class with a wide band. Only a meter at the plug knows what your device draws; the <a href="#device">Device</a> view takes its readings. Timed joules stand apart, in the panel above.</li>
        <li>One clock time is a poor witness: it holds whatever else the machine did, and code that is still being compiled. Runs of less than 0.2 s are therefore timed seven times, longer ones once; a live run can be timed again in the panel above.</li>
        <li>The models are very small and trained for arithmetic questions in English, nothing else. A ratio seen here holds for these networks on this question; it says nothing about large language models.</li>
        <li>The hybrid gets help the dense arm does not: numbers are taken out of the question, with their signs, before the network and put back after it. That work is charged to the hybrid, as is the solver's. For both arms, words outside the vocabulary (names, most things) are replaced by placeholders first.</li>
        <li>Where the network was not certain, the question is read again from its second choice if the answer is doubtful (negative, a fraction without end, a division that leaves a remainder) or if some division of its numbers would come out even. The reading is taken that is most probable after both. Both arms have this, and pay for it; only the hybrid has divisions to look at.</li>
        <li>Keeping a quarter of the feed-forward blocks skips three quarters of the second projection only: to choose the blocks, the first projection is computed whole, and charged.</li>
        <li>The solver is exact for the program it is given. Whether the program is what the question asks is a matter of reading, and small networks misread.</li>
        <li>All networks here were trained on two CPU cores, the hybrid for hours. The dense ones began with all that an earlier state of the hybrid had learned of reading questions, and were then trained to calculate for little more than an hour: longer training would make them stronger rivals, and the race is provisional. Training cost, steps and scores are in the model cards.</li>
        <li>The presets are worded much like the training questions. On wordings unlike them the hybrid is right far less often; the model cards say how often.</li>
        <li>Training energy is not in the ratio; the panel says when it would be paid back. The model cards say how each network was trained and what it scores: <ModelCards models={models} />.</li>
      </ul>
    </section>
  );
}

/** One link per shipped checkpoint. */
function ModelCards({ models }: { readonly models: readonly ModelId[] }) {
  return models.map((id, index) => (
    <Fragment key={id}>
      {index === 0 ? "" : ", "}<a href={`${import.meta.env.BASE_URL}models/${id}.md`}>{MODEL_TITLES[id]}</a>
    </Fragment>
  ));
}
