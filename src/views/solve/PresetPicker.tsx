// Programs worth seeing, and one line that says why.

import type { Language } from "../../solver/result.ts";
import type { SolvePreset } from "../../store/solve-store.ts";
import { SOLVE_PRESETS } from "./presets.ts";
import styles from "./SolveView.module.css";

interface Props {
  readonly language: Language;
  readonly program: string;
  readonly onPreset: (preset: SolvePreset) => void;
}

export function PresetPicker({ language, program, onPreset }: Props) {
  const offered = SOLVE_PRESETS.filter((preset) => preset.language === language);
  const chosen = offered.find((preset) => preset.program === program);
  return (
    <div className={styles.picker}>
      <ul className={styles.presets} aria-label="Presets">
        {offered.map((preset) => (
          <li key={preset.id}>
            <button type="button" className={styles.preset} title={preset.why} aria-pressed={preset === chosen} onClick={() => onPreset(preset)}>{preset.title}</button>
          </li>
        ))}
      </ul>
      <p className={styles.fine}>{chosen?.why ?? "Your own program. A preset takes its place; Control and Z brings it back."}</p>
    </div>
  );
}
