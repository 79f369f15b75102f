import { coverageProblem } from "../../windows/coverageWords";
import * as l10n from "../../shared/base/l10n";
import { ProgressLocation, window, type CancellationToken, type Uri } from "vscode";
import type { Analysis } from "../../analysis/analysis";
import type { Focus } from "../../analysis/focus";
import type { Models } from "../../analysis/models";
import type { NewFile } from "../../embeddings/store/tableFiles";
import { baseName } from "../../shared/base/baseName";
import * as readers from "../../shared/base/readers";
import { foreign, shownValue } from "../../shared/base/shown";
import { writeFile } from "../ui/writeFile";
import type { Loader, LoaderOptions } from "../../shared/values/windows";
import { withOneArray, type ExportData } from "./exportData";
import { isUri } from "../ui/command";
import { askFile } from "../ui/fileDialog";
import { nextTask } from "../ui/nextTask";
import { askInTurn, type Questions } from "../ui/questions";
import { exportFormats, type ExportFormat } from "./formats";
import { exportedSentence, exportKinds, exportTitle, type ExportKind } from "./exportKinds";
import { exportedTokens, exportedVectors, exportedWindows, rowsOfIds } from "./sources";

/** What the command exports from. */
export interface ExportParts {
  readonly focus: Focus;
  readonly models: Models;
  readonly loader: (tokenCount: number, options: LoaderOptions) => Promise<Loader>;
  /** Begins a file that is there when it is finished: whoever looks before sees what it was. */
  readonly newFile: (file: Uri) => Promise<NewFile>;
}

/** Where an export goes without a person being asked; for other extensions and for tests. */
interface ExportOrder {
  readonly what: ExportKind;
  /** Ending of a format, e.g. "npz". */
  readonly format: string;
  /** Name of the one array that is meant, of a format that holds arrays; npy holds one. */
  readonly array?: string | undefined;
  readonly file: Uri;
}

const uri: readers.Reader<Uri> = (value, name) => {
  if (isUri(value)) return value;
  throw new TypeError(l10n.t("{0} must be a Uri of VS Code, not {1}.", name, shownValue(value)));
};

const givenOrder = readers.optional(
  readers.record<ExportOrder>({
    what: readers.oneOf(["tokens", "windows", "batch", "vectors"]),
    format: readers.text,
    array: readers.optional(readers.text),
    file: uri,
  }),
);

/** **Tokenscope: Export…**: asks what, as what and where, unless that was ordered, and writes it. */
export async function exportAs(parts: ExportParts, given: unknown): Promise<void> {
  const order = givenOrder(given, l10n.t("The order"));
  const { analysis } = parts.focus;
  if (analysis === undefined) {
    const message = l10n.t("Open a text file to export its tokens.");
    if (order !== undefined) throw new Error(message);
    void window.showInformationMessage(message);
    return;
  }
  const choice =
    order === undefined
      ? await askInTurn((questions) => askChoice(questions, parts, analysis))
      : await orderedChoice(order, parts, analysis);
  if (choice === undefined) return;
  const { what, format, exported } = choice;
  const name = format.holds === "array" ? (exported.arrays[0]?.name ?? what) : what;
  const file =
    order?.file ??
    (await askFile(analysis.document.uri, name, {
      name: format.name(),
      ending: format.ending,
    }));
  if (file === undefined) return;
  await window.withProgress(
    { location: ProgressLocation.Notification, title: exportTitle(what), cancellable: true },
    (_, cancellation) => write(parts, file, format.bytes(exported), cancellation),
  );
  if (order === undefined) {
    void window.showInformationMessage(exportedSentence(what, baseName(file.path)));
  }
}

/** What is exported, and how. */
interface ExportChoice {
  readonly what: ExportKind;
  readonly format: ExportFormat;
  readonly exported: ExportData;
}

async function orderedChoice(
  { what, format: ending, array }: ExportOrder,
  parts: ExportParts,
  analysis: Analysis,
): Promise<ExportChoice> {
  const all = await exportedOf(parts, analysis, what);
  const format = formatOf(ending);
  return { what, format, exported: arraysOf(all, format, array) };
}

/** Undefined where the person went away. */
async function askChoice(
  questions: Questions,
  parts: ExportParts,
  analysis: Analysis,
): Promise<ExportChoice | undefined> {
  const what = (await questions.pick(exportKinds(), { title: l10n.t("What to export") }))?.what;
  if (what === undefined) return undefined;
  const all = await exportedOf(parts, analysis, what);
  const items = exportFormats.map((each) => ({
    label: `${each.name()} (.${each.ending})`,
    description: each.description().replaceAll("`", ""),
    format: each,
  }));
  const format = (await questions.pick(items, { title: l10n.t("Export format") }))?.format;
  if (format === undefined) return undefined;
  const exported = format.holds === "array" ? await askArray(questions, all) : all;
  return exported && { what, format, exported };
}

