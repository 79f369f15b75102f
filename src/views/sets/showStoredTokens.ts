import * as l10n from "../../shared/base/l10n";
import type { StoredContents, StoredPlace } from "../../analysis/storedDocuments";
import { commands, Uri, window, workspace } from "vscode";
import { baseName } from "../../shared/base/baseName";
import { formatCount } from "../../shared/base/numbers";
import * as readers from "../../shared/base/readers";
import { foreignPath } from "../../shared/base/shown";
import type { Reading } from "../../tokens/document/tokenDocument";
import type { StoredAnswer } from "../../workers/setService";
import { isUri } from "../ui/command";
import { askInTurn, type Questions } from "../ui/questions";
import { uri } from "../ui/uriReader";
import { askSet, encodingOf } from "./askedSet";
import type { SetParts } from "./buildTrainingSet";
import { writtenAt } from "./changedFiles";
import { withSetWorker } from "./setWorkers";

/** Tokens that are shown unless others are asked for. */
const SHOWN = 4096;
/** What a person writes: a token, or two with a dash between them. */
const STRETCH = /^\s*(\d[\d,. ]*?)\s*(?:[-–]\s*(\d[\d,. ]*?)\s*)?$/;

/** A file that holds ids. */
export interface FileOfSet {
  readonly path: string;
  /** Undefined where nobody has counted them. */
  readonly tokens?: number;
}

/** What is shown without a person being asked; for other extensions and for tests. */
const givenOrder = readers.record({
  file: uri,
  from: readers.optional(readers.count),
  to: readers.optional(readers.count),
});

/**
 * **Tokenscope: Show Stored Tokens…**: the text of a stretch of a training set's file, as a read-only
 * document whose tokens are the stored ids. Places where the text would have others are marked.
 * @returns by the command, the document's address
 */
export async function showStoredTokens(
  parts: SetParts,
  clicked: unknown,
): Promise<Uri | undefined> {
  if (clicked !== undefined && !isUri(clicked)) {
    const { file, from = 0, to = from + SHOWN } = givenOrder(clicked, l10n.t("The order"));
    return show(parts, pathOf(file), { from, to });
  }
  const chosen = isUri(clicked) ? clicked : await askSet(l10n.t("Show Tokens"));
  return chosen && askAndShow([{ path: pathOf(chosen) }]);
}

/** Asks which of some files, and which of its tokens. */
export async function askAndShow(files: readonly FileOfSet[]): Promise<Uri | undefined> {
  const order = await askInTurn((questions) => askStretch(questions, files));
  return order && commands.executeCommand<Uri>("tokenscope.showStoredTokens", order);
}

async function askStretch(
  questions: Questions,
  files: readonly FileOfSet[],
): Promise<{ file: Uri; from: number; to: number } | undefined> {
  const [only, ...others] = files;
  const file = others.length === 0 ? only : await askFile(questions, files);
  if (file === undefined) return undefined;
  const total = file.tokens;
  const asked = await questions.type({
    title: l10n.t("Tokens of {0}", baseName(file.path)),
    prompt:
      total === undefined
        ? l10n.t("From which token to which, as in 0-4096")
        : l10n.t("From which token to which, as in 0-4096; it has {0}", formatCount(total)),
    value: `0-${Math.min(SHOWN, total ?? SHOWN)}`,
    validateInput: (written) =>
      stretchOf(written) === undefined
        ? l10n.t("Write two whole numbers with a dash between them, the smaller one first.")
        : undefined,
  });
  const stretch = asked === undefined ? undefined : stretchOf(asked);
  return stretch && { file: Uri.file(file.path), ...stretch };
}

async function askFile(
  questions: Questions,
  files: readonly FileOfSet[],
): Promise<FileOfSet | undefined> {
  const items = files.map((file) => ({
    label: baseName(file.path),
    description: file.tokens === undefined ? "" : l10n.t("tokens: {0}", formatCount(file.tokens)),
    file,
  }));
  const picked = await questions.pick(items, {
    title: l10n.t("Show the tokens of which file?"),
  });
  return picked?.file;
}

/** Undefined where it is none. */
function stretchOf(written: string): { readonly from: number; readonly to: number } | undefined {
  const [, first, last] = STRETCH.exec(written) ?? [];
  if (first === undefined) return undefined;
  const numberOf = (digits: string): number => Number(digits.replaceAll(/\D/g, ""));
  const from = numberOf(first);
  const to = last === undefined ? from + SHOWN : numberOf(last);
  return Number.isSafeInteger(to) && from < to ? { from, to } : undefined;
}

async function show(
  parts: SetParts,
  path: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<Uri> {
  if (from >= to) {
    throw new RangeError(
      l10n.t("There are no tokens {0} to {1}.", formatCount(from), formatCount(to)),
    );
  }
  const encoding = encodingOf(parts.reading());
  const place = { path, encoding, from, to, written: (await writtenAt(Uri.file(path))) ?? 0 };
  const address = await parts.stored.address(
    place,
    ({ ids }) => `${baseName(path)} ${from}–${from + ids.length}.txt`,
  );
  const document = await workspace.openTextDocument(address);
  await window.showTextDocument(document, { preview: false });
  return address;
}

/** What a document of stored tokens holds. */
export async function readStored(
  parts: SetParts,
  { path, encoding, from, to }: StoredPlace,
): Promise<StoredContents> {
  // Before the reading: what is written in the middle of it has changed, too.
  const written = await writtenAt(Uri.file(path));
  const answer = await withSetWorker(
    parts.startSetWorker,
    l10n.t("Reading the training set"),
    parts.log,
    (call, signal) => call.stored({ path, encoding, from, to }, signal),
  );
  return { ...answer, text: shownText(answer.text), reading: readingOf(answer), written };
}

/**
 * VS Code would read a CR as a line end, and make all of a text's line ends alike; a text with a NUL
 * it takes for a binary file.
 */
function shownText(text: string): string {
  return text
    .replaceAll("\r", "\u240d")
    .replaceAll("\0", "\u2400")
    .replace(/^\uFEFF/, "\uFFFD");
}

function readingOf({ encoding, vocabularySize }: StoredAnswer): Reading {
  const how = { specialTokens: "split", lineEndings: "asIs" } as const;
  return typeof encoding === "string"
    ? { encoding, ...how }
    : { encoding: "file", vocabularySize, file: { path: encoding.path }, ...how };
}

function pathOf(file: Uri): string {
  if (file.scheme === "file") return file.fsPath;
  throw new Error(l10n.t("{0} is not a file on this machine.", foreignPath(file.toString(true))));
}
