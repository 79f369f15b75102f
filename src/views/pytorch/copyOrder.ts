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
import * as given from "../../shared/base/given";
import { isPlainObject, shown } from "../../shared/base/shown";
import * as l10n from "../../shared/base/l10n";

/** A batch of the loader by its index, or what the panel shows. */
export type CopyOrder = number | CopiedCode;

/** A list of whole numbers, of at least `least` and at most `most` of them. */
function counts(least: number, most: number): given.Reader<readonly number[]> {
  return (value, name) => {
    if (Array.isArray(value) && value.length >= least && value.length <= most) {
      return Array.from(value, (each: unknown) => given.count(each, name));
    }
    throw new TypeError(
      l10n.t("{0} must be a list of {1} to {2} numbers, not {3}.", name, least, most, shown(value)),
    );
  };
}

const cell: given.Reader<readonly [number, number]> = (value, name) => {
  const [row = 0, column = 0] = counts(2, 2)(value, name);
  return [row, column];
};

const places: given.Reader<readonly (readonly [number, number])[]> = (value, name) => {
  const most = MOST_PLACES + MOST_WINDOWS;
  if (Array.isArray(value) && value.length <= most) {
    return Array.from(value, (each: unknown) => cell(each, name));
  }
  throw new TypeError(
    l10n.t(
      "{0} must be a list of at most {1} pairs of numbers, not {2}.",
      name,
      most,
      shown(value),
    ),
  );
};

const of = given.oneOf(["batch", "vectors", "oneHot", "nearest", "sameToken", "positions"]);
const byKind: { readonly [K in CopiedCode["of"]]: given.Reader<CopiedCode & { of: K }> } = {
  batch: given.record({ of: given.oneOf(["batch"]), window: given.count }),
  vectors: given.record({
    of: given.oneOf(["vectors"]),
    window: given.count,
    table: given.oneOf(COPIED_TABLES),
  }),
  oneHot: given.record({ of: given.oneOf(["oneHot"]), window: given.count }),
  nearest: given.record({
    of: given.oneOf(["nearest"]),
    id: given.count,
    position: given.count,
    to: given.oneOf(NEAREST_TO),
  }),
  sameToken: given.record({
    of: given.oneOf(["sameToken"]),
    token: given.count,
    position: given.count,
    places,
  }),
  positions: given.record({
    of: given.oneOf(["positions"]),
    source: given.oneOf(COPIED_SOURCES),
    picture: given.oneOf(COPIED_PICTURES),
    rows: given.count,
    dimensions: given.count,
    scaling: given.oneOf(COPIED_SCALINGS),
    order: given.oneOf(COPIED_ORDERS),
    isShuffled: given.flag,
    columns: counts(0, MOST_COPIED_COLUMNS),
    at: given.optional(cell),
  }),
};

/** What a command is told to copy; undefined where it is told nothing. */
export const copyOrder = given.optional<CopyOrder>((value, name) => {
  if (!isPlainObject(value)) return given.count(value, name);
  const kind = of(given.property(value, "of"), l10n.t("The option {0}", "of"));
  return byKind[kind](value, name);
});
