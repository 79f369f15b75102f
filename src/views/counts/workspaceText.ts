import { FileType, Uri, workspace, type FileStat } from "vscode";
import { foreign } from "../../shared/base/shown";
import { utf8Text } from "../../text/fileText";
import { openTexts } from "../texts/openTexts";
import { Unreadable, type TextSources } from "../texts/textSource";
import type { TextSource } from "../texts/openTexts";
import { ToolError } from "./toolError";

/** UTF-16 code units of a name in a sentence, and of what a file system says. */
const MOST_NAME = 140;

/** What a language model is told of. */
export interface WorkspaceText {
  readonly uri: Uri;
  readonly texts: readonly string[];
  /** How many texts there are, where it is an open notebook. */
  readonly cells?: number | undefined;
}

/**
 * The text of a file of the workspace, or of anything that is open. Another file on the machine is
 * none of a language model's business.
 * @param file a path relative to a workspace folder, an absolute path, or a URI
 * @throws {Error} with what to do, where there is no such text
 */
export async function workspaceText(file: string, sources: TextSources): Promise<WorkspaceText> {
  const name = `"${foreign(file, MOST_NAME)}"`;
  const candidates = urisOf(file, name);
  for (const uri of candidates) {
    const open = openTexts(uri);
    if (open !== undefined) return textOf(open);
  }
  const inside = candidates.filter((uri) => workspace.getWorkspaceFolder(uri) !== undefined);
  if (inside.length === 0) {
    throw new ToolError(
      workspace.workspaceFolders === undefined
        ? `No folder is open, so ${name} cannot be read. Give its content as "text".`
        : `${name} is not in the workspace. Give a path in a folder of the workspace, or its content as "text".`,
    );
  }
  const uri = await firstThere(inside);
  if (uri === undefined) {
    throw new ToolError(
      `There is no file ${name} in the workspace. Look for its path, relative to a workspace folder.`,
    );
  }
  await refuseLinks(uri, name, 'Give the file\'s own path, or its content as "text".');
  try {
    return await textOf(await sources.at(uri));
  } catch (error) {
    throw error instanceof Unreadable ? new ToolError(sentenceOf(error, name)) : error;
  }
}

/**
 * A tokenizer file of the workspace.
 * @param file a path relative to a workspace folder, an absolute path in one, or a URI
 * @throws {Error} with what to do, where there is none that may be read
 */
export async function workspaceTokenizer(file: string): Promise<Uri> {
  const name = `"${foreign(file, MOST_NAME)}"`;
  const inside = urisOf(file, name).filter(
    (uri) => workspace.getWorkspaceFolder(uri) !== undefined,
  );
  const uri = await firstThere(inside);
  if (uri === undefined) {
    throw new ToolError(
      `${name} is neither a tokenizer file in the workspace nor one that the person uses. Give its path in a folder of the workspace, or leave "tokenizer" out.`,
    );
  }
  if (!workspace.isTrusted) {
    throw new ToolError(
      `${name} is a file of a workspace that the person does not trust, so it is not read. Leave "tokenizer" out.`,
    );
  }
  await refuseLinks(uri, name, "Give the file's own path.");
  return uri;
}

async function firstThere(candidates: readonly Uri[]): Promise<Uri | undefined> {
  for (const uri of candidates) if ((await statOf(uri)) !== undefined) return uri;
  return undefined;
}

function urisOf(file: string, name: string): Uri[] {
  try {
    return candidateUris(file).map(withoutDots);
  } catch {
    throw new ToolError(
      `${name} is neither a path nor a URI. Give a path in a folder of the workspace.`,
    );
  }
}

/** What a name may mean, in the order of the workspace's folders. */
function candidateUris(name: string): Uri[] {
  // A single letter is a drive of Windows, not a scheme.
  if (/^[a-z][a-z\d+.-]+:/i.test(name)) return [Uri.parse(name)];
  const folders = workspace.workspaceFolders ?? [];
  if (/^([/\\]|[a-z]:[/\\])/i.test(name)) {
    const { path } = Uri.file(name);
    // In a virtual workspace an absolute path is one of its file system.
    return [Uri.file(name), ...folders.map(({ uri }) => uri.with({ path }))];
  }
  const path = name.replaceAll("\\", "/");
  const [first = "", ...rest] = path.split("/");
  return [
    ...folders.map(({ uri }) => Uri.joinPath(uri, path)),
    // As VS Code itself writes paths where there are several folders.
    ...folders
      .filter((folder) => folder.name === first && rest.length > 0)
      .map(({ uri }) => Uri.joinPath(uri, ...rest)),
  ];
}

/** The same place without "." and "..", by which a path could seem to be in a folder that it leaves. */
function withoutDots(uri: Uri): Uri {
  const path = uri.scheme === "file" ? uri.path.replaceAll("\\", "/") : uri.path;
  return path === "" ? uri : Uri.joinPath(uri.with({ path }), ".");
}

async function textOf(source: TextSource): Promise<WorkspaceText> {
  const contents = await source.read();
  const texts = contents.map((each) => (typeof each === "string" ? each : utf8Text(each)));
  return { uri: source.uri, texts, cells: source.cells };
}

/** Undefined where nothing is there. */
async function statOf(uri: Uri): Promise<FileStat | undefined> {
  return Promise.resolve(workspace.fs.stat(uri)).catch(() => undefined);
}

/** What a language model can do about a file without a text. */
function sentenceOf({ reason, detail }: Unreadable, name: string): string {
  switch (reason) {
    case "binary":
      return `${name} is not a text file, so it has no tokens.`;
    case "folder":
      return `${name} is a folder. Name one of its files.`;
    case "large":
      return `${name} is larger than 50 MB. Give parts of it as "text".`;
    case "unread":
      return `${name} could not be read: ${foreign(detail, MOST_NAME)}. Give its content as "text".`;
  }
}

/** A link of the workspace may lead anywhere on the machine. */
async function refuseLinks(uri: Uri, name: string, instead: string): Promise<void> {
  const root = workspace.getWorkspaceFolder(uri)?.uri.path.replace(/\/$/, "") ?? "";
  const steps = uri.path.slice(root.length + 1).split("/");
  for (let count = 1; count <= steps.length; count++) {
    const part = uri.with({ path: [root, ...steps.slice(0, count)].join("/") });
    const stat = await statOf(part);
    if (stat === undefined)
      throw new ToolError(`${name} could not be read. Look whether it is there.`);
    if ((stat.type & FileType.SymbolicLink) === 0) continue;
    throw new ToolError(
      `${name} is reached by a link, which may lead out of the workspace. ${instead}`,
    );
  }
}
