import * as l10n from "../../shared/base/l10n";
import { Disposable, ProgressLocation, window, type Uri } from "vscode";
import type { LastEditor } from "../../analysis/lastEditor";
import type { OpenDocuments } from "../../analysis/openDocuments";
import { formatCount } from "../../shared/base/numbers";
import type { Reading } from "../../tokens/document/tokenDocument";
import type { TokenService } from "../../workers/tokenService";
import type { WorkerClient } from "../../workers/workerClient";
import { countFiles, type CountedFile } from "./countFiles";
import { CountsDocuments } from "./countsDocuments";
import { countsTable } from "./countsTable";
import type { Exclusion } from "../../settings/settings";
import { filesBelow, type Skipped } from "./filesBelow";
import { selectedUris } from "./selectedUris";
import { placeName } from "../texts/placeName";
import type { TextSources } from "../texts/textSource";
import { fileCommand } from "../ui/command";
import { cancellable } from "../ui/progress";

/** What the command works with. */
export interface CountingWorld {
  readonly documents: OpenDocuments;
  readonly last: LastEditor;
  readonly tokenizer: WorkerClient<TokenService>;
  readonly texts: TextSources;
  readonly reading: () => Reading;
  /** Of a text, which may be read in a way of its own. */
  readonly readingAt: (uri: Uri) => Reading;
  readonly exclusions: (folder: Uri) => readonly Exclusion[];
}

/** Milliseconds between two words on how far it is. */
const REPORT_PAUSE = 100;

/**
 * **Tokenscope: Count Tokens**: of the files and folders selected in the explorer, of what a tab
 * shows, or of the text in the editor. The result opens in an editor.
 */
export function countTokens(world: CountingWorld): Disposable {
  const documents = new CountsDocuments(world.documents);
  const run = async (clicked: unknown, all: unknown): Promise<Uri | undefined> => {
    const selected = selectedUris(clicked, all, world.last.editor);
    if (selected.length === 0) {
      void window.showInformationMessage(
        l10n.t("Open a text or select a file to count its tokens."),
      );
      return undefined;
    }
    return (await documents.show(await counts(world, selected))).uri;
  };
  return Disposable.from(documents, fileCommand("countTokens", run));
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
      await countFiles(filesBelow(selected, world.exclusions, skip, signal), {
        signal,
        skip,
        sourceAt: (uri) => world.texts.at(uri),
        count: (content, uri, cancelled) =>
          world.tokenizer.call.count(content, world.readingAt(uri), cancelled),
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
  return countsTable(
    counted.map((file) => ({ ...file, path: countedName(file) })),
    skipped.map((left) => ({ ...left, path: placeName(left.uri) })),
    readingText(reading),
  );
}

function countedName({ uri, cells }: CountedFile): string {
  const name = placeName(uri);
  if (cells === undefined) return name;
  return cells === 1 ? l10n.t("{0}, 1 cell", name) : l10n.t("{0}, {1} cells", name, cells);
}

function readingText({ encoding, lineEndings, specialTokens }: Reading): string {
  const ends =
    lineEndings === "lf" ? l10n.t("CRLF counts as LF.") : l10n.t("CRLF counts as two characters.");
  const special =
    specialTokens === "split"
      ? l10n.t("`<|endoftext|>` is one token.")
      : l10n.t("`<|endoftext|>` is plain text.");
  const shown = l10n.t(
    "Texts are read as editors show them, with unsaved edits; bytes are those of the text in UTF-8.",
  );
  return `${l10n.t("Encoding: `{0}`.", encoding)} ${ends} ${special} ${shown}`;
}
