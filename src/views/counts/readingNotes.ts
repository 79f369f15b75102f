import * as l10n from "../../shared/base/l10n";
import type { Reading } from "../../tokens/document/tokenDocument";

/** How texts are read, as sentences. */
export function readingNotes({
  lineEndings,
  specialTokens,
}: Pick<Reading, "lineEndings" | "specialTokens">): string {
  const ends =
    lineEndings === "lf" ? l10n.t("CRLF counts as LF.") : l10n.t("CRLF counts as two characters.");
  const special =
    specialTokens === "split"
      ? l10n.t("`<|endoftext|>` is one token.")
      : l10n.t("`<|endoftext|>` is plain text.");
  return `${ends} ${special}`;
}
