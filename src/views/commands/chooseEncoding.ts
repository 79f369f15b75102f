import * as l10n from "../../shared/base/l10n";
import {
  QuickPickItemKind,
  Uri,
  window,
  workspace,
  type Disposable,
  type QuickPickItem,
} from "vscode";
import { foreignPath } from "../../shared/base/shown";
import type { KnownTokenizers } from "../../analysis/knownTokenizers";
import type { Encoding, NamedEncoding } from "../../shared/values/tokens";
import { tokenizerName } from "../../tokens/encode/encodingName";
import { ENCODINGS } from "../../tokens/encode/encodings";
import { givenEncoding } from "../../tokens/encode/givenEncoding";
import { aboutTokenizer } from "../ui/aboutTokenizer";
import { command } from "../ui/command";
import { chooseTokenizerFile, useTokenizerFile, type TokenizerFileUse } from "./useTokenizerFile";

/** What the command works with. */
export interface EncodingChoice {
  /** The encoding in use. */
  readonly encoding: () => Encoding;
  /** Whether the special tokens that a tokenizer adds are shown. */
  readonly isShown: () => boolean;
  readonly write: (key: string, value: unknown) => Promise<void>;
  readonly tokenizer: TokenizerFileUse;
  readonly known: KnownTokenizers;
}

/** Of the workspace, looked for while the list is open. */
const MOST_FOUND = 20;

/** **Tokenscope: Choose Encoding…** and **Use Tokenizer File…** */
export function encodingCommands(choice: EncodingChoice): Disposable[] {
  const { encoding, write, tokenizer } = choice;
  return [
    useTokenizerFile(tokenizer),
    command("chooseEncoding", async (given) => {
      if (given !== undefined) {
        await write("encoding", givenEncoding(given, l10n.t("The encoding")));
        return;
      }
      const picked = await askEncoding(encoding(), choice);
      if (picked?.name !== undefined) await write("encoding", picked.name);
      if (picked?.path !== undefined) await chooseTokenizerFile(tokenizer, picked.path);
    }),
  ];
}

async function askEncoding(current: Encoding, choice: EncodingChoice): Promise<Item | undefined> {
  const about: Record<NamedEncoding, string> = {
    gpt2: l10n.t("GPT-2, as in the book: 50,257 tokens"),
    p50k_base: l10n.t("Codex and text-davinci-003: GPT-2's tokens and 24 runs of spaces"),
    cl100k_base: l10n.t("GPT-3.5 and GPT-4: 100,277 ids"),
    o200k_base: l10n.t("GPT-4o and later: 200,019 ids"),
    ids: l10n.t("No splitting: the text is a list of ids, such as [2, 3, 5, 1]"),
  };
  const named = ENCODINGS.map((name): Item => {
    const icon = name === current ? "$(check)" : "$(blank)";
    return { label: `${icon} ${name}`, detail: about[name], name };
  });
  const title = l10n.t("The vocabulary that documents are split with");
  const items = withFiles(named, current, choice);
  return window.showQuickPick(items, { title, matchOnDetail: true, matchOnDescription: true });
}

async function withFiles(
  named: Item[],
  current: Encoding,
  { tokenizer: { pathOf }, known, isShown }: EncodingChoice,
): Promise<Item[]> {
  const used = known.all();
  const found = await ofWorkspace();
  const paths = new Set(used.map(({ path }) => path));
  const others = found.map(pathOf).filter((path) => !paths.has(path));
  return [
    ...named,
    { label: l10n.t("Tokenizer files"), kind: QuickPickItemKind.Separator },
    ...used.map((file, at): Item => {
      const icon = current === "file" && at === 0 ? "$(check)" : "$(file-code)";
      const { path } = file;
      return {
        label: `${icon} ${tokenizerName(path)}`,
        description: foreignPath(path),
        detail: aboutTokenizer(file, isShown()),
        path,
      };
    }),
    ...others.map((path): Item => ({
      label: `$(file-code) ${tokenizerName(path)}`,
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

type Item = QuickPickItem & { readonly name?: NamedEncoding; readonly path?: string };
