import * as l10n from "../../shared/base/l10n";

/** Why a model cannot have so many heads. */
export function headsDoNotDivide(heads: number, dimensions: number): string {
  return l10n.t(
    "{0} heads do not divide the width {1}: each head needs the same share of it.",
    heads,
    dimensions,
  );
}
