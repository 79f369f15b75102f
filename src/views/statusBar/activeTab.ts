import {
  TabInputNotebook,
  TabInputNotebookDiff,
  TabInputText,
  TabInputTextDiff,
  TabInputWebview,
  window,
  type TextDocument,
} from "vscode";
import { cellOf } from "../../analysis/documentName";

/**
 * Whether what a person looks at is this document, or the visualizer, which shows it. A welcome page,
 * a picture or another notebook is not: a count beside them would be of something else.
 * @param viewType the visualizer's
 */
export function isLookedAt(document: TextDocument, viewType: string): boolean {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof TabInputWebview) return input.viewType.endsWith(viewType);
  if (input instanceof TabInputText) return input.uri.toString() === document.uri.toString();
  if (input instanceof TabInputTextDiff) return true;
  if (input instanceof TabInputNotebook) {
    return cellOf(document)?.notebook.uri.toString() === input.uri.toString();
  }
  if (input instanceof TabInputNotebookDiff) return true;
  // A tab of another kind counts where its text is what the keys go to.
  return window.activeTextEditor?.document === document;
}
