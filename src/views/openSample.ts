import {
  TabInputText,
  window,
  workspace,
  type Disposable,
  type TextDocument,
  type Uri,
} from "vscode";
import type { OpenDocuments } from "../analysis/openDocuments";
import { command } from "./commands/command";

/**
 * **Tokenscope: Open Sample**: an untitled copy, because the sample asks to be edited and the
 * installed file must stay as it is. While the copy is open, it is shown again.
 * @param show opens the visualizer
 */
export function openSample(sample: Uri, documents: OpenDocuments, show: () => void): Disposable {
  let copy: TextDocument | undefined;
  return command("openSample", async () => {
    // VS Code keeps a document for minutes after its last tab was closed, and then without the text;
    // once it is gone, another untitled text is given its address.
    if (copy === undefined || !documents.isOpen(copy) || !hasTab(copy)) {
      const content = new TextDecoder().decode(await workspace.fs.readFile(sample));
      copy = await workspace.openTextDocument({ content, language: "plaintext" });
    }
    await window.showTextDocument(copy, { preview: false });
    show();
  });
}

function hasTab({ uri }: TextDocument): boolean {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.some(
    ({ input }) => input instanceof TabInputText && input.uri.toString() === uri.toString(),
  );
}
