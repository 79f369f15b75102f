import * as l10n from "../shared/base/l10n";
import type { Kind } from "./kinds";
import { isPath, PATH_PATTERN, USUAL_VARIABLES } from "./paths";
import { valueText } from "./valueText";

/** The path of a tokenizer file, or none. */
export const tokenizerFileKind: Kind<string | null> = {
  schema: { type: ["string", "null"], pattern: PATH_PATTERN, default: null },
  fits: (value): value is string | null =>
    value === null || (typeof value === "string" && isPath(value)),
  instead: () => null,
  problem: (setting, value) =>
    l10n.t(
      "{0} is {1}, but must be null, or the path of a tokenizer file. Of variables, it may hold {2}.",
      setting,
      valueText(value),
      USUAL_VARIABLES,
    ),
  remedy: () => l10n.t("No tokenizer file is used."),
};
