import * as l10n from "../../shared/base/l10n";
import type { Uri } from "vscode";
import type { NewFile } from "../../embeddings/store/tableFiles";
import { messageOf } from "../../shared/base/rpc";
import { foreign, foreignPath } from "../../shared/base/shown";

/**
 * Writes a file where the user wants it.
 * @param write appends what the file holds, and finishes it unless the user has changed their mind
 * @throws {Error} whose message names the file, when it cannot be written
 */
export async function writeFile(
  newFile: (file: Uri) => Promise<NewFile>,
  file: Uri,
  write: (part: NewFile) => Promise<void>,
): Promise<void> {
  let part: NewFile | undefined;
  try {
    part = await newFile(file);
    await write(part);
  } catch (error) {
    const place = file.scheme === "file" ? file.fsPath : file.toString(true);
    const message = l10n.t(
      "{0} could not be written: {1}",
      foreignPath(place),
      foreign(messageOf(error), 160),
    );
    throw new Error(message, { cause: error });
  } finally {
    await part?.close();
  }
}
