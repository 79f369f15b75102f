import type { TextDocument, TextDocumentChangeEvent } from "vscode";
import type { TextChange } from "../shared/values/tokens";

/** The edit that an event tells of, in code units of the text before it. */
export function changesOf(event: TextDocumentChangeEvent): TextChange[] {
  return event.contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
    start: rangeOffset,
    end: rangeOffset + rangeLength,
    text,
  }));
}

/** UTF-16 code units of a document, without joining its lines. */
export function lengthOf(document: TextDocument): number {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end);
}
