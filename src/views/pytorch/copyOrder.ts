import { COPIED_TABLES, type CopiedCode } from "../../shared/copiedCode";
import * as given from "../../shared/given";
import { isPlainObject } from "../../shared/shown";
import * as l10n from "../../shared/l10n";
import type { CopiedWindow } from "./pytorchCode";

/** A batch of the loader by its index, or what the panel shows. */
export type CopyOrder = number | CopiedWindow;

const of = given.oneOf(["batch", "vectors", "oneHot"]);
const byKind: { readonly [K in CopiedWindow["of"]]: given.Reader<CopiedCode & { of: K }> } = {
  batch: given.record({ of: given.oneOf(["batch"]), window: given.count }),
  vectors: given.record({
    of: given.oneOf(["vectors"]),
    window: given.count,
    table: given.oneOf(COPIED_TABLES),
  }),
  oneHot: given.record({ of: given.oneOf(["oneHot"]), window: given.count }),
};

/** What a command is told to copy; undefined where it is told nothing. */
export const copyOrder = given.optional<CopyOrder>((value, name) => {
  if (!isPlainObject(value)) return given.count(value, name);
  const kind = of(given.property(value, "of"), l10n.t("The option {0}", "of"));
  return byKind[kind](value, name);
});
