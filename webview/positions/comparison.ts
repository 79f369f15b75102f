import * as l10n from "../../src/shared/base/l10n";
import { GPT2_POSITIONS } from "../../src/shared/values/vectors";
import type { PositionsName } from "../../src/shared/values/vectors";
import { shape } from "../base/format";
import type { Comparison } from "../feeds/positionFeed";
import type { Source } from "./positionRows";

/**
 * Whose rows are compared; undefined while nobody knows the size of the tables.
 * @param name of the model's table
 */
export function comparisonOf(
  source: Source,
  name: PositionsName | undefined,
): Comparison | undefined {
  if (source === "gpt2") return { of: { source: "gpt2" }, name: tableName(GPT2_POSITIONS) };
  if (name === undefined) return undefined;
  if (source !== "sinusoidal") return { of: { source: name.source }, name: tableName(name) };
  const { contextLength, dimensions } = name;
  const of = { source: "sinusoidal", contextLength, dimensions } as const;
  return { of, name: l10n.t("Sinusoidal positions {0}", shape(contextLength, dimensions)) };
}

function tableName({ name, contextLength, dimensions }: PositionsName): string {
  return l10n.t("Position table of {0} {1}", name, shape(contextLength, dimensions));
}
