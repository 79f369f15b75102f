import {
  TabInputCustom,
  TabInputNotebook,
  TabInputNotebookDiff,
  TabInputText,
  TabInputTextDiff,
  Uri,
  window,
  workspace,
  type TextEditor,
} from "vscode";

/**
 * What a person means to have counted. The explorer gives what was clicked and all that is
 * selected, a tab gives its own; the palette gives nothing and means what is shown, or all folders.
 * @param last the editor that was used last
 */
export function selectedUris(clicked: unknown, all: unknown, last: TextEditor | undefined): Uri[] {
  const selected = Array.isArray(all) ? all.filter((each) => each instanceof Uri) : [];
  if (selected.length > 0) return selected;
  if (clicked instanceof Uri) return [clicked];
  const shown = shownUris(last);
  return shown.length > 0 ? shown : (workspace.workspaceFolders ?? []).map(({ uri }) => uri);
}

function shownUris(last: TextEditor | undefined): Uri[] {
  const { activeTextEditor } = window;
  if (activeTextEditor !== undefined) return [activeTextEditor.document.uri];
  // An image, a file too large for an editor of text, a notebook without a cell in use.
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  if (
    input instanceof TabInputText ||
    input instanceof TabInputCustom ||
    input instanceof TabInputNotebook
  ) {
    return [input.uri];
  }
  if (input instanceof TabInputTextDiff || input instanceof TabInputNotebookDiff) {
    return [input.original, input.modified];
  }
  // The visualizer is no text: it shows one that is in an editor.
  return last === undefined ? [] : [last.document.uri];
}
