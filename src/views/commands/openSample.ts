import { window, workspace, type Disposable, type TextDocument, type Uri } from "vscode";
import type { LastEditor } from "../../analysis/lastEditor";
import type { OpenDocuments } from "../../analysis/openDocuments";
import { command } from "../ui/command";
import { hasTab } from "../ui/hasTab";
import { textColumn } from "../ui/textColumn";

/**
 * **Tokenscope: Open Sample**: an untitled copy, because the sample asks to be edited and the
 * installed file must stay as it is. While the copy is open, it is shown again.
 * @param show opens the visualizer
 */
export function openSample(
  sample: Uri,
  documents: OpenDocuments,
  last: LastEditor,
  show: () => void,
): Disposable {
  let copy: TextDocument | undefined;
  return command("openSample", async () => {
    // Once it is gone, another untitled text is given its address.
    if (copy === undefined || !documents.isOpen(copy) || !hasTab(copy)) {
      const content = new TextDecoder().decode(await workspace.fs.readFile(sample));
      copy = await workspace.openTextDocument({ content, language: "plaintext" });
    }
    await window.showTextDocument(copy, { preview: false, viewColumn: textColumn(last) });
    show();
  });
}
