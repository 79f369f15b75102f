import * as l10n from "../../shared/base/l10n";

/** What can be exported of a document. */
export type ExportKind = "tokens" | "windows" | "batch" | "vectors";

/** The kinds to choose from, the whole first. */
export function exportKinds(): { what: ExportKind; label: string; detail: string }[] {
  return [
    {
      what: "tokens",
      label: l10n.t("Tokens"),
      detail: l10n.t("ids, spans and text of the whole document"),
    },
    {
      what: "windows",
      label: l10n.t("Windows"),
      detail: l10n.t("inputs and targets of all windows, [N, L]"),
    },
    {
      what: "batch",
      label: l10n.t("Batch"),
      detail: l10n.t("inputs and targets of the batch shown, [B, L]"),
    },
    {
      what: "vectors",
      label: l10n.t("Vectors"),
      detail: l10n.t("the batch shown with its vectors, [B, L, D]"),
    },
  ];
}

/** What is going on while a kind is exported. */
export function exportTitle(what: ExportKind): string {
  switch (what) {
    case "tokens":
      return l10n.t("Exporting tokens");
    case "windows":
      return l10n.t("Exporting windows");
    case "batch":
      return l10n.t("Exporting batch");
    case "vectors":
      return l10n.t("Exporting vectors");
  }
}

/** What is done when a kind was exported to a file. */
export function exportedSentence(what: ExportKind, fileName: string): string {
  switch (what) {
    case "tokens":
      return l10n.t("{0} holds the tokens.", fileName);
    case "windows":
      return l10n.t("{0} holds the windows.", fileName);
    case "batch":
      return l10n.t("{0} holds the batch.", fileName);
    case "vectors":
      return l10n.t("{0} holds the vectors.", fileName);
  }
}
