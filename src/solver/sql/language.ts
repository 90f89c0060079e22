// SQL on the page's side of the box: the parser and the name check decide what is sent, and the reply is validated before it is shown.

import type { LanguageModule } from "../result.ts";
import { interpretSql } from "./interpret.ts";
import { prepareSql } from "./prepare.ts";
import type { SqlPayload } from "./protocol.ts";

export const sqlLanguage: LanguageModule<SqlPayload> = { language: "sql", prepare: prepareSql, interpret: interpretSql };
