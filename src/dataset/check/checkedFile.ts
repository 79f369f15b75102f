import * as l10n from "../../shared/base/l10n";
import { formatCount } from "../../shared/base/numbers";
import type { EndOfTextRule, IdType, SetFormat, SetPacking } from "../rules/setRules";
import type { IdFindings } from "./findings";
import type { IdFile } from "./idFile";

/** What was found in a file of a set. */
export interface CheckedFile {
  readonly name: string;
  readonly format: SetFormat | undefined;
  readonly type: IdType | undefined;
  readonly findings: IdFindings | undefined;
  /** What is wrong, each a sentence. */
  readonly problems: readonly string[];
}

/** What a file is compared with. */
export interface SetExpectations {
  readonly encoding: string;
  readonly vocabularySize: number;
  readonly endOfTextId: number | undefined;
  /** Undefined where nobody says. */
  readonly endOfText: EndOfTextRule | undefined;
  /** Of windows that were written instead of documents, so that these need not end where they do. */
  readonly packing: SetPacking | undefined;
}

/** What is wrong with the ids of a file. */
export function idProblems(file: IdFile, found: IdFindings, expected: SetExpectations): string[] {
  return [
    ...(found.tokens === 0 ? [l10n.t("There is no token in it.")] : []),
    ...beyondProblems(found, expected),
    ...separatorProblems(file, found, expected),
  ];
}

function beyondProblems(
  { beyond, tokens, firstBeyond, largest }: IdFindings,
  { encoding, vocabularySize }: SetExpectations,
): string[] {
  if (firstBeyond === undefined) return [];
  return [
    l10n.t(
      "Ids beyond the {0} of {1}: {2} of {3}, the first is {4} at token {5}, the largest {6}. It is of another encoding, or of another type.",
      formatCount(vocabularySize),
      encoding,
      formatCount(beyond),
      formatCount(tokens),
      formatCount(firstBeyond.id),
      formatCount(firstBeyond.place),
      formatCount(largest),
    ),
  ];
}

function separatorProblems(
  { documents }: IdFile,
  found: IdFindings,
  { endOfText, endOfTextId, packing }: SetExpectations,
): string[] {
  if (endOfTextId === undefined || endOfText === "none" || found.tokens === 0) return [];
  const id = String(endOfTextId);
  if (found.separators === 0) {
    if (endOfText === "between") return [];
    return [
      l10n.t("No end-of-text token ({0}) is in it: a model reads its documents as one text.", id),
    ];
  }
  // Windows end where they are full, and are filled up with end-of-text tokens.
  if (packing !== undefined) return [];
  const problems: string[] = [];
  if (found.doubled > 0) {
    problems.push(
      l10n.t(
        "End-of-text tokens right after another one: {0}. They are documents of nothing, or separators put twice.",
        formatCount(found.doubled),
      ),
    );
  }
  if (found.empty > 0) {
    problems.push(l10n.t("Documents without a token: {0}.", formatCount(found.empty)));
  }
  const isHalf = found.endedDocuments > 0 && found.endedDocuments < found.documents - found.empty;
  if (documents !== undefined && isHalf && endOfText !== "between") {
    problems.push(
      l10n.t(
        "Documents that end in an end-of-text token: {0} of {1}; the others do not.",
        formatCount(found.endedDocuments),
        formatCount(found.documents),
      ),
    );
  }
  if (endOfText === "after" && !found.ends) {
    problems.push(l10n.t("The last document does not end in an end-of-text token."));
  }
  return problems;
}
