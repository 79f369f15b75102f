import {
  COPIED_ORDERS,
  COPIED_PICTURES,
  COPIED_SCALINGS,
  COPIED_SOURCES,
  COPIED_TABLES,
  MOST_COPIED_COLUMNS,
  NEAREST_TO,
  type CopiedCode,
} from "../../shared/values/copiedCode";
import { MOST_PLACES, MOST_WINDOWS } from "../../shared/values/vectorAnswers";
import * as readers from "../../shared/base/readers";
import { isPlainObject, shownValue } from "../../shared/base/shown";
import * as l10n from "../../shared/base/l10n";

/** A batch of the loader by its index, or what the panel shows. */
export type CopyOrder = number | CopiedCode;

/** A list of whole numbers, of at least `least` and at most `most` of them. */
function counts(least: number, most: number): readers.Reader<readonly number[]> {
  return (value, name) => {
    if (Array.isArray(value) && value.length >= least && value.length <= most) {
      return Array.from(value, (each: unknown) => readers.count(each, name));
    }
    throw new TypeError(
      l10n.t(
        "{0} must be a list of {1} to {2} numbers, not {3}.",
        name,
        least,
        most,
        shownValue(value),
      ),
    );
  };
}

const cell: readers.Reader<readonly [number, number]> = (value, name) => {
  const [row = 0, column = 0] = counts(2, 2)(value, name);
  return [row, column];
};

const places: readers.Reader<readonly (readonly [number, number])[]> = (value, name) => {
  const most = MOST_PLACES + MOST_WINDOWS;
  if (Array.isArray(value) && value.length <= most) {
    return Array.from(value, (each: unknown) => cell(each, name));
  }
  throw new TypeError(
    l10n.t(
      "{0} must be a list of at most {1} pairs of numbers, not {2}.",
      name,
      most,
      shownValue(value),
    ),
  );
};

const of = readers.oneOf([
  "batch",
  "vectors",
  "oneHot",
  "prediction",
  "lens",
  "attention",
  "nearest",
  "sameToken",
  "positions",
]);
const byKind: { readonly [K in CopiedCode["of"]]: readers.Reader<CopiedCode & { of: K }> } = {
  batch: readers.record({ of: readers.oneOf(["batch"]), window: readers.count }),
  vectors: readers.record({
    of: readers.oneOf(["vectors"]),
    window: readers.count,
    table: readers.oneOf(COPIED_TABLES),
    blocks: readers.optional(readers.count),
  }),
  oneHot: readers.record({ of: readers.oneOf(["oneHot"]), window: readers.count }),
  prediction: readers.record({
    of: readers.oneOf(["prediction"]),
    window: readers.count,
    position: readers.count,
  }),
  lens: readers.record({
    of: readers.oneOf(["lens"]),
    window: readers.count,
    position: readers.count,
  }),
  attention: readers.record({
    of: readers.oneOf(["attention"]),
    window: readers.count,
    layer: readers.count,
    head: readers.count,
    position: readers.count,
  }),
  nearest: readers.record({
    of: readers.oneOf(["nearest"]),
    id: readers.count,
    position: readers.count,
    to: readers.oneOf(NEAREST_TO),
  }),
  sameToken: readers.record({
    of: readers.oneOf(["sameToken"]),
    token: readers.count,
    position: readers.count,
    places,
    blocks: readers.optional(readers.count),
  }),
  positions: readers.record({
    of: readers.oneOf(["positions"]),
    source: readers.oneOf(COPIED_SOURCES),
    picture: readers.oneOf(COPIED_PICTURES),
    rows: readers.count,
    dimensions: readers.count,
    scaling: readers.oneOf(COPIED_SCALINGS),
    order: readers.oneOf(COPIED_ORDERS),
    isShuffled: readers.flag,
    columns: counts(0, MOST_COPIED_COLUMNS),
    at: readers.optional(cell),
  }),
};

/** What a command is told to copy; undefined where it is told nothing. */
export const copyOrder = readers.optional<CopyOrder>((value, name) => {
  if (!isPlainObject(value)) return readers.count(value, name);
  const kind = of(readers.property(value, "of"), l10n.t("The option {0}", "of"));
  return byKind[kind](value, name);
});
