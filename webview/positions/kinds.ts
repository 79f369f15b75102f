import * as l10n from "../../src/shared/base/l10n";
import { fixed } from "../../src/shared/base/fixed";
import { sinusoidalPositions } from "../../src/shared/values/positionKinds";
import type { Source } from "./positionRows";

/** What a kind of positions is, in plain words. */
export interface PositionKind {
  /** Begins a sentence. */
  readonly name: string;
  /** Absolute or relative, learned or fixed. */
  readonly kind: string;
  /** Models and papers. */
  readonly usedBy: string;
  /** What it does to a token's vector, or to attention. */
  readonly does: string;
  readonly example: KindExample;
}

/** The example of the book's chapter, where every token's vector is [1, 1, 1], or its like. */
export interface KindExample {
  readonly caption: string;
  readonly columns: readonly string[];
  /** A row for each place, its cells as text. */
  readonly rows: readonly (readonly string[])[];
}

/** Places of an example. */
const PLACES = [0, 1, 2, 3];
const WIDTH = 3;
/** The chapter's token vector. */
const TOKEN = Array.from({ length: WIDTH }, () => 1);
/** ALiBi's slope of the first of eight heads. */
const SLOPE = 0.5;

export function positionKind(source: Source): PositionKind {
  switch (source) {
    case "learned":
    case "gpt2":
      return {
        name: source === "gpt2" ? l10n.t("GPT-2’s learned positions") : l10n.t("Learned positions"),
        kind: l10n.t("absolute and learned"),
        usedBy: l10n.t("GPT, GPT-2 and GPT-3"),
        does: l10n.t(
          "Each position has a vector of its own, trained like any other weight, and it is added to the token’s. The same token so enters the model differently at each place. The table ends where the context does.",
        ),
        example: addition((place, column) => place + 1 + (column + 1) / 10, 1),
      };
    case "sinusoidal":
      return {
        name: l10n.t("Sinusoidal positions"),
        kind: l10n.t("absolute and fixed"),
        usedBy: l10n.t("the original Transformer of 2017"),
        does: l10n.t(
          "Each position has a vector of its own, and it is added to the token’s, as in GPT. But a formula of sines and cosines gives it: nothing of it is learned, and there is one for every position.",
        ),
        example: addition((place, column) => waves[place * WIDTH + column] ?? NaN, 2),
      };
    case "rotary":
      return {
        name: l10n.t("Rotary positions, RoPE"),
        kind: l10n.t("relative and fixed"),
        usedBy: l10n.t("Llama, Mistral and Qwen"),
        does: l10n.t(
          "Nothing is added to the token’s vector. In attention each pair of a query’s and a key’s values is turned by an angle that grows with its position, so that their score depends on how far they are apart, not on where they stand.",
        ),
        example: scoring(
          l10n.t("The score of a pair [1, 1] with another, turned by 1 radian for each place"),
          (distance) => 2 * Math.cos(distance),
        ),
      };
    case "alibi":
      return {
        name: "ALiBi",
        kind: l10n.t("relative and fixed"),
        usedBy: l10n.t("BLOOM and MPT"),
        does: l10n.t(
          "Nothing is added to the token’s vector. In attention each head takes its slope times the distance from the score of a query and a key, so that what is far away counts less.",
        ),
        example: scoring(
          l10n.t("The score of [1, 1, 1] with another, in a head of slope {0}", SLOPE),
          (distance) => WIDTH - SLOPE * distance,
        ),
      };
  }
}

const waves = sinusoidalPositions(PLACES.length, WIDTH).values;

/** [1, 1, 1] and a vector for each place. */
function addition(value: (place: number, column: number) => number, digits: number): KindExample {
  const text = (values: readonly number[], decimals: number): string =>
    `[${values.map((each) => fixed(each, decimals)).join(", ")}]`;
  return {
    caption: l10n.t("The chapter’s example: every token’s vector is [1, 1, 1]"),
    columns: [l10n.t("position"), l10n.t("token"), l10n.t("+ position"), l10n.t("= input")],
    rows: PLACES.map((place) => {
      const position = TOKEN.map((_, column) => value(place, column));
      const input = TOKEN.map((token, column) => token + (position[column] ?? NaN));
      return [String(place), text(TOKEN, 0), text(position, digits), text(input, digits)];
    }),
  };
}

/** What distance makes of a score. */
function scoring(caption: string, score: (distance: number) => number): KindExample {
  return {
    caption,
    columns: [l10n.t("distance"), l10n.t("score")],
    rows: PLACES.map((distance) => [String(distance), fixed(score(distance))]),
  };
}
