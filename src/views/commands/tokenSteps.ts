import * as l10n from "../../shared/base/l10n";
import { window, type Disposable } from "vscode";
import { findSentence, readSought } from "../../shared/values/findWords";
import { formatCount } from "../../shared/base/numbers";
import { command, say } from "../ui/command";
import { CursorPreview } from "./cursorPreview";
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

/** @param order an index that another extension or a keybinding names */
async function goTo(cursor: TokenCursor, order?: unknown): Promise<number | undefined> {
  const place = await cursor.place();
  if (order === undefined) return askAndGo(cursor, place);
  const entry = typeof order === "number" || typeof order === "string" ? String(order) : NO_INDEX;
  const index = readIndex(entry, place);
  if (typeof index === "string") throw new RangeError(index);
  await cursor.select(place, index);
  return index;
}

/** A box that shows each token while its index is typed. Enter stays, Escape goes back. */
async function askAndGo(cursor: TokenCursor, place: TokenPlace): Promise<number | undefined> {
  const preview = new CursorPreview(place.editor);
  const value = String(await cursor.index(place));
  const box = window.createInputBox();
  box.title = l10n.t("Go to Token");
  box.prompt = l10n.t("A token's index, from 0 to {0}", formatCount(place.tokenCount - 1));
  box.value = value;
  box.valueSelection = [0, value.length];
  box.onDidChangeValue((typed) => {
    const index = readIndex(typed, place);
    box.validationMessage = typeof index === "string" ? index : undefined;
    if (typeof index === "number") void preview.show(() => cursor.select(place, index));
  });
  const typed = await new Promise<string | undefined>((done) => {
    box.onDidAccept(() => {
      if (typeof readIndex(box.value, place) === "number") done(box.value);
    });
    box.onDidHide(() => {
      done(undefined);
    });
    box.show();
  });
  box.dispose();
  if (typed === undefined) {
    await preview.goBack();
    return undefined;
  }
  // The document may have become shorter while the box was open.
  const now = await cursor.place();
  const index = readIndex(typed, now);
  if (typeof index === "string") throw new RangeError(index);
  await preview.show(() => cursor.select(now, index));
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
