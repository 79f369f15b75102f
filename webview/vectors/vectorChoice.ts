import * as l10n from "../../src/shared/base/l10n";
import type { TemplateResult } from "lit";
import type { NearestTo } from "../../src/shared/values/vectorAnswers";
import { radioGroup } from "../base/radioGroup";

interface Choice {
  readonly name: NearestTo;
  readonly title: () => string;
  readonly about: () => string;
}

const CHOICES: readonly Choice[] = [
  {
    name: "token",
    title: () => l10n.t("token"),
    about: () => l10n.t("Rows of the token table, wherever the token stands"),
  },
  {
    name: "input",
    title: () => l10n.t("token + position"),
    about: () => l10n.t("Input vectors: rows of the token table plus those of the position table"),
  },
];

/** Which of a row's vectors is meant: its token's, or the sum. */
export const vectorChoice = (
  chosen: NearestTo,
  label: string,
  choose: (to: NearestTo) => void,
): TemplateResult => radioGroup(CHOICES, chosen, label, choose);
