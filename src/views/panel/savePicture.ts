import * as l10n from "../../shared/base/l10n";
import { commands, ViewColumn, window, type Uri } from "vscode";
import type { NewFile } from "../../embeddings/store/tableFiles";
import { baseName } from "../../shared/base/baseName";
import type { PictureFormat } from "../../shared/values/pictureFile";
import { askFile } from "../ui/fileDialog";
import { writeFile } from "../ui/writeFile";

function kindOf(format: PictureFormat): string {
  switch (format) {
    case "png":
      return l10n.t("PNG picture");
    case "svg":
      return l10n.t("SVG picture");
  }
}

/**
 * Writes a picture of a document where the person wants it, and offers to open it.
 * @returns the file's name, or undefined where the person changed their mind
 * @throws {Error} whose message names the file, when it cannot be written
 */
export async function savePicture(
  document: Uri | undefined,
  name: string,
  format: PictureFormat,
  bytes: Uint8Array,
  newFile: (file: Uri) => Promise<NewFile>,
): Promise<string | undefined> {
  const file = await askFile(document, name, { name: kindOf(format), ending: format });
  if (file === undefined) return undefined;
  const fileName = baseName(file.path);
  await writeFile(newFile, file, async (part) => {
    await part.append(bytes);
    await part.finish();
  });
  void offerToOpen(file, fileName);
  return fileName;
}

async function offerToOpen(file: Uri, fileName: string): Promise<void> {
  const open = l10n.t("Open");
  const chosen = await window.showInformationMessage(
    l10n.t("{0} holds the picture.", fileName),
    open,
  );
  if (chosen !== open) return;
  // Beside the panel, which it would cover otherwise.
  const viewColumn = window.visibleTextEditors.at(0)?.viewColumn ?? ViewColumn.Active;
  await commands.executeCommand("vscode.open", file, { viewColumn });
}
