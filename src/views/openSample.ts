import { commands, window, workspace, type Disposable, type TextDocument, type Uri } from "vscode";

/**
 * **Tokenscope: Open Sample**: an untitled copy, because the sample asks to be edited and the
 * installed file must stay as it is. While the copy is open, it is shown again.
 * @param show opens the visualizer
 */
export function openSample(sample: Uri, show: () => void): Disposable {
  let copy: TextDocument | undefined;
  return commands.registerCommand("tokenscope.openSample", async () => {
    // Nobody else may be told that it is closed: what is closed is not in the list.
    if (copy === undefined || !workspace.textDocuments.includes(copy)) {
      const content = new TextDecoder().decode(await workspace.fs.readFile(sample));
      copy = await workspace.openTextDocument({ content, language: "plaintext" });
    }
    await window.showTextDocument(copy, { preview: false });
    show();
  });
}
