import * as l10n from "../../shared/base/l10n";
import type { Disposable } from "vscode";
import type { TokenizerFileInfo } from "../../shared/values/tokens";
import { addedText } from "../ui/aboutTokenizer";
import { command, say } from "../ui/command";

/** What the command works with. */
export interface AddedSpecialTokens {
  /** Whether they are shown. */
  readonly isShown: () => boolean;
  /** The tokenizer file in use, if one is. */
  readonly file: () => TokenizerFileInfo | undefined;
  readonly write: (key: string, value: unknown) => Promise<void>;
}

/**
 * **Tokenscope: Show Special Tokens Added**: the special tokens that the tokenizer file in use puts
 * around a text, as tokens without text. Given again, it hides them.
 */
export function addedSpecialTokens({ isShown, file, write }: AddedSpecialTokens): Disposable {
  return command("showSpecialTokensAdded", async () => {
    const shows = !isShown();
    await write("showSpecialTokensAdded", shows);
    if (!shows) {
      say(l10n.t("The special tokens that a tokenizer adds are hidden."));
      return;
    }
    const used = file();
    const added = used === undefined ? undefined : addedText(used);
    say(
      added === undefined
        ? l10n.t("Shown from now on; the tokenizer in use adds no special tokens.")
        : l10n.t("Added special tokens are shown: {0}.", added),
    );
  });
}
