import * as l10n from "../../shared/base/l10n";
import { formatCount } from "../../shared/base/numbers";
import type { WindowOrder } from "../../windows/windowOrder";
import { windowsWithInput, type WindowShape } from "../../windows/windows";

/** What the places of a token in windows depend on. */
export interface WindowFacts {
  readonly shape: WindowShape;
  /** Undefined where nobody knows which window is shown when. */
  readonly order: WindowOrder | undefined;
  /** Windows that the loader shows: all but those that drop_last leaves out. */
  readonly shown: number;
  /** The window that is looked at, in loader order. */
  readonly chosen: number | undefined;
  /** Why there are no windows, for a person. */
  readonly problem: string | undefined;
}

export interface WindowPlaces {
  readonly text: string;
  /** Position of the token in the chosen window, else in the first that holds it. */
  readonly position: number | undefined;
}

/** Windows named before the rest is only counted. */
const NAMED = 4;

/** In which windows a document token is an input, and where in them. */
export function windowPlaces(token: number, facts: WindowFacts): WindowPlaces {
  const { shape, order, shown, chosen, problem } = facts;
  if (problem !== undefined) return { text: problem, position: undefined };
  const { from, to } = windowsWithInput(token, shape);
  if (from === to) return { text: l10n.t("In no window as an input"), position: undefined };
  const positionIn = (sample: number): number => token - sample * shape.stride;
  const samples = Array.from({ length: to - from }, (_, at) => from + at);
  if (order === undefined) return inUnknownOrder(samples.map(positionIn));

  const all = samples.map((sample) => ({
    window: order.windowOf(sample) ?? Infinity,
    position: positionIn(sample),
  }));
  const places = all.filter(({ window }) => window < shown).sort((a, b) => a.window - b.window);
  // The one that is looked at comes first: the vectors are those of its position.
  places.sort((a, b) => Number(b.window === chosen) - Number(a.window === chosen));
  const named = places.slice(0, NAMED).map(({ window, position }) =>
    // As in the panel: windows are counted from 1, positions from 0 as the model does.
    l10n.t("window {0}, position {1}", formatCount(window + 1), formatCount(position)),
  );
  const parts = [...named, ...countWords(places.length - named.length, MORE)];
  parts.push(...countWords(all.length - places.length, LEFT_OUT));
  return { text: capital(parts.join(" · ")), position: places[0]?.position };
}

function inUnknownOrder(positions: readonly number[]): WindowPlaces {
  const [first, ...others] = positions;
  const count = positions.length;
  const where =
    others.length === 0
      ? l10n.t("Position {0} of 1 window of the shuffled order", formatCount(first ?? 0))
      : l10n.t(
          "Position {0} and others of {1} windows of the shuffled order",
          formatCount(first ?? 0),
          formatCount(count),
        );
  return { text: where, position: first };
}

const MORE = {
  one: () => l10n.t("and 1 more window"),
  many: (count: string) => l10n.t("and {0} more windows", count),
};
const LEFT_OUT = {
  one: () => l10n.t("1 window left out by drop_last"),
  many: (count: string) => l10n.t("{0} windows left out by drop_last", count),
};

function countWords(count: number, { one, many }: typeof MORE): string[] {
  if (count === 0) return [];
  return [count === 1 ? one() : many(formatCount(count))];
}

function capital(text: string): string {
  return `${text.charAt(0).toLocaleUpperCase()}${text.slice(1)}`;
}
