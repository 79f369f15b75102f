import * as l10n from "../../shared/base/l10n";
import { FileType, workspace, type FileStat, type Uri } from "vscode";
import { messageOf } from "../../shared/base/rpc";
import { hasZeroNearStart, seemsUtf8, shownText } from "../../text/fileText";
import { documentSource, openTexts } from "./openTexts";
import type { TextContent, TextSource } from "./openTexts";

/** Why a place has no text. */
export type UnreadableReason = "binary" | "folder" | "large" | "unread";

export class Unreadable extends Error {
  /** @param detail what the file system says, for "unread" */
  constructor(
    readonly reason: UnreadableReason,
    readonly detail = "",
  ) {
    super(detail === "" ? reason : detail);
  }
}

/** As many bytes as VS Code hands to extensions of an open file. */
const MOST_BYTES = 50 * 2 ** 20;

/**
 * The one reader of texts by their place. What is open is read from its editor; any other file as
 * an editor would open it, by the settings of its folder and language, by byte order marks, and by
 * a guess where VS Code is to guess.
 */
export class TextSources {
  /** @param isAlwaysUtf8 whether the settings make every unmarked file beside this one UTF-8 */
  constructor(private readonly isAlwaysUtf8: (file: Uri) => boolean) {}

  /** @throws {Unreadable} */
  async at(uri: Uri): Promise<TextSource> {
    const open = openTexts(uri);
    if (open !== undefined) return open;
    // A place of no file system may be a document that an extension makes when it is asked.
    const provided = hasFiles(uri) ? undefined : await providedText(uri);
    return provided ?? this.file(uri);
  }

  /** @throws {Unreadable} */
  private async file(uri: Uri): Promise<TextSource> {
    const { type, size } = await statOf(uri);
    if ((type & FileType.Directory) !== 0) throw new Unreadable("folder");
    if (size > MOST_BYTES) throw new Unreadable("large");
    return { uri, size, read: async () => [await this.readFile(uri)] };
  }

  private async readFile(uri: Uri): Promise<TextContent> {
    let bytes: Uint8Array;
    try {
      bytes = await workspace.fs.readFile(uri);
    } catch (error) {
      throw new Unreadable("unread", messageOf(error));
    }
    // Not every file system knows sizes before.
    if (bytes.length > MOST_BYTES) throw new Unreadable("large");
    // This much a worker can do; what else there may be, VS Code alone knows.
    if (this.isAlwaysUtf8(uri) && seemsUtf8(bytes)) return exact(bytes);
    try {
      return shownText(await workspace.decode(bytes, { uri }));
    } catch (error) {
      throw hasZeroNearStart(bytes)
        ? new Unreadable("binary")
        : new Unreadable("unread", messageOf(error));
    }
  }
}

async function statOf(uri: Uri): Promise<FileStat> {
  try {
    return await workspace.fs.stat(uri);
  } catch (error) {
    throw new Unreadable(
      "unread",
      hasFiles(uri) ? messageOf(error) : l10n.t("it is not open, and no file holds it"),
    );
  }
}

/** Whether there is a file system for such places, as far as VS Code knows yet. */
function hasFiles({ scheme }: Uri): boolean {
  return workspace.fs.isWritableFileSystem(scheme) !== undefined;
}

async function providedText(uri: Uri): Promise<TextSource | undefined> {
  // Opening an untitled document would make one.
  if (uri.scheme === "untitled") return undefined;
  try {
    return documentSource(await workspace.openTextDocument(uri));
  } catch {
    return undefined;
  }
}

/** A view on a part of a buffer would send all of that to the worker. */
function exact(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.byteLength === bytes.buffer.byteLength
    ? (bytes as Uint8Array<ArrayBuffer>)
    : new Uint8Array(bytes);
}
