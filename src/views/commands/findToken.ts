import * as l10n from "../../shared/base/l10n";
import * as readers from "../../shared/base/readers";
import type { FindAnswer, FindFrom, FoundPlace, SearchTarget } from "../../shared/values/find";
import { findSentence, readSought } from "../../shared/values/findWords";
import { CursorPreview } from "./cursorPreview";
import { FindBox } from "./findBox";
import type { TokenCursor, TokenPlace } from "./tokenCursor";

/**
 * **Tokenscope: Find Token…**: by its id or by text. Another extension may name what is sought,
 * and is answered with the place.
 */
export async function findToken(
  cursor: TokenCursor,
  order: unknown,
  before: unknown,
): Promise<FindAnswer | undefined> {
  const sought = order === undefined ? undefined : soughtOf(order);
  const backwards = isBackwards(before, l10n.t("The second argument")) ?? false;
  const place = await cursor.place();
  const from = await findFrom(cursor, place);
  if (sought !== undefined) {
    const answer = await place.analysis.find(sought, { ...from, backwards });
    if (answer.kind === "refused") throw new RangeError(findSentence(sought, answer, backwards));
    if (answer.kind === "found") await selectFound(cursor, place, sought, answer);
    return answer;
  }
  const { document, selection } = place.editor;
  const selected = selection.isSingleLine ? document.getText(selection) : "";
  const preview = new CursorPreview(place.editor);
  const box = new FindBox(
    {
      find: (what, where): Promise<FindAnswer> => place.analysis.find(what, where),
      lineOf: ({ unit }) => {
        const { line, character } = document.positionAt(unit);
        return { text: document.lineAt(line).text, character };
      },
      preview: (what, found) => {
        void preview.show(() => selectFound(cursor, place, what, found));
      },
      select: (what, found) => preview.show(() => selectFound(cursor, place, what, found)),
      goBack: () => void preview.goBack(),
    },
    from,
  );
  box.show(selected);
  return undefined;
}

const isBackwards = readers.optional(readers.flag);
const ofKind = readers.record({ kind: readers.oneOf(["text", "id", "index"]) });
const ofText = readers.record({ text: readers.text });
const ofId = readers.record({ id: readers.count });
const ofIndex = readers.record({ index: readers.count });

/** What another extension or a keybinding looks for. */
function soughtOf(value: unknown): SearchTarget {
  const name = l10n.t("What to find");
  const { kind } = ofKind(value, name);
  if (kind === "id") return { kind, ...ofId(value, name) };
  if (kind === "index") return { kind, ...ofIndex(value, name) };
  const entry = readSought(kind, ofText(value, name).text);
  if (entry.ok) return entry.sought;
  throw new RangeError(entry.problem);
}

/** A search begins at the selection's start. */
async function findFrom(cursor: TokenCursor, place: TokenPlace): Promise<FindFrom> {
  const { document, selection } = place.editor;
  const token = await cursor.index(place);
  return { token, unit: document.offsetAt(selection.start), backwards: false };
}

async function selectFound(
  cursor: TokenCursor,
  place: TokenPlace,
  sought: SearchTarget,
  { token, end }: FoundPlace,
): Promise<void> {
  await cursor.select(place, token, sought.kind === "text" ? end : token + 1);
}
