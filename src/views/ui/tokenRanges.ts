import { Range, type TextDocument } from "vscode";

/** What can be seen of the code units `[start, end)`: line ends have no width in an editor. */
export function partsByLine(document: TextDocument, start: number, end: number): Range[] {
  const range = new Range(document.positionAt(start), document.positionAt(end));
  if (range.isSingleLine) return [range];
  const parts: Range[] = [];
  for (let line = range.start.line; line <= range.end.line; line++) {
    const part = document.lineAt(line).range.intersection(range);
    if (part !== undefined && !part.isEmpty) parts.push(part);
  }
  return parts;
}
