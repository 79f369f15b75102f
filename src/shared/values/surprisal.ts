import { fixed } from "../base/fixed";
import * as l10n from "../base/l10n";
import { formatCount, ordinal } from "../base/numbers";

/** How much a token surprises a model, −ln p, in nats, and what such numbers come to. */

/** Digits of a perplexity that is no large number. */
const DIGITS = 4;
/** From here on a percentage is written with a power of ten. */
const LEAST_PERCENT = 0.00005;

export const bitsOf = (nats: number): number => nats / Math.LN2;

/** p, from 0 to 1, of what is told by −ln p. */
export const probabilityOf = (nats: number): number => Math.exp(-nats);

/** What each token comes to where all of a vocabulary are equally likely: ln V, nats. */
export const evenSurprisal = (vocabularySize: number): number => Math.log(vocabularySize);

/** Surprisal of some tokens, added up. */
export interface Loss {
  /** Tokens that count. */
  readonly tokens: number;
  /** Of all of them, nats. */
  readonly nats: number;
}

export const NO_LOSS: Loss = { tokens: 0, nats: 0 };

/** @param surprisal nats; NaN stands for a token that nobody asked about, which does not count */
export function lossOf(surprisal: Float32Array): Loss {
  let tokens = 0;
  let nats = 0;
  for (const each of surprisal) {
    if (Number.isNaN(each)) continue;
    tokens++;
    nats += each;
  }
  return { tokens, nats };
}

export const addedLoss = (one: Loss, other: Loss): Loss => ({
  tokens: one.tokens + other.tokens,
  nats: one.nats + other.nats,
});

/** The mean, nats, as `torch.nn.functional.cross_entropy` gives it; NaN of no token. */
export const meanLoss = ({ tokens, nats }: Loss): number => nats / tokens;

/** Among so many equally likely tokens the model is as unsure. */
export const perplexityOf = (loss: Loss): number => Math.exp(meanLoss(loss));

/** @param bytes UTF-8 bytes of the tokens that count; each of them once */
export const bitsPerByte = (loss: Loss, bytes: number): number => bitsOf(loss.nats) / bytes;

/** "10.8250 nats", in as many digits as PyTorch prints. */
export const natsText = (nats: number): string => l10n.t("{0} nats", fixed(nats));

/** "15.62 bits" */
export const bitsText = (nats: number): string => l10n.t("{0} bits", fixed(bitsOf(nats), 2));

/** "12.3 %", "0.0020 %", "3.1e−9": never rounded to nothing. */
export function probabilityText(probability: number): string {
  const percent = 100 * probability;
  if (percent >= 10) return `${percent.toFixed(1)} %`;
  if (percent >= LEAST_PERCENT) {
    const digits = 1 - Math.floor(Math.log10(percent));
    return `${percent.toFixed(digits)} %`;
  }
  return probability === 0 ? "0 %" : probability.toExponential(1).replace("-", "−");
}

/** "55,784", "12.31" */
export function perplexityText(perplexity: number): string {
  if (Number.isNaN(perplexity)) return "NaN";
  if (!Number.isFinite(perplexity)) return "∞";
  if (perplexity >= 1e15) return perplexity.toExponential(2);
  return perplexity >= 1000 ? formatCount(Math.round(perplexity)) : perplexity.toPrecision(DIGITS);
}

/** @param likelier how many tokens are likelier: 0 for the likeliest */
export function rankText(likelier: number): string {
  return likelier === 0
    ? l10n.t("the likeliest")
    : l10n.t("the {0} likeliest", ordinal(likelier + 1));
}
