import * as l10n from "../../shared/base/l10n";
import { commands, Uri, window, type TextDocument, workspace } from "vscode";
import type { StoredDocuments } from "../../analysis/storedDocuments";
import type { LastEditor } from "../../analysis/lastEditor";
import {
  DEFAULT_RULES,
  END_OF_TEXT_RULES,
  SET_FORMATS,
  type Split,
} from "../../dataset/rules/setRules";
import type { WindowOptions } from "../../dataset/report/windowCounter";
import { tokensText, documentsText } from "../../shared/base/countWords";
import * as readers from "../../shared/base/readers";
import { messageOf } from "../../shared/base/rpc";
import { foreignPath, isPlainObject } from "../../shared/base/shown";
import { PACKING_WAYS } from "../../windows/packing";
import type { Reading } from "../../tokens/document/tokenDocument";
import type { SetAnswer, SetOrder } from "../../workers/setService";
import type { WorkerHandle } from "../../workers/workerClient";
import type { CountsDocuments } from "../counts/countsDocuments";
import { selectedUris } from "../counts/selectedUris";
import { openTexts } from "../texts/openTexts";
import { placeName } from "../texts/placeName";
import { isUri } from "../ui/command";
import { uri } from "../ui/uriReader";
import { askChoices, askFolder } from "./buildChoices";
import { withSetWorker } from "./setWorkers";

/** What stands beside a set. */
const DESCRIPTION = "dataset.json";

/** What the commands on training sets work with. */
export interface SetParts {
  readonly last: LastEditor;
  readonly pages: CountsDocuments;
  readonly stored: StoredDocuments;
  readonly reading: () => Reading;
  readonly windows: () => WindowOptions;
  /** Undefined where no files can be read and written. */
  readonly startSetWorker: (() => WorkerHandle) | undefined;
  readonly log: (message: string) => void;
}

/** A set that is made without a person being asked; for other extensions and for tests. */
const givenOrder = readers.record({
  input: uri,
  output: readers.optional(uri),
  force: readers.optional(readers.flag),
  format: readers.oneOf(SET_FORMATS),
  field: readers.optional(readers.text),
  endOfText: readers.optional(readers.oneOf(END_OF_TEXT_RULES)),
  valDocuments: readers.optional(readers.number),
  valCharacters: readers.optional(readers.number),
  seed: readers.optional(readers.count),
  shuffle: readers.optional(readers.flag),
  packing: readers.optional(readers.oneOf(PACKING_WAYS)),
});

/**
 * **Tokenscope: Build Training Set…**: of the files and folders selected in the explorer, or of the
 * text in the editor. It looks first and shows a report; what it then writes is told likewise.
 * @returns by the command, the address of the report as a read-only document
 */
export async function buildTrainingSet(
  parts: SetParts,
  clicked: unknown,
  all: unknown,
): Promise<Uri | undefined> {
  if (clicked !== undefined && !isUri(clicked) && isPlainObject(clicked)) {
    return ordered(parts, givenOrder(clicked, l10n.t("The order")));
  }
  const selected = selectedUris(clicked, all, parts.last.editor);
  if (selected.length === 0) {
    void window.showInformationMessage(
      l10n.t("Open a text or select a folder to build a training set from it."),
    );
    return undefined;
  }
  const choices = await askChoices(parts.windows().maxLength);
  if (choices === undefined) return undefined;
  const base = { ...(await baseOf(parts, selected)), ...choices };
  const look = await build(parts, { ...base, output: undefined });
  const page = await shownPage(parts, look);
  offerToWrite(parts, base, look);
  return page;
}

async function ordered(parts: SetParts, given: ReturnType<typeof givenOrder>): Promise<Uri> {
  const { input, output, force = false, format, field, endOfText, seed, shuffle, packing } = given;
  const base = await baseOf(parts, [input]);
  const order: SetOrder = {
    ...base,
    format,
    field: field ?? base.field,
    endOfText: endOfText ?? base.endOfText,
    split: splitOf(given),
    seed: seed ?? base.seed,
    shuffle: shuffle ?? base.shuffle,
    output: output && { folder: output.fsPath, force },
    ...(packing && { packing: { way: packing, length: base.windows.maxLength } }),
  };
  return shownPage(parts, await build(parts, order));
}

