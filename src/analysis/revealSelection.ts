import {
  NotebookRange,
  TextEditorRevealType,
  commands,
  window,
  type Selection,
  type TextDocument,
  type TextEditor,
} from "vscode";
import { cellOf } from "./documentName";

/** Waits until VS Code has told of all that was selected so far: calls are answered in their order. */
export async function selectionsTold(): Promise<void> {
  // There and back.
  await commands.executeCommand("setContext", "tokenscope.selects", true);
}

/**
 * Selects in a document's editor and reveals what is selected, without taking the keyboard's focus.
 * @param editor one that shows the document or has shown it, if there was any
 * @returns the editor that shows it: another one where the text was behind another tab
 */
export async function revealSelection(
  document: TextDocument,
  selection: Selection,
  editor: TextEditor | undefined,
): Promise<TextEditor | undefined> {
  const viewColumn = editor?.viewColumn;
  const cell = cellOf(document);
  if (editor !== undefined && window.visibleTextEditors.includes(editor)) {
    editor.selection = selection;
    editor.revealRange(selection, TextEditorRevealType.InCenterIfOutsideViewport);
    return editor;
  }
  if (cell !== undefined) {
    // A cell's text is shown in its notebook, not in an editor of its own.
    const selections = [new NotebookRange(cell.index, cell.index + 1)];
    await window.showNotebookDocument(cell.notebook, { preserveFocus: true, selections });
    return editor;
  }
  const options = { preserveFocus: true, selection, ...(viewColumn && { viewColumn }) };
  return window.showTextDocument(document, options);
}
