import { FileType, Uri, workspace } from "vscode";
import { messageOf } from "../../shared/base/rpc";
import { openTexts } from "../texts/openTexts";
import type { UnreadableReason } from "../texts/textSource";
import type { Exclusion } from "../../settings/settings";
import { Excluded } from "./excluded";
import { IgnoreFiles } from "./ignoreFiles";
import type { IgnoreRules } from "../../dataset/texts/ignoreRules";
import type { Glob } from "./globs";
import { Pace } from "./pace";
import { relative } from "./relative";

/** What nobody means by a folder's text, unless selected by itself. */
const IGNORED_FOLDERS = new Set([".git", ".hg", ".svn", "bower_components", "node_modules"]);

/** Why something was left out. Each reason has its sentence in the table. */
export type SkipReason =
  UnreadableReason | "excluded" | "ignored" | "ignoreFile" | "link" | "special";

export interface SkippedFile {
  readonly uri: Uri;
  readonly reason: SkipReason;
  /** What the file system says. */
  readonly detail?: string;
}

/** What is left out of folders. */
export interface LeftOutOf {
  /** Of what lies in a folder. */
  readonly exclusions: (folder: Uri) => readonly Exclusion[];
  /** Whether what ignore files name is. */
  readonly usesIgnoreFiles: boolean;
}

/**
 * The files that were selected and those below the folders that were, each once.
 * @param skip told of what is left out
 * @param signal ends it
 * @throws the signal's reason
 */
export async function* filesBelow(
  selected: readonly Uri[],
  { exclusions, usesIgnoreFiles }: LeftOutOf,
  skip: (skipped: SkippedFile) => void,
  signal: AbortSignal,
): AsyncGenerator<Uri> {
  const pace = new Pace(signal);
  const globs = new Map<string, Glob | undefined>();
  const seen = new Set<string>();
  const chosen = new Set(selected.map((uri) => uri.toString()));
  for (const uri of selected) {
    if (seen.has(uri.toString())) continue;
    if (await isFolder(uri)) {
      const root = workspace.getWorkspaceFolder(uri)?.uri ?? uri;
      const excluded = new Excluded(exclusions(uri), pace, globs);
      const files = usesIgnoreFiles ? new IgnoreFiles(root, pace) : undefined;
      const rules = await files?.above(uri);
      yield* below(uri, { root, excluded, files, skip, seen, chosen }, rules);
    } else if (isNew(seen, uri)) yield uri;
  }
}

/** What cannot be told is no folder: whoever reads it says what is wrong. */
async function isFolder(uri: Uri): Promise<boolean> {
  if (openTexts(uri) !== undefined) return false;
  const stat = await Promise.resolve(workspace.fs.stat(uri)).catch(() => undefined);
  return stat !== undefined && (stat.type & FileType.Directory) !== 0;
}

interface Walk {
  /** What globs are relative to. */
  readonly root: Uri;
  readonly excluded: Excluded;
  /** Undefined where they do not count. */
  readonly files: IgnoreFiles | undefined;
  readonly skip: (skipped: SkippedFile) => void;
  /** Files and folders that were come upon. */
  readonly seen: Set<string>;
  /** What was selected by itself, and so is not left out. */
  readonly chosen: ReadonlySet<string>;
}

/** @param around rules of the folders that this one lies in */
async function* below(folder: Uri, walk: Walk, around?: IgnoreRules): AsyncGenerator<Uri> {
  if (!isNew(walk.seen, folder)) return;
  let entries: [string, FileType][];
  try {
    entries = await workspace.fs.readDirectory(folder);
  } catch (error) {
    walk.skip({ uri: folder, reason: "unread", detail: messageOf(error) });
    return;
  }
  const names = new Set(entries.map(([name]) => name));
  const rules = around && (await walk.files?.within(folder, names, around));
  for (const [name, type] of entries) {
    const uri = Uri.joinPath(folder, name);
    const path = relative(walk.root, uri);
    const isFolder = (type & FileType.Directory) !== 0;
    const reason =
      (await skipReason(name, type, async () => walk.excluded.has(path, names))) ??
      (rules !== undefined && (await walk.files?.isNamed(rules, path, isFolder)) === true
        ? "ignoreFile"
        : undefined);
    if (reason !== undefined) {
      if (!walk.chosen.has(uri.toString())) walk.skip({ uri, reason });
    } else if (isFolder) yield* below(uri, walk, rules);
    else if (isNew(walk.seen, uri)) yield uri;
  }
}

async function skipReason(
  name: string,
  type: FileType,
  isExcluded: () => Promise<boolean>,
): Promise<SkipReason | undefined> {
  const isFolder = (type & FileType.Directory) !== 0;
  if (isFolder && IGNORED_FOLDERS.has(name)) return "ignored";
  if (await isExcluded()) return "excluded";
  // A link may lead back to a folder that it lies in.
  if (isFolder && (type & FileType.SymbolicLink) !== 0) return "link";
  return isFolder || (type & FileType.File) !== 0 ? undefined : "special";
}

function isNew(seen: Set<string>, uri: Uri): boolean {
  const key = uri.toString();
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}
