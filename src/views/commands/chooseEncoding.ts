import * as l10n from "../../shared/base/l10n";
import { window } from "vscode";
import type { Encoding } from "../../shared/values/tokens";
import { givenEncoding } from "../../tokens/encode/givenEncoding";
import { fileItems, namedItems, type EncodingItem, type ListedEncodings } from "./encodingItems";
import { chooseTokenizerFile, type TokenizerFileUse } from "./useTokenizerFile";

/** What the command works with. */
export interface EncodingChoice extends ListedEncodings {
  /** The encoding in use. */
  readonly encoding: () => Encoding;
  readonly write: (key: string, value: unknown) => Promise<void>;
  readonly tokenizer: TokenizerFileUse;
}

/** **Tokenscope: Choose Encoding…** */
export async function chooseEncoding(choice: EncodingChoice, given: unknown): Promise<void> {
  const { write, tokenizer } = choice;
  if (given !== undefined) {
    await write("encoding", givenEncoding(given, l10n.t("The encoding")));
    return;
  }
  const picked = await askEncoding(choice);
  if (picked?.name !== undefined) await write("encoding", picked.name);
  if (picked?.path !== undefined) await chooseTokenizerFile(tokenizer, picked.path);
}

async function askEncoding(choice: EncodingChoice): Promise<EncodingItem | undefined> {
  const current = choice.encoding();
  const inUse = current === "file" ? choice.file()?.path : undefined;
  const named = namedItems().map((item): EncodingItem => {
    const icon = item.name === current ? "$(check)" : "$(blank)";
    return { ...item, label: `${icon} ${item.label}` };
  });
  const files = async (): Promise<EncodingItem[]> =>
    (await fileItems(choice)).map((item) => {
      if (item.path === undefined) return item;
      const icon = item.path === inUse ? "$(check)" : "$(file-code)";
      return { ...item, label: `${icon} ${item.label}` };
    });
  const title = l10n.t("The vocabulary that documents are split with");
  const items = files().then((others) => [...named, ...others]);
  return window.showQuickPick(items, { title, matchOnDetail: true, matchOnDescription: true });
}
