import * as l10n from "../../shared/base/l10n";
import { window, type Disposable, type QuickPickItem } from "vscode";
import type { Encoding } from "../../shared/values/tokens";
import { ENCODINGS } from "../../tokens/encode/encodings";
import { givenEncoding } from "../../tokens/encode/givenEncoding";
import { command } from "../ui/command";

/** What the command works with. */
export interface EncodingChoice {
  /** The encoding in use. */
  readonly encoding: () => Encoding;
  readonly write: (key: string, value: unknown) => Promise<void>;
}

/** **Tokenscope: Choose Encoding…** */
export function chooseEncoding({ encoding, write }: EncodingChoice): Disposable {
  return command("chooseEncoding", async (given) => {
    const chosen =
      given === undefined
        ? await askEncoding(encoding())
        : givenEncoding(given, l10n.t("The encoding"));
    if (chosen !== undefined) await write("encoding", chosen);
  });
}

async function askEncoding(current: Encoding): Promise<Encoding | undefined> {
  const about: Record<Encoding, string> = {
    gpt2: l10n.t("GPT-2, as in the book: 50,257 tokens"),
    p50k_base: l10n.t("Codex and text-davinci-003: GPT-2's tokens and 24 runs of spaces"),
    cl100k_base: l10n.t("GPT-3.5 and GPT-4: 100,277 ids"),
    o200k_base: l10n.t("GPT-4o and later: 200,019 ids"),
    ids: l10n.t("No splitting: the text is a list of ids, such as [2, 3, 5, 1]"),
  };
  const items = ENCODINGS.map((encoding): Item => {
    const icon = encoding === current ? "$(check)" : "$(blank)";
    return { label: `${icon} ${encoding}`, detail: about[encoding], encoding };
  });
  const picked = await window.showQuickPick(items, {
    title: l10n.t("The vocabulary that documents are split with"),
    matchOnDetail: true,
  });
  return picked?.encoding;
}

type Item = QuickPickItem & { readonly encoding: Encoding };
