import * as l10n from "../../src/shared/base/l10n";

/** What rows and columns of tables of positions count. */
export type RowName = "position" | "distance";
export type ColumnName = "dimension" | "pair" | "head";

/** Beside an axis. */
export function axisText(name: RowName | ColumnName): string {
  switch (name) {
    case "position":
      return l10n.t("position");
    case "distance":
      return l10n.t("distance");
    case "dimension":
      return l10n.t("dimension");
    case "pair":
      return l10n.t("pair");
    case "head":
      return l10n.t("head");
  }
}

/** "position 12": one of them, from 0. */
export function placeText(name: RowName | ColumnName, at: number): string {
  switch (name) {
    case "position":
      return l10n.t("position {0}", at);
    case "distance":
      return l10n.t("distance {0}", at);
    case "dimension":
      return l10n.t("dimension {0}", at);
    case "pair":
      return l10n.t("pair {0}", at);
    case "head":
      return l10n.t("head {0}", at);
  }
}

/** "768 dimensions" */
export function sizeText(name: RowName | ColumnName, count: number): string {
  const number = String(count);
  switch (name) {
    case "position":
      return count === 1 ? l10n.t("{0} position", number) : l10n.t("{0} positions", number);
    case "distance":
      return count === 1 ? l10n.t("{0} distance", number) : l10n.t("{0} distances", number);
    case "dimension":
      return count === 1 ? l10n.t("{0} dimension", number) : l10n.t("{0} dimensions", number);
    case "pair":
      return count === 1 ? l10n.t("{0} pair", number) : l10n.t("{0} pairs", number);
    case "head":
      return count === 1 ? l10n.t("{0} head", number) : l10n.t("{0} heads", number);
  }
}
