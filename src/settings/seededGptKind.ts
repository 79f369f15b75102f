import * as l10n from "../shared/base/l10n";
import type { ModelChoice } from "../shared/values/modelChoices";
import type { Kind } from "./kinds";
import { valueText } from "./valueText";

type SeededChoice = Extract<ModelChoice, { source: "seeded" }>;

/** What makes the seeded model a whole GPT; its width is that of the two tables unless it has one. */
export type SeededGptSetting = Required<Pick<SeededChoice, "layers" | "heads">> &
  Pick<SeededChoice, "dimensions" | "qkvBias">;

const NUMBERS = { layers: 256, heads: 65_536, dimensions: 65_536 } as const;

const whole = (most: number) => ({ type: "integer", minimum: 1, maximum: most }) as const;

/** Layers and heads of a seeded GPT, or none: then it is two tables. */
export const seededGptKind: Kind<SeededGptSetting | null> = {
  schema: {
    type: ["object", "null"],
    properties: {
      layers: whole(NUMBERS.layers),
      heads: whole(NUMBERS.heads),
      dimensions: whole(NUMBERS.dimensions),
      qkvBias: { type: "boolean" },
    },
    required: ["layers", "heads"],
    additionalProperties: false,
    default: null,
  },
  fits: (value): value is SeededGptSetting | null => value === null || isSeededGpt(value),
  instead: () => null,
  problem: (setting, value) =>
    l10n.t(
      '{0} is {1}, but must be null, or an object with the numbers "layers" and "heads" and, if need be, "dimensions" and "qkvBias", true or false.',
      setting,
      valueText(value),
    ),
  remedy: () => l10n.t("A model of two tables is used instead."),
};

/** The setting that keeps a choice; null of one that is two tables. */
export function seededGptOf(choice: SeededChoice): SeededGptSetting | null {
  const { layers, heads, dimensions, qkvBias } = choice;
  if (layers === undefined || heads === undefined) return null;
  return {
    ...{ layers, heads },
    ...(dimensions !== undefined && { dimensions }),
    ...(qkvBias !== undefined && { qkvBias }),
  };
}

function isSeededGpt(value: unknown): value is SeededGptSetting {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const {
    layers,
    heads,
    dimensions = 1,
    qkvBias = false,
    ...others
  } = value as Record<string, unknown>;
  const numbers = { layers, heads, dimensions };
  return (
    Object.keys(others).length === 0 &&
    typeof qkvBias === "boolean" &&
    Object.entries(NUMBERS).every(([name, most]) => {
      const number = numbers[name as keyof typeof numbers];
      return Number.isSafeInteger(number) && Number(number) >= 1 && Number(number) <= most;
    })
  );
}
