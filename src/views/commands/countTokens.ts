import * as l10n from "../../shared/l10n";
import { commands, Disposable, ProgressLocation, Uri, window, workspace } from "vscode";
import type { LastEditor } from "../../analysis/lastEditor";
import { formatCount } from "../../shared/numbers";
import { messageOf } from "../../shared/rpc";
import type { Reading } from "../../tokens/tokenDocument";
import type { TokenService } from "../../workers/tokenService";
import type { WorkerClient } from "../../workers/workerClient";
import { countFiles, type CountedFile } from "../counts/countFiles";
import { CountsDocuments } from "../counts/countsDocuments";
import { countsTable } from "../counts/countsTable";
import { filesBelow, type Exclusion, type Skipped } from "../counts/filesBelow";
import { isAbort } from "./command";
import { cancellable } from "./progress";

/** What the command works with. */
export interface CountingWorld {
  readonly last: LastEditor;
  readonly tokenizer: WorkerClient<TokenService>;
  readonly reading: () => Reading;
  readonly exclusions: (folder: Uri) => readonly Exclusion[];
}

/** Milliseconds between two words on how far it is. */
const REPORT_PAUSE = 100;

/**
 * **Tokenscope: Count Tokens**: of the files and folders selected in the explorer, of a tab's file,
 * or of the file in the editor. The result opens in an editor.
 */
export function countTokens(world: CountingWorld): Disposable {
  const documents = new CountsDocuments();
  const run = async (clicked?: unknown, all?: unknown): Promise<Uri | undefined> => {
    const selected = selectedUris(clicked, all, world.last);
    if (selected.length === 0) {
      void window.showInformationMessage(l10n.t("Open or select a file to count its tokens."));
      return undefined;
    }
    try {
      return (await documents.show(await counts(world, selected))).uri;
    } catch (error) {
      if (!isAbort(error)) void window.showErrorMessage(messageOf(error));
      return undefined;
    }
  };
  return Disposable.from(documents, commands.registerCommand("tokenscope.countTokens", run));
}

/** The explorer gives what was clicked and all that is selected; the palette gives nothing. */
function selectedUris(clicked: unknown, all: unknown, last: LastEditor): Uri[] {
  const selected = Array.isArray(all) ? all.filter((each) => each instanceof Uri) : [];
  if (selected.length > 0) return selected;
  if (clicked instanceof Uri) return [clicked];
  const { editor } = last;
  if (editor !== undefined) return [editor.document.uri];
  return (workspace.workspaceFolders ?? []).map(({ uri }) => uri);
}

async function counts(world: CountingWorld, selected: readonly Uri[]): Promise<string> {
  const counted: CountedFile[] = [];
  const skipped: Skipped[] = [];
  const skip = (left: Skipped): void => void skipped.push(left);
  const reading = world.reading();
  await cancellable(
    { location: ProgressLocation.Notification, title: l10n.t("Counting tokens") },
    async (progress, signal) => {
      let tokens = 0;
      let told = 0;
      await countFiles(filesBelow(selected, world.exclusions, skip), {
        signal,
        skip,
        count: (bytes, cancelled) => world.tokenizer.call.countFile(bytes, reading, cancelled),
        counted: (file) => {
          counted.push(file);
          tokens += file.tokens;
          if (Date.now() - told < REPORT_PAUSE) return;
          told = Date.now();
          const [files, count] = [formatCount(counted.length), formatCount(tokens)];
          progress.report({ message: l10n.t("files: {0}, tokens: {1}", files, count) });
        },
      });
    },
  );
  const named = <T extends { readonly uri: Uri }>(row: T) => ({ ...row, path: pathOf(row.uri) });
  return countsTable(counted.map(named), skipped.map(named), readingText(reading));
}

/** Path within the workspace, with the folder's name where there are several. */
function pathOf(uri: Uri): string {
  if (workspace.getWorkspaceFolder(uri) !== undefined) return workspace.asRelativePath(uri);
  return uri.scheme === "file" ? uri.fsPath : uri.toString(true);
}

function readingText({ encoding, lineEndings, specialTokens }: Reading): string {
  const ends =
    lineEndings === "lf" ? l10n.t("CRLF counts as LF.") : l10n.t("CRLF counts as two characters.");
  const special =
    specialTokens === "split"
      ? l10n.t("`<|endoftext|>` is one token.")
      : l10n.t("`<|endoftext|>` is plain text.");
  const saved = l10n.t("Files are read as they are saved; bytes are those of their text in UTF-8.");
  return `${l10n.t("Encoding: `{0}`.", encoding)} ${ends} ${special} ${saved}`;
}
