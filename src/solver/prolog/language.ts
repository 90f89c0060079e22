// Prolog on the page's side of the box: the parser and the checks decide what is sent, and the reply is validated before it is shown.

import type { LanguageModule } from "../result.ts";
import { interpretProlog } from "./interpret.ts";
import { prepareProlog } from "./prepare.ts";
import type { PrologPayload } from "./protocol.ts";

export const prologLanguage: LanguageModule<PrologPayload> = { language: "prolog", prepare: prepareProlog, interpret: interpretProlog };
