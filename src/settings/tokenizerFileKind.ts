import * as l10n from "../shared/base/l10n";
import type { Kind } from "./kinds";
import { KNOWN_VARIABLES, USUAL_VARIABLES } from "./paths";
import { valueText } from "./valueText";

/** Not empty, and no `${…}` but those that paths may hold. */
const PATH_PATTERN = `^([^$]|\\$(?!\\{)|\\$\\{(${KNOWN_VARIABLES})\\})+$`;
const VARIABLES = new RegExp(`\\$\\{(${KNOWN_VARIABLES})\\}`, "g");
/** As the pattern says, in steps that do not nest, however long the text is. */
const isPath = (text: string): boolean =>
  text !== "" && !text.replace(VARIABLES, "x").includes("${");

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
