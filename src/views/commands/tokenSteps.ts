import * as l10n from "../../shared/base/l10n";
import { window, type Disposable } from "vscode";
import { findSentence, readSought } from "../../shared/values/findWords";
import { formatCount } from "../../shared/base/numbers";
import { command, say } from "../ui/command";
import { inTurn } from "./inTurn";
import type { TokenCursor, TokenPlace } from "./tokenCursor";

/** From token to token: the next, the previous, and any by its index. */
export function tokenSteps(cursor: TokenCursor): Disposable[] {
  const steps = inTurn((by: 1 | -1) => step(cursor, by));
  return [
    command("nextToken", () => steps(1)),
    command("previousToken", () => steps(-1)),
    command("goToToken", (index) => goTo(cursor, index)),
  ];
}

/** @returns the token that is selected now */
async function step(cursor: TokenCursor, by: 1 | -1): Promise<number> {
  const place = await cursor.place();
  const at = await cursor.index(place);
  const next = at + by;
  if (next < 0) say(l10n.t("This is the first token."));
  else if (next >= place.tokenCount) say(l10n.t("This is the last token."));
  else {
    await cursor.select(place, next);
    return next;
  }
  return at;
}

/** What is read as no index. */
const NO_INDEX = "";

/** @param given an index that another extension or a keybinding names */
async function goTo(cursor: TokenCursor, given?: unknown): Promise<number | undefined> {
  const place = await cursor.place();
  const entry =
    given === undefined
      ? await window.showInputBox({
          title: l10n.t("Go to Token"),
          prompt: l10n.t("A token's index, from 0 to {0}", formatCount(place.tokenCount - 1)),
          value: String(await cursor.index(place)),
          validateInput: (typed) => {
            const read = readIndex(typed, place);
            return typeof read === "string" ? read : undefined;
          },
        })
      : typeof given === "number" || typeof given === "string"
        ? String(given)
        : NO_INDEX;
  if (entry === undefined) return undefined;
  // The document may have become shorter while the box was open.
  const now = await cursor.place();
  const index = readIndex(entry, now);
  if (typeof index === "string") throw new RangeError(index);
  await cursor.select(now, index);
  return index;
}

/** What was typed as an index of a document's token, or the sentence that says what is wrong. */
function readIndex(typed: string, { analysis, tokenCount }: TokenPlace): number | string {
  const entry = readSought("index", typed);
  if (!entry.ok) return entry.problem;
  const { sought } = entry;
  if (sought.kind === "index" && sought.index < tokenCount) return sought.index;
  const { version } = analysis.document;
  return findSentence(sought, { kind: "refused", version, most: tokenCount - 1 }, false);
}
