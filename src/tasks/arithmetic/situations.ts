// Every situation of the word problems, those of the split unseen-situations last.

import { CHANGES } from "./situations/changes.ts";
import { ERRANDS } from "./situations/errands.ts";
import { GROUPS } from "./situations/groups.ts";
import { HELD_OUT } from "./situations/held-out.ts";
import { MEASURES } from "./situations/measures.ts";
import { RATES } from "./situations/rates.ts";
import type { Situation } from "./situations/variant.ts";

export const SITUATIONS: readonly Situation[] = [...CHANGES, ...GROUPS, ...RATES, ...MEASURES, ...ERRANDS, ...HELD_OUT];
