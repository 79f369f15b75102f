import * as l10n from "../shared/base/l10n";
import type { ModelChoice } from "../shared/values/modelChoices";
import type { Kind } from "./kinds";
import { isPath, PATH_PATTERN, USUAL_VARIABLES } from "./paths";
import { valueText } from "./valueText";

export type ModelFileSetting = Omit<Extract<ModelChoice, { source: "file" }>, "source">;

const NAMES = ["path", "token", "position", "heads"];

/** A model file and the names of its tables, or none. */
export const modelFileKind: Kind<ModelFileSetting | null> = {
  schema: {
    type: ["object", "null"],
    properties: {
      path: { type: "string", pattern: PATH_PATTERN },
      token: { type: "string" },
      position: { type: "string" },
      heads: { type: "integer", minimum: 1 },
    },
    required: ["path"],
    additionalProperties: false,
    default: null,
  },
  fits: (value): value is ModelFileSetting | null => value === null || isModelFile(value),
  instead: () => null,
  problem: (setting, value) =>
    l10n.t(
      '{0} is {1}, but must be null, or an object with "path" and, if need be, "token" and "position", all of them texts, and a number "heads". Of variables, the path may hold {2}.',
      setting,
      valueText(value),
      USUAL_VARIABLES,
    ),
  remedy: () => l10n.t("No model file is used."),
};

function isModelFile(value: unknown): value is ModelFileSetting {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const parts = value as Record<string, unknown>;
  const { path, token = "", position = "", heads = 1 } = parts;
  return (
    Object.keys(parts).every((key) => NAMES.includes(key)) &&
    typeof path === "string" &&
    isPath(path) &&
    typeof token === "string" &&
    typeof position === "string" &&
    Number.isSafeInteger(heads) &&
    Number(heads) >= 1
  );
}
