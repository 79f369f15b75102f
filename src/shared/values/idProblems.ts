import * as l10n from "../base/l10n";
import { formatCount } from "../base/numbers";
import { foreign } from "../base/shown";

/** A word of a list of ids that is no id of its vocabulary. */
export interface IdProblem {
  readonly kind: "noNumber" | "negative" | "fraction" | "beyond";
  /** UTF-16 code units of the document. */
  readonly start: number;
  readonly end: number;
  /** The word, or its beginning and "…". */
  readonly word: string;
}

export interface IdProblems {
  /** Of the document. */
  readonly version: number;
  /** One more than the largest id. */
  readonly vocabularySize: number;
  /** All of them. */
  readonly count: number;
  /** The first of them. */
  readonly problems: readonly IdProblem[];
}

/** What is wrong with a word and what to do. */
export function idProblemText({ kind, word }: IdProblem, vocabularySize: number): string {
  const most = formatCount(vocabularySize - 1);
  const shown = foreign(word);
  switch (kind) {
    case "noNumber":
      return l10n.t("{0} is not a number. It is left out: type an id from 0 to {1}.", shown, most);
    case "negative":
      return l10n.t("{0} is negative. It is left out: type an id from 0 to {1}.", shown, most);
    case "fraction":
      return l10n.t(
        "{0} is not a whole number. It is left out: type an id from 0 to {1}.",
        shown,
        most,
      );
    case "beyond":
      return l10n.t(
        "{0} is beyond the vocabulary. It is left out: type an id from 0 to {1}, or make the vocabulary larger.",
        shown,
        most,
      );
  }
}
