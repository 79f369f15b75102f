import * as l10n from "../../shared/base/l10n";
import { ProgressLocation, window, type TextEditor, type Uri } from "vscode";
import type { LastEditor } from "../../analysis/lastEditor";
import * as readers from "../../shared/base/readers";
import { isPlainObject, shownValue } from "../../shared/base/shown";
import type { NamedEncoding } from "../../shared/values/tokens";
import { encodingName } from "../../tokens/encode/encodingName";
import { givenEncoding } from "../../tokens/encode/givenEncoding";
import { readingOfFile } from "../../tokens/document/readingOfFile";
import type { Reading } from "../../tokens/document/tokenDocument";
import type { TokenService } from "../../workers/tokenService";
import type { WorkerClient } from "../../workers/workerClient";
import { comparisonPage } from "../counts/comparisonPage";
import type { CountsDocuments } from "../counts/countsDocuments";
import { previewLink } from "../counts/previewLink";
import { placeName } from "../texts/placeName";
import { cancellable } from "../ui/progress";
import { fileItems, namedItems, type EncodingItem, type ListedEncodings } from "./encodingItems";

/** What the command works with. */
export interface CompareParts extends ListedEncodings {
  readonly last: LastEditor;
  readonly tokenizer: WorkerClient<TokenService>;
  readonly reading: () => Reading;
  readonly pages: CountsDocuments;
}

/** An encoding by its name, or a tokenizer file by its path. */
type ComparedEncoding = NamedEncoding | { readonly file: string };

const ofFile = readers.record({ file: readers.text });
const compared: readers.Reader<ComparedEncoding> = (value, name) =>
  isPlainObject(value) ? ofFile(value, name) : givenEncoding(value, name);
const givenList = readers.optional<readonly ComparedEncoding[]>((value, name) => {
  if (!isList(value)) {
    throw new TypeError(
      l10n.t("{0} must be a list of encodings, not {1}.", name, shownValue(value)),
    );
  }
  return Array.from(value, (each) => compared(each, name));
});

/** A proxy may refuse to tell. */
function isList(value: unknown): value is readonly unknown[] {
  try {
    return Array.isArray(value) && value.length <= MOST_COMPARED;
  } catch {
    return false;
  }
}

/** More columns than a page has room for. */
const MOST_COMPARED = 20;

/**
 * **Tokenscope: Compare Encodings…**: what two or more of them make of the text in the editor, or of
 * what is selected there, as a page: tokens, and the places where they differ most.
 * @returns by the command, the address of the page as a read-only document
 */
export async function compareEncodings(
  parts: CompareParts,
  given: unknown,
): Promise<Uri | undefined> {
  const list = givenList(given, l10n.t("What to compare"));
  const { editor } = parts.last;
  if (editor === undefined) {
    const message = l10n.t("Open a text to compare encodings on it.");
    if (list !== undefined) throw new Error(message);
    void window.showInformationMessage(message);
    return undefined;
  }
  const chosen = list ?? (await askEncodings(parts));
  if (chosen === undefined) return undefined;
  if (chosen.length < 2) throw new RangeError(l10n.t("Choose at least two encodings to compare."));
  return compare(parts, editor, chosen);
}

async function compare(
  { tokenizer, reading, pages }: CompareParts,
  { document, selection }: TextEditor,
  chosen: readonly ComparedEncoding[],
): Promise<Uri> {
  const { lineEndings, specialTokens } = reading();
  const how = { lineEndings, specialTokens };
  const isPart = !selection.isEmpty;
  const text = isPart ? document.getText(selection) : document.getText();
  const base = isPart ? document.offsetAt(selection.start) : 0;
  const readings: Reading[] = [];
  const comparison = await cancellable(
    { location: ProgressLocation.Notification, title: l10n.t("Comparing encodings") },
    async (_, signal) => {
      for (const each of chosen) {
        const read =
          typeof each === "string"
            ? { encoding: each }
            : readingOfFile(await tokenizer.call.tokenizerFile(each.file, signal));
        readings.push({ ...read, ...how });
      }
      return tokenizer.call.compare(text, readings, signal);
    },
  );
  const link = previewLink(document.uri);
  const page = comparisonPage(comparison, {
    names: readings.map(encodingName),
    of: placeName(document.uri),
    isPart,
    reading: how,
    place(start, end) {
      const { line, character } = document.positionAt(base + start);
      const [row, column] = [line + 1, character + 1];
      return {
        row,
        column,
        text: text.slice(start, end),
        ...(link !== undefined && { link: `${link}#L${row},${column}` }),
      };
    },
  });
  const name = l10n.t("Encodings compared");
  const uri = pages.add(name, page, link === undefined ? document.uri : undefined);
  await pages.show(uri);
  return uri;
}

async function askEncodings(parts: CompareParts): Promise<ComparedEncoding[] | undefined> {
  const { encoding } = parts.reading();
  const inUse = parts.file()?.path;
  const isPicked = ({ name, path }: EncodingItem): boolean =>
    path === undefined ? name === encoding : encoding === "file" && path === inUse;
  const items = fileItems(parts).then((files) =>
    [...namedItems().filter(({ name }) => name !== "ids"), ...files].map((item) => ({
      ...item,
      picked: isPicked(item),
    })),
  );
  const picked = await window.showQuickPick(items, {
    title: l10n.t("Encodings to compare, at least two"),
    canPickMany: true,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.flatMap(({ name, path }): ComparedEncoding[] => {
    if (path !== undefined) return [{ file: path }];
    return name === undefined ? [] : [name];
  });
}