/** What is exported with the one array that the person chooses. */
async function askArray(questions: Questions, all: ExportData): Promise<ExportData | undefined> {
  const items = all.arrays.map(({ name, type, shape }) => ({
    label: name,
    description: `${type} [${shape.join(", ")}]`,
  }));
  const chosen = await questions.pick(items, { title: l10n.t("Array to export") });
  return chosen && withOneArray(all, chosen.label);
}

function formatOf(ending: string): ExportFormat {
  const format = exportFormats.find((each) => each.ending === ending);
  if (format !== undefined) return format;
  throw new Error(
    l10n.t(
      'This cannot be exported as "{0}". Use one of {1}.',
      foreign(ending),
      exportFormats.map((each) => each.ending).join(", "),
    ),
  );
}

/**
 * What is exported, with the named array alone where one is named.
 * @throws {RangeError} when there is none of that name, or one must be named
 */
function arraysOf(all: ExportData, { ending, holds }: ExportFormat, name?: string): ExportData {
  if (name === undefined && (holds !== "array" || all.arrays.length === 1)) return all;
  const names = all.arrays.map((array) => array.name).join(", ");
  if (name === undefined) {
    throw new RangeError(
      l10n.t("A file of the format {0} holds one array. Name one of {1} as array.", ending, names),
    );
  }
  if (holds === "records") {
    throw new RangeError(
      l10n.t("A file of the format {0} holds records: leave out the option array.", ending),
    );
  }
  const one = withOneArray(all, name);
  if (one !== undefined) return one;
  throw new RangeError(
    l10n.t('There is no array "{0}" here. Name one of {1} as array.', foreign(name), names),
  );
}

async function exportedOf(
  { focus, models, loader }: ExportParts,
  analysis: Analysis,
  what: ExportKind,
): Promise<ExportData> {
  const { key } = analysis;
  const about = aboutTokenizer(analysis);
  const tokens = await analysis.call.tokens();
  // The text as it is now belongs to these tokens, or the tokens are older, or read otherwise.
  const isText = what === "tokens" && tokens.version !== analysis.document.version;
  if (isText || analysis.key !== key || about === undefined) {
    throw new Error(l10n.t("The document changed while it was read. Export again."));
  }
  if (what === "tokens") {
    const text = analysis.document.getText();
    const exported = exportedTokens({ tokens, text: (start, end) => text.slice(start, end) });
    return { ...exported, ...about };
  }
  const { options } = focus.windows;
  const problem = coverageProblem(focus.windows.coverageOf(tokens.ids.length));
  if (problem !== undefined) throw new Error(problem);
  const cut = await loader(tokens.ids.length, options);
  const { batchSize } = options;
  const inBatches = Math.min(cut.samples, cut.batches * batchSize);
  const firstOfBatch = focus.windows.batch * batchSize;
  const windows = {
    ids: tokens.ids,
    loader: cut,
    options,
    first: what === "windows" ? 0 : firstOfBatch,
    end: what === "windows" ? inBatches : Math.min(firstOfBatch + batchSize, inBatches),
  };
  if (windows.end <= windows.first) throw new Error(l10n.t("There is no window to export."));
  if (what !== "vectors") return { ...exportedWindows(windows), ...about };
  return { ...exportedVectors(windows, await models.embed(rowsOfIds(windows))), ...about };
}

/**
 * Which file's tokenizer the ids are of: a name alone would not tell it.
 * @returns undefined of a file that is being read
 */
function aboutTokenizer({
  tokenizerFile,
  encodingName,
}: Analysis): Pick<ExportData, "about"> | undefined {
  if (tokenizerFile === undefined) return {};
  if (tokenizerFile.hash === undefined) return undefined;
  return { about: { tokenizer: encodingName, tokenizer_sha256: tokenizerFile.hash } };
}

async function write(
  { newFile }: ExportParts,
  file: Uri,
  bytes: AsyncIterable<Uint8Array>,
  cancellation: CancellationToken,
): Promise<void> {
  await writeFile(newFile, file, async (part) => {
    for await (const piece of bytes) {
      if (cancellation.isCancellationRequested) return;
      await part.append(piece);
      // Lets other work in between two pieces.
      await new Promise<void>(nextTask);
    }
    await part.finish();
  });
}
