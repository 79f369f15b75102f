import * as l10n from "../../shared/base/l10n";
import { QuickPickItemKind, Uri, workspace, type QuickPickItem } from "vscode";
import type { KnownTokenizers } from "../../analysis/knownTokenizers";
import { foreignPath } from "../../shared/base/shown";
import type { NamedEncoding, TokenizerFileInfo } from "../../shared/values/tokens";
import { tokenizerName } from "../../tokens/encode/encodingName";
import { ENCODINGS } from "../../tokens/encode/encodings";
import { aboutTokenizer } from "../ui/aboutTokenizer";

/** What the lists of encodings are made of. */
export interface ListedEncodings {
  readonly known: KnownTokenizers;
  readonly pathOf: (file: Uri) => string;
  /** The tokenizer file in use, if one is. */
  readonly file: () => TokenizerFileInfo | undefined;
  /** Whether the special tokens that a tokenizer adds are shown. */
  readonly isShown: () => boolean;
}

/** An encoding, or a tokenizer file, in a list. */
export type EncodingItem = QuickPickItem & {
  readonly name?: NamedEncoding;
  readonly path?: string;
};

/** Of the workspace, looked for while the list is open. */
const MOST_FOUND = 20;

/** The encodings that a word names, without icons. */
export function namedItems(): (EncodingItem & { readonly name: NamedEncoding })[] {
  const about: Record<NamedEncoding, string> = {
    gpt2: l10n.t("GPT-2, as in the book: 50,257 tokens"),
    p50k_base: l10n.t("Codex and text-davinci-003: GPT-2's tokens and 24 runs of spaces"),
    cl100k_base: l10n.t("GPT-3.5 and GPT-4: 100,277 ids"),
    o200k_base: l10n.t("GPT-4o and later: 200,019 ids"),
    ids: l10n.t("No splitting: the text is a list of ids, such as [2, 3, 5, 1]"),
  };
  return ENCODINGS.map((name) => ({ label: name, detail: about[name], name }));
}

/** Tokenizer files: those that were used, then those of the workspace. */
export async function fileItems(list: ListedEncodings): Promise<EncodingItem[]> {
  const used = list.known.all();
  const found = await ofWorkspace();
  const paths = new Set(used.map(({ path }) => path));
  const others = found.map(list.pathOf).filter((path) => !paths.has(path));
  return [
    { label: l10n.t("Tokenizer files"), kind: QuickPickItemKind.Separator },
    ...used.map((file): EncodingItem => ({
      label: tokenizerName(file.path),
      description: foreignPath(file.path),
      detail: aboutTokenizer(file, list.isShown()),
      path: file.path,
    })),
    ...others.map((path): EncodingItem => ({
      label: tokenizerName(path),
      description: foreignPath(path),
      detail: l10n.t("In this workspace, not read yet"),
      path,
    })),
  ];
}

/** Trusted or not: a list reads nothing of them. */
async function ofWorkspace(): Promise<Uri[]> {
  if (!workspace.isTrusted) return [];
  const found = await workspace.findFiles(FILES, "**/node_modules/**", MOST_FOUND);
  const whole = new Set(found.filter(isWhole).map(folderOf));
  // A list of merges beside a tokenizer.json is of the same tokenizer.
  return found.filter((file) => isWhole(file) || !isMerges(file) || !whole.has(folderOf(file)));
}

/** Names by which tokenizers are written. */
const FILES = "**/{tokenizer.json,*.tiktoken,*merges.txt}";
const isWhole = ({ path }: Uri): boolean => path.endsWith("/tokenizer.json");
const isMerges = ({ path }: Uri): boolean => path.endsWith("merges.txt");
const folderOf = (file: Uri): string => Uri.joinPath(file, "..").toString();