function splitOf({
  valDocuments,
  valCharacters,
}: {
  readonly valDocuments?: number;
  readonly valCharacters?: number;
}): Split {
  if (valCharacters !== undefined) return { by: "characters", share: valCharacters };
  return { by: "documents", share: valDocuments ?? DEFAULT_RULES.split.share };
}

/** What is selected, read as the settings have it. */
async function baseOf(
  { reading, windows }: SetParts,
  selected: readonly Uri[],
): Promise<Omit<SetOrder, "output">> {
  const { encoding, file } = reading();
  if (encoding === "ids") {
    throw new Error(
      l10n.t("A list of ids is no text to train on. Choose another encoding: Choose Encoding…"),
    );
  }
  const paths: string[] = [];
  const texts: { name: string; text: string }[] = [];
  for (const each of selected) {
    const open = openTexts(each);
    // A file is read by all threads, unless the editor has something else of it.
    if (each.scheme === "file" && (open === undefined || isSaved(each))) paths.push(each.fsPath);
    else if (open !== undefined) {
      const contents = await open.read();
      const text = contents.filter((content) => typeof content === "string").join("\n");
      texts.push({ name: placeName(each), text: text.replaceAll(/\r\n?/g, "\n") });
    } else
      throw new Error(l10n.t("{0} is not a file on this machine.", foreignPath(placeName(each))));
  }
  return {
    ...DEFAULT_RULES,
    paths,
    texts,
    encoding: file?.path ?? encoding,
    field: "text",
    windows: windows(),
  };
}

const isSaved = (place: Uri): boolean =>
  workspace.textDocuments.some(
    (document: TextDocument) => document.uri.toString() === place.toString() && !document.isDirty,
  );

function build({ startSetWorker, log }: SetParts, order: SetOrder): Promise<SetAnswer> {
  const title =
    order.output === undefined
      ? l10n.t("Looking at what the training set would be")
      : l10n.t("Writing the training set");
  return withSetWorker(startSetWorker, title, log, (call, signal) => call.build(order, signal));
}

async function shownPage({ pages }: SetParts, { markdown }: SetAnswer): Promise<Uri> {
  const page = pages.add(l10n.t("Training set"), markdown);
  await pages.show(page);
  return page;
}

/** Nobody waits for the answer: a person reads the report first. */
function offerToWrite(
  parts: SetParts,
  base: Omit<SetOrder, "output">,
  { documents, tokens }: SetAnswer,
): void {
  if (documents === 0) return;
  const write = l10n.t("Write…");
  const message = l10n.t(
    "{0}, {1}. Nothing is written yet.",
    documentsText(documents),
    tokensText(tokens),
  );
  void window.showInformationMessage(message, write).then(async (chosen) => {
    if (chosen !== write) return;
    try {
      const output = await askOutput();
      if (output === undefined) return;
      const written = await build(parts, { ...base, output });
      await shownPage(parts, written);
      tellWritten(output.folder, written);
    } catch (error) {
      if (error instanceof Error && error.name === "AbortError") return;
      void window.showErrorMessage(messageOf(error));
    }
  });
}

async function askOutput(): Promise<SetOrder["output"]> {
  const chosen = await askFolder();
  if (chosen === undefined) return undefined;
  const isTaken = await Promise.resolve(workspace.fs.stat(Uri.joinPath(chosen, DESCRIPTION))).then(
    () => true,
    () => false,
  );
  if (!isTaken) return { folder: chosen.fsPath, force: false };
  const replace = l10n.t("Replace");
  const answer = await window.showWarningMessage(
    l10n.t("{0} holds a training set. Replace it?", foreignPath(chosen.fsPath)),
    { modal: true },
    replace,
  );
  return answer === replace ? { folder: chosen.fsPath, force: true } : undefined;
}

function tellWritten(folder: string, { tokens }: SetAnswer): void {
  const reveal = l10n.t("Open Folder");
  const message = l10n.t("{0}: {1} written.", foreignPath(folder), tokensText(tokens));
  void window.showInformationMessage(message, reveal).then(async (chosen) => {
    if (chosen === reveal) await commands.executeCommand("revealFileInOS", Uri.file(folder));
  });
}
