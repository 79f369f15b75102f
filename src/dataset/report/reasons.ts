import * as l10n from "../../shared/base/l10n";
import type { LeftOutReason } from "../texts/textUnits";

/** Why something gave no document, in a few words. */
export function reasonWords(reason: LeftOutReason): string {
  switch (reason) {
    case "binary":
      return l10n.t("binary file");
    case "changed":
      return l10n.t("gone or changed while it was read");
    case "empty":
      return l10n.t("empty");
    case "folderLink":
      return l10n.t("link to a folder");
    case "gitignored":
      return l10n.t("named by .gitignore or .ignore");
    case "ignored":
      return l10n.t("ignored folder");
    case "large":
      return l10n.t("too long to be read in one go");
    case "noField":
      return l10n.t("no such field with a text");
    case "noJson":
      return l10n.t("not JSON");
    case "special":
      return l10n.t("not a file");
    case "unread":
      return l10n.t("could not be read");
  }
}

/** What a person can do about it; the empty text where nothing is wrong. */
export function reasonAdvice(reason: LeftOutReason): string {
  switch (reason) {
    case "changed":
      return l10n.t("Run it again when nobody writes there.");
    case "large":
      return l10n.t("Cut it into files of less than 64 MB, or into lines.");
    case "noField":
      return l10n.t("Name one of the fields that stand beside it: --field NAME.");
    case "noJson":
      return l10n.t("Each line has to be one JSON object.");
    case "unread":
      return l10n.t("Check that you have permission to read it.");
    case "binary":
    case "empty":
    case "folderLink":
    case "gitignored":
    case "ignored":
    case "special":
      return "";
  }
}
