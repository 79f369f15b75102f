import * as l10n from "../../shared/base/l10n";
import {
  QuickPickItemKind,
  window,
  workspace,
  type Disposable,
  type Memento,
  type QuickPickItem,
  type Uri,
} from "vscode";
import { formatCount } from "../../shared/base/numbers";
import { foreignPath } from "../../shared/base/shown";
import type { Encoding, NamedEncoding, TokenizerFileInfo } from "../../shared/values/tokens";
import { tokenizerName } from "../../tokens/encode/encodingName";
import { ENCODINGS } from "../../tokens/encode/encodings";
import { givenEncoding } from "../../tokens/encode/givenEncoding";
import { command } from "../ui/command";
import { chooseTokenizerFile, useTokenizerFile, type TokenizerFileUse } from "./useTokenizerFile";

/** What the command works with. */
export interface EncodingChoice {
  /** The encoding in use. */
  readonly encoding: () => Encoding;
  readonly write: (key: string, value: unknown) => Promise<void>;
  readonly tokenizer: TokenizerFileUse;
  readonly known: KnownTokenizers;
}

/** Files that were used, the last one first, from window to window. */
export class KnownTokenizers {
  constructor(private readonly memento: Memento) {}

  all(): readonly TokenizerFileInfo[] {
    return this.memento.get<TokenizerFileInfo[]>(KEY, []);
  }

  note(file: TokenizerFileInfo): void {
    const others = this.all().filter(({ path }) => path !== file.path);
    void this.memento.update(KEY, [file, ...others].slice(0, MOST_KNOWN));
  }
}

const KEY = "tokenscope.tokenizerFiles";
const MOST_KNOWN = 10;
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

async function askEncoding(
  current: Encoding,
  { tokenizer, known }: EncodingChoice,
): Promise<Item | undefined> {
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
  const items = withFiles(named, current, tokenizer, known);
  return window.showQuickPick(items, { title, matchOnDetail: true, matchOnDescription: true });
}

async function withFiles(
  named: Item[],
  current: Encoding,
  { pathOf }: TokenizerFileUse,
  known: KnownTokenizers,
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
        detail: aboutFile(file),
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

/** Kind and ids of a file, and what of it is not used. */
export function aboutFile({ model, isByteLevel, ...file }: TokenizerFileInfo): string {
  const kind = isByteLevel ? l10n.t("Byte-level {0}", model) : model;
  const ids = l10n.t("{0}: {1} ids", kind, formatCount(file.vocabularySize));
  const names = {
    truncation: l10n.t("truncation"),
    padding: l10n.t("padding"),
    postProcessor: l10n.t("special tokens around the text"),
  };
  const gaps =
    file.gaps === 0 ? [] : [l10n.t("{0} of them are of no token", formatCount(file.gaps))];
  const unused =
    file.unused.length === 0
      ? []
      : [l10n.t("not used: {0}", file.unused.map((part) => names[part]).join(", "))];
  return [ids, ...gaps, ...unused].join(" · ");
}

/** Trusted or not: a list reads nothing of them. */
async function ofWorkspace(): Promise<Uri[]> {
  if (!workspace.isTrusted) return [];
  return workspace.findFiles("**/tokenizer.json", "**/node_modules/**", MOST_FOUND);
}

type Item = QuickPickItem & { readonly name?: NamedEncoding; readonly path?: string };
