import { TabInputTextDiff, window, type TextDocument } from "vscode";

/** Whether two documents are the sides of a comparison that is seen. */
export function areCompared(one: TextDocument, other: TextDocument): boolean {
  const wanted = [one, other].map(({ uri }) => uri.toString());
  return window.tabGroups.all.some(({ activeTab }) => {
    const input = activeTab?.input;
    if (!(input instanceof TabInputTextDiff)) return false;
    const sides = [input.original, input.modified].map(String);
    return wanted.every((address) => sides.includes(address));
  });
}
