import * as l10n from "../../shared/base/l10n";
import {
  Diagnostic,
  DiagnosticSeverity,
  languages,
  Range,
  type DiagnosticCollection,
  type Disposable,
  type Event,
  type TextDocument,
} from "vscode";
import type { DifferentTokens } from "../../dataset/check/encodedAgain";
import { formatCount } from "../../shared/base/numbers";

/** Places that are marked in a document, and ids that are told of each. */
const MOST_MARKS = 1000;
const MOST_IDS = 12;

/** Marks where stored tokens are others than those that their text has when it is encoded. */
export class DifferenceMarks implements Disposable {
  private collection: DiagnosticCollection | undefined;
  private listener: Disposable | undefined;

  /** @param onDidClose of any document */
  constructor(private readonly onDidClose: Event<TextDocument>) {}

  mark(document: TextDocument, different: readonly DifferentTokens[]): void {
    this.collection ??= languages.createDiagnosticCollection("tokenscope");
    this.listener ??= this.onDidClose(({ uri }) => {
      this.collection?.delete(uri);
    });
    const marks = different.slice(0, MOST_MARKS).map(({ start, end, stored, again }) => {
      const range = new Range(document.positionAt(start), document.positionAt(end));
      const message = l10n.t(
        "Stored as {0}. Encoded again, the text would be {1}.",
        idsText(stored),
        idsText(again),
      );
      return new Diagnostic(range, message, DiagnosticSeverity.Information);
    });
    this.collection.set(document.uri, marks);
  }

  dispose(): void {
    this.listener?.dispose();
    this.collection?.dispose();
  }
}

function idsText(ids: readonly number[]): string {
  const shown = ids.slice(0, MOST_IDS).join(", ");
  return ids.length > MOST_IDS
    ? l10n.t("{0} and {1} more", shown, formatCount(ids.length - MOST_IDS))
    : shown;
}
