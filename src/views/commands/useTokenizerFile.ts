import * as l10n from "../../shared/base/l10n";
import { ConfigurationTarget, Uri, window, workspace } from "vscode";
import * as readers from "../../shared/base/readers";
import type { TokenizerFileInfo } from "../../shared/values/tokens";
import { SECTION } from "../../settings/checkSettings";
import { ADDRESS, writtenPath } from "../../settings/paths";

/** What the command works with. */
export interface TokenizerFileUse {
  /** Reads a file. Rejects with a sentence on what is wrong in it. */
  readonly open: (path: string) => Promise<TokenizerFileInfo>;
  readonly pathOf: (file: Uri) => string;
  /** Takes a file that the settings name already anew. */
  readonly renew: (path: string) => Promise<void>;
}

/** **Tokenscope: Use Tokenizer File…** */
export async function useTokenizerFile(use: TokenizerFileUse, path: unknown): Promise<void> {
  const chosen =
    path === undefined
      ? await askFile(use.pathOf)
      : readers.text(path, l10n.t("The path of the tokenizer file"));
  if (chosen !== undefined) await chooseTokenizerFile(use, chosen);
}

/** Reads a file, and writes it into the person's settings if it can be used. */
export async function chooseTokenizerFile(use: TokenizerFileUse, path: string): Promise<void> {
  await use.open(path);
  const { Global } = ConfigurationTarget;
  const configuration = workspace.getConfiguration(SECTION);
  // What makes it count comes last.
  await configuration.update("tokenizerFile", writtenPath(path, addressOf), Global);
  await configuration.update("encoding", "file", Global);
  await use.renew(path);
}

async function askFile(pathOf: (file: Uri) => string): Promise<string | undefined> {
  const [file] =
    (await window.showOpenDialog({
      title: l10n.t("Use Tokenizer File"),
      openLabel: l10n.t("Use Tokenizer"),
      filters: { [l10n.t("Tokenizers")]: ["json", "tiktoken", "txt", "bpe", "model"] },
    })) ?? [];
  return file === undefined ? undefined : pathOf(file);
}

function addressOf(path: string): string {
  return (ADDRESS.test(path) ? Uri.parse(path) : Uri.file(path)).toString();
}
