import { TabInputText, window, type TextDocument } from "vscode";

/**
 * Whether a document is in an editor's tab. VS Code keeps one for minutes after its last tab was
 * closed, and then without the text.
 */
export function hasTab({ uri }: TextDocument): boolean {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.some(
    ({ input }) => input instanceof TabInputText && input.uri.toString() === uri.toString(),
  );
}
