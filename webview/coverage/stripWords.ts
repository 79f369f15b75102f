import * as l10n from "../../src/shared/base/l10n";
import { formatCount } from "../../src/shared/base/numbers";
import { natsText } from "../../src/shared/values/surprisal";
import type { TokenUse } from "../../src/windows/tokenUse";
import { meanOf } from "./stripLayout";
import type { Stretch, StripSurprisal } from "./stripLayout";

/** "tokens 1,200 to 1,215: inputs 2 times, targets 1 to 2 times, 3 in no window, surprisal 3.1 nats" */
export function stretchWords(
  use: TokenUse,
  stretch: Stretch,
  surprisal: StripSurprisal | undefined,
): string {
  const words = useWords(use, stretch);
  const surprisalPart = surprisal && surprisalWords(surprisal, stretch);
  return surprisalPart === undefined ? words : l10n.t("{0}, {1}", words, surprisalPart);
}

/** Of one token also what it is with the least context, where its windows differ. */
function surprisalWords({ most, least }: StripSurprisal, stretch: Stretch): string | undefined {
  const mean = meanOf(most, stretch);
  if (Number.isNaN(mean)) return undefined;
  const other = least[stretch.from] ?? NaN;
  if (stretch.to - stretch.from > 1) return l10n.t("surprisal {0} on average", natsText(mean));
  return other === mean
    ? l10n.t("surprisal {0}", natsText(mean))
    : l10n.t(
        "surprisal {0} with the most context, {1} with the least",
        natsText(mean),
        natsText(other),
      );
}

function useWords(use: TokenUse, { from, to }: Stretch): string {
  const many = to - from > 1;
  const where = many
    ? l10n.t("tokens {0} to {1}", formatCount(from), formatCount(to - 1))
    : l10n.t("token {0}", formatCount(from));
  const { unused } = use.of(from, to);
  if (unused === to - from) return l10n.t("{0}: in no window", where);
  const parts = [
    useSentence(many ? inputsWords : inputWords, use, from, to),
    useSentence(many ? targetsWords : targetWords, use, from - 1, to - 1),
  ];
  if (unused > 0) parts.push(l10n.t("{0} in no window", formatCount(unused)));
  return l10n.t("{0}: {1}", where, parts.join(", "));
}

/** How often something is used, from the least to the most often used token. */
type TimesWords = (least: number, most: number) => string;

function useSentence(words: TimesWords, use: TokenUse, from: number, to: number): string {
  let [least, most] = [Infinity, 0];
  for (let token = from; token < to; token++) {
    // There is nothing before a text whose target its first token could be.
    const times = token < 0 ? 0 : use.inputTimes(token);
    least = Math.min(least, times);
    most = Math.max(most, times);
  }
  return words(least, most);
}

/** Of one token, whose least is its most. */
function inputWords(_least: number, most: number): string {
  if (most === 0) return l10n.t("never an input");
  return most === 1 ? l10n.t("an input once") : l10n.t("an input {0} times", formatCount(most));
}

function targetWords(_least: number, most: number): string {
  if (most === 0) return l10n.t("never a target");
  return most === 1 ? l10n.t("a target once") : l10n.t("a target {0} times", formatCount(most));
}

function inputsWords(least: number, most: number): string {
  if (most === 0) return l10n.t("never an input");
  if (least < most) {
    return most === 1
      ? l10n.t("inputs {0} to {1} time", formatCount(least), formatCount(most))
      : l10n.t("inputs {0} to {1} times", formatCount(least), formatCount(most));
  }
  return most === 1 ? l10n.t("inputs once") : l10n.t("inputs {0} times", formatCount(most));
}

function targetsWords(least: number, most: number): string {
  if (most === 0) return l10n.t("never a target");
  if (least < most) {
    return most === 1
      ? l10n.t("targets {0} to {1} time", formatCount(least), formatCount(most))
      : l10n.t("targets {0} to {1} times", formatCount(least), formatCount(most));
  }
  return most === 1 ? l10n.t("targets once") : l10n.t("targets {0} times", formatCount(most));
}
