import * as l10n from "../../src/shared/base/l10n";
import { formatCount } from "../../src/shared/base/numbers";
import { bytesAt, byteLabel } from "../../src/shared/values/byteLabel";
import {
  bitsText,
  evenSurprisal,
  meanLoss,
  natsText,
  perplexityOf,
  perplexityText,
  probabilityOf,
  probabilityText,
  rankText,
} from "../../src/shared/values/surprisal";
import type { Loss } from "../../src/shared/values/surprisal";
import type { TokenBytes } from "../../src/shared/values/tokens";
import type { ModelInfo } from "../../src/shared/values/vectors";
import { fixed4 } from "../base/format";

/** One of the likeliest tokens. */
export interface Candidate {
  readonly id: number;
  /** In visible form. */
  readonly text: string;
  /** From 0 to 1. */
  readonly probability: number;
}

/** What of an answer tells of the likeliest tokens of its rows. */
interface Likeliest extends TokenBytes {
  readonly shape: readonly [number, number];
  readonly topIds: Uint32Array;
  readonly topLogProbabilities: Float32Array;
}

/** The likeliest tokens of a row, best first. */
export function candidatesOf(answer: Likeliest, row: number): Candidate[] {
  const [, count] = answer.shape;
  return Array.from({ length: count }, (_, at) => {
    const i = row * count + at;
    return {
      id: answer.topIds[i] ?? 0,
      text: byteLabel(bytesAt(answer, i)),
      probability: Math.exp(answer.topLogProbabilities[i] ?? NaN),
    };
  });
}

export const candidateText = ({ text }: Candidate): string =>
  text === "" ? l10n.t("no text") : text;

/** "the 4th likeliest · 5.2310 nats" */
export const nextWords = (likelier: number, nats: number): string =>
  `${rankText(likelier)} · ${natsText(nats)}`;

/** All numbers of a token that came next, for a tooltip. */
export const nextTooltip = (text: string, likelier: number, nats: number): string =>
  [
    l10n.t("really next: {0}", text),
    l10n.t("probability {0}, {1}", probabilityText(probabilityOf(nats)), rankText(likelier)),
    l10n.t("surprisal {0} = {1}", natsText(nats), bitsText(nats)),
  ].join("\n");

/** "loss 10.9300 · perplexity 55,826" */
export const lossWords = (loss: Loss): string =>
  l10n.t("loss {0} · perplexity {1}", fixed4(meanLoss(loss)), perplexityText(perplexityOf(loss)));

/** What a person should know of what the model says. */
export function honestWords({ source, name, vocabularySize, isPublishedGpt2 }: ModelInfo): string {
  if (source === "seeded") {
    return l10n.t(
      "{0} is untrained: its surprisal is near ln {1} = {2} everywhere.",
      name,
      formatCount(vocabularySize),
      evenSurprisal(vocabularySize).toFixed(2),
    );
  }
  const detector = l10n.t("Surprisal is no detector of who wrote a text.");
  return source === "gpt2" || isPublishedGpt2 === true
    ? `${l10n.t("GPT-2 was trained on web pages to 2019.")} ${detector}`
    : detector;
}
