import * as l10n from "../../shared/base/l10n";
import type { Uri } from "vscode";
import {
  TabInputCustom,
  TabInputNotebook,
  TabInputNotebookDiff,
  TabInputText,
  TabInputTextDiff,
  window,
  workspace,
  type TextEditor,
} from "vscode";
import { shownValue } from "../../shared/base/shown";
import { isUri } from "../ui/command";

/**
 * What a person means to have counted. The explorer gives what was clicked and all that is
 * selected, a tab gives its own; the palette gives nothing and means what is shown, or all folders.
 * @param last the editor that was used last
 */
export function selectedUris(clicked: unknown, all: unknown, last: TextEditor | undefined): Uri[] {
  const selected = listOf(all).filter(isUri);
  if (selected.length > 0) return selected;
  if (isUri(clicked)) return [clicked];
  const other = clicked ?? listOf(all).at(0);
  if (other !== undefined) {
    throw new TypeError(
      l10n.t(
        "A file or folder to count must be given as a Uri of VS Code, not as {0}.",
        shownValue(other),
      ),
    );
  }
  const visible = shownUris(last);
  return visible.length > 0 ? visible : (workspace.workspaceFolders ?? []).map(({ uri }) => uri);
}

/** Beside a tab that was clicked VS Code gives where that is, which is no list. */
function listOf(all: unknown): readonly unknown[] {
  try {
    return Array.isArray(all) ? Array.from<unknown>(all) : [];
  } catch {
    // A proxy may refuse to be read.
    return [];
  }
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
