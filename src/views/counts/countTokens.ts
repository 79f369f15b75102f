import * as l10n from "../../shared/base/l10n";
import { commands, env, ProgressLocation, window, type Uri } from "vscode";
import type { LastEditor } from "../../analysis/lastEditor";
import { foreign } from "../../shared/base/shown";
import { bytesText, tokensText } from "../../shared/base/countWords";
import { formatCount } from "../../shared/base/numbers";
import type { Reading } from "../../tokens/document/tokenDocument";
import { encodingName } from "../../tokens/encode/encodingName";
import { countFiles, type CountedFile } from "./countFiles";
import type { CountsDocuments } from "./countsDocuments";
import { countsTable, reasonText } from "./countsTable";
import { previewLink } from "./previewLink";
import { readingNotes } from "./readingNotes";
import type { CountWorkers } from "./countWorkers";
import { filesBelow, type LeftOutOf, type SkippedFile } from "./filesBelow";
import { selectedUris } from "./selectedUris";
import { placeName } from "../texts/placeName";
import type { TextSources } from "../texts/textSource";
import { cancellable } from "../ui/progress";

/** What the command works with. */
export interface CountParts {
  readonly last: LastEditor;
  /** The workers of one counting. */
  readonly workers: () => CountWorkers;
  readonly texts: TextSources;
  readonly reading: () => Reading;
  /** Of a text, which may be read in a way of its own. */
  readonly readingAt: (uri: Uri) => Reading;
  readonly leftOut: () => LeftOutOf;
  readonly pages: CountsDocuments;
}

/** Milliseconds between two words on how far it is. */
const REPORT_PAUSE = 100;

/**
 * **Tokenscope: Count Tokens**: of the files and folders selected in the explorer, of what a tab
 * shows, or of the text in the editor. Of one file a message tells, of more a page with a table.
 * @returns by the command, the address of the table as a read-only document
 */
export async function countTokens(
  parts: CountParts,
  clicked: unknown,
  all: unknown,
): Promise<Uri | undefined> {
  const { pages } = parts;
  const selected = selectedUris(clicked, all, parts.last.editor);
  if (selected.length === 0) {
    void window.showInformationMessage(l10n.t("Open a text or select a file to count its tokens."));
    return undefined;
  }
  const { counted, skipped, reading } = await counts(parts, selected);
  const table = pages.add(
    l10n.t("Token counts"),
    countsTable(
      counted.map((file) => ({ ...file, path: countedName(file), link: previewLink(file.uri) })),
      skipped.map((left) => ({ ...left, path: placeName(left.uri) })),
      readingText(reading),
    ),
  );
  if (counted.length + skipped.length > 1) await pages.show(table);
  else tellOne(counted[0], skipped[0], () => pages.show(table));
  return table;
}

interface Counts {
  readonly counted: readonly CountedFile[];
  readonly skipped: readonly SkippedFile[];
  readonly reading: Reading;
}

async function counts(parts: CountParts, selected: readonly Uri[]): Promise<Counts> {
  const counted: CountedFile[] = [];
  const skipped: SkippedFile[] = [];
  const skip = (left: SkippedFile): void => void skipped.push(left);
  const reading = parts.reading();
  const workers = parts.workers();
  try {
    await cancellable(
      { location: ProgressLocation.Notification, title: l10n.t("Counting tokens") },
      async (progress, signal) => {
        let tokens = 0;
        let reportTime = 0;
        await countFiles(filesBelow(selected, parts.leftOut(), skip, signal), {
          signal,
          skip,
          sourceAt: (uri) => parts.texts.at(uri),
          count: (content, uri, cancelled) =>
            workers.count(content, parts.readingAt(uri), cancelled),
          counted: (file) => {
            counted.push(file);
            tokens += file.tokens;
            if (Date.now() - reportTime < REPORT_PAUSE) return;
            reportTime = Date.now();
            const [files, count] = [formatCount(counted.length), formatCount(tokens)];
            progress.report({ message: l10n.t("files: {0}, tokens: {1}", files, count) });
          },
        });
      },
    );
  } finally {
    workers.dispose();
  }
  return { counted, skipped, reading };
}

/** What came of a single file, with what a person may do next. */
function tellOne(
  counted: CountedFile | undefined,
  skipped: SkippedFile | undefined,
  showTable: () => Promise<void>,
): void {
  if (counted === undefined) {
    const name = skipped === undefined ? undefined : foreign(placeName(skipped.uri));
    void window.showWarningMessage(
      name === undefined || skipped === undefined
        ? l10n.t("No file was counted.")
        : l10n.t("{0} was not counted: {1}.", name, reasonText(skipped)),
    );
    return;
  }
  const { uri, tokens, bytes } = counted;
  const open = l10n.t("Open in Visualizer");
  const copy = l10n.t("Copy Count");
  const details = l10n.t("Show Table");
  const name = foreign(countedName(counted));
  const size = bytesText(bytes);
  const message =
    tokens === 0
      ? l10n.t("{0}: {1}, {2}.", name, tokensText(tokens), size)
      : l10n.t(
          "{0}: {1}, {2}, {3} bytes per token.",
          name,
          tokensText(tokens),
          size,
          (bytes / tokens).toFixed(2),
        );
  void window.showInformationMessage(message, open, copy, details).then(async (chosen) => {
    if (chosen === copy) await env.clipboard.writeText(String(tokens));
    if (chosen === details) await showTable();
    if (chosen !== open) return;
    await commands.executeCommand("vscode.open", uri);
    await commands.executeCommand("tokenscope.openVisualizer");
  });
}

function countedName({ uri, cells }: CountedFile): string {
  const name = placeName(uri);
  if (cells === undefined) return name;
  return cells === 1 ? l10n.t("{0}, 1 cell", name) : l10n.t("{0}, {1} cells", name, cells);
}

function readingText(reading: Reading): string {
  const added =
    reading.encoding === "file" && reading.addsSpecialTokens === true
      ? ` ${l10n.t("Special tokens that the tokenizer adds to each text count.")}`
      : "";
  const shown = l10n.t(
    "Texts are read as editors show them, with unsaved edits; bytes are those of the text in UTF-8.",
  );
  return `${l10n.t("Encoding: `{0}`.", encodingName(reading))} ${readingNotes(reading)}${added} ${shown}`;
}
