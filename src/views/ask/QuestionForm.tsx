// Question, presets, buttons and settings: edits the draft scenario, starts nothing by itself.

import { type KeyboardEvent, useState } from "react";
import { DEVICE_PROFILES, findProfile, profileForAdapter } from "../../energy/profiles.ts";
import { PRESETS } from "../../scenario/presets.ts";
import { ARM_NAMES, type ArmName, type Scenario } from "../../scenario/scenario.ts";
import { MAX_NEW_TOKENS, MAX_QUESTION_LENGTH, MAX_SEED } from "../../scenario/schema.ts";
import { type EngineState, engineReady, offeredArms } from "../../store/reduce.ts";
import { ARM_NOTES, ARM_TITLES } from "../format.ts";
import styles from "./QuestionForm.module.css";

interface FormActions {
  run(): void;
  stop(): void;
  reset(): void;
  newSeed(): void;
  copyLink(): void;
  exportJson(): void;
  exportCsv(): void;
}

interface Props {
  readonly draft: Scenario;
  readonly engine: EngineState;
  readonly running: boolean;
  readonly exportable: boolean;
  readonly onDraft: (draft: Scenario) => void;
  readonly actions: FormActions;
}

export function QuestionForm({ draft, engine, running, exportable, onDraft, actions }: Props) {
  const runnable = !running && engineReady(engine) && draft.question.trim() !== "";
  const onQuestionKey = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    actions.run();
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        actions.run();
      }}
    >
      <label className={styles.label} htmlFor="question">Question</label>
      <div className={styles.ask}>
        <textarea
          id="question"
          className={styles.question}
          dir="auto"
          rows={2}
          maxLength={MAX_QUESTION_LENGTH}
          spellCheck={false}
          value={draft.question}
          onChange={(event) => onDraft({ ...draft, question: event.target.value })}
          onKeyDown={onQuestionKey}
        />
        <div className={styles.go}>
          <button type="submit" className={styles.run} aria-disabled={!runnable} aria-keyshortcuts="Enter">Run</button>
          <button type="button" aria-disabled={!running} aria-keyshortcuts="Escape" onClick={actions.stop}>Stop</button>
        </div>
      </div>
      <ul className={styles.presets} aria-label="Presets">
        {PRESETS.map((preset) => (
          <li key={preset.id}>
            <button
              type="button"
              className={styles.preset}
              title={preset.why}
              aria-pressed={preset.scenario.question === draft.question}
              onClick={() => onDraft({ ...draft, question: preset.scenario.question })}
            >
              {preset.title}
            </button>
          </li>
        ))}
      </ul>
      <div className={styles.tools}>
        <Settings draft={draft} engine={engine} onDraft={onDraft} newSeed={actions.newSeed} />
        <button type="button" className={styles.tool} onClick={actions.reset}>Reset</button>
        <button type="button" className={styles.tool} title="Alt+L. The link holds the question, the settings and a fingerprint of the result." aria-keyshortcuts="Alt+L" onClick={actions.copyLink}>Copy link</button>
        <button type="button" className={styles.tool} aria-disabled={!exportable} onClick={actions.exportJson}>Export JSON</button>
        <button type="button" className={styles.tool} aria-disabled={!exportable} onClick={actions.exportCsv}>Export CSV</button>
      </div>
    </form>
  );
}

interface NumberInputProps {
  /** For a label that does not hold the input. */
  readonly id?: string;
  readonly describedBy?: string;
  readonly value: number;
  readonly min?: number;
  readonly max: number;
  /** 1: whole numbers only. */
  readonly step: 1 | "any";
  readonly onValue: (value: number) => void;
}

/** min .. max. While typed in, it may be empty or half a number; when left, it shows the value that holds. */
function NumberInput({ id, describedBy, value, min = 0, max, step, onValue }: NumberInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const onChange = (text: string): void => {
    setTyped(text);
    const number = Number(text);
    if (text !== "" && !Number.isNaN(number)) onValue(Math.min(max, Math.max(min, step === 1 ? Math.round(number) : number)));
  };
  return <input id={id} aria-describedby={describedBy} type="number" min={min} max={max} step={step} value={typed ?? value} onChange={(event) => onChange(event.target.value)} onBlur={() => setTyped(null)} />;
}

function Settings({ draft, engine, onDraft, newSeed }: Pick<Props, "draft" | "engine" | "onDraft"> & Pick<FormActions, "newSeed">) {
  const setArm = (arm: ArmName, on: boolean): void => {
    const arms = ARM_NAMES.filter((name) => (name === arm ? on : draft.arms.includes(name)));
    if (arms.length > 0) onDraft({ ...draft, arms });
  };
  const { machine } = engine;
  const guess = machine === null ? draft.profile : profileForAdapter(machine.adapter, machine.software || machine.plan === "cpu");
  return (
    <details className={styles.settings}>
      <summary>Settings</summary>
      <div className={styles.fields}>
        <fieldset className={styles.arms}>
          <legend>Arms to compare, at least one</legend>
          {offeredArms(engine, draft).map((arm) => (
            <label key={arm} className={styles.check}>
              <input type="checkbox" checked={draft.arms.includes(arm)} onChange={(event) => setArm(arm, event.target.checked)} />
              <span>{ARM_TITLES[arm]} <small className={styles.hint}>{ARM_NOTES[arm]}</small></span>
            </label>
          ))}
        </fieldset>
        <div className={styles.numbers}>
          <div className={styles.field}>
            <label htmlFor="seed">Seed</label>
            <div className={styles.seed}>
              <NumberInput id="seed" describedBy="seed-hint" value={draft.seed} max={MAX_SEED} step={1} onValue={(seed) => onDraft({ ...draft, seed })} />
              <button type="button" className={styles.tool} onClick={newSeed}>New seed</button>
            </div>
            <small id="seed-hint" className={styles.hint}>Draws the energy bands. Decoding takes the likeliest token, so answers do not depend on it.</small>
          </div>
          <label>
            <span>Active blocks, percent</span>
            <NumberInput value={draft.activePercent} max={100} step="any" onValue={(activePercent) => onDraft({ ...draft, activePercent })} />
            <small className={styles.hint}>Share of feed-forward blocks the hybrid keeps per token: the others skip the second projection. 0: as trained.</small>
          </label>
          <label>
            <span>Longest answer, tokens</span>
            <NumberInput value={draft.maxNewTokens} min={1} max={MAX_NEW_TOKENS} step={1} onValue={(maxNewTokens) => onDraft({ ...draft, maxNewTokens })} />
            <small className={styles.hint}>An answer that has not ended by then counts as none.</small>
          </label>
          <label>
            <span>Device profile</span>
            <select value={findProfile(draft.profile).id} onChange={(event) => onDraft({ ...draft, profile: event.target.value })}>
              {DEVICE_PROFILES.map((profile) => <option key={profile.id} value={profile.id}>{profile.title}</option>)}
            </select>
            <small className={styles.hint}>Turns counted work into joules. A browser cannot measure power.</small>
          </label>
          {guess === draft.profile || guess === "unknown" ? null : (
            <p className={styles.hint}>
              This engine looks like “{findProfile(guess).title}”.{" "}
              <button type="button" className={styles.tool} onClick={() => onDraft({ ...draft, profile: guess })}>Use it</button>
            </p>
          )}
        </div>
      </div>
    </details>
  );
}
