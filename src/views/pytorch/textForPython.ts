import { workspace, type TextDocument, type Uri } from "vscode";
import { shownText } from "../../text/fileText";
import type { LineEndings } from "../../tokens/document/lineEndings";
import { fileReading, isUnicode, type DecodedFile } from "./fileReading";
import type { PythonText } from "./readerPart";

/** Why Python cannot read the text that an editor shows from a file. */
export type NoFileReason =
  /** There is none that it could open. */
  | "noFile"
  /** There is one, and the text has edits that are not in it. */
  | "unsaved"
  /** Python reads another text from it. */
  | "otherText";

/**
 * Finds the file from which Python reads the text that an editor shows. The file is read and
 * compared with that text, so that neither unsaved edits nor another program's go unnoticed.
 * @param diskPath of a file that other programs of this machine can open
 */
export async function textForPython(
  document: TextDocument,
  lineEndings: LineEndings,
  diskPath: (file: Uri) => string | undefined,
): Promise<PythonText | NoFileReason> {
  const path = diskPath(document.uri);
  const bytes = path === undefined ? undefined : await bytesOf(document.uri);
  if (path === undefined || bytes === undefined) return "noFile";
  const text = await decodeText(bytes, document.encoding);
  if (text === undefined || shownText(text) !== document.getText()) {
    return document.isDirty ? "unsaved" : "otherText";
  }
  const reading = fileReading(await asVscode(bytes, document.encoding, text), lineEndings);
  return reading === undefined ? "otherText" : { kind: "file", path, reading };
}

async function bytesOf(file: Uri): Promise<Uint8Array | undefined> {
  return Promise.resolve(workspace.fs.readFile(file)).catch(() => undefined);
}

/** Undefined for what VS Code takes for no text and a person opened anyway. */
async function decodeText(bytes: Uint8Array, encoding: string): Promise<string | undefined> {
  if (encoding === "utf8" || encoding === "utf8bom") return new TextDecoder().decode(bytes);
  return Promise.resolve(workspace.decode(bytes, { encoding })).catch(() => undefined);
}

async function asVscode(bytes: Uint8Array, encoding: string, text: string): Promise<DecodedFile> {
  const file = { bytes, encoding, text };
  if (isUnicode(encoding)) return file;
  return { ...file, encoded: await workspace.encode(text, { encoding }) };
}
