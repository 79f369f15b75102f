import * as l10n from "../base/l10n";
import { MOST_SOUGHT_UNITS, type FindAnswer, type FoundPlace, type SearchTarget } from "./find";
import { formatCount } from "../base/numbers";

export type FindKind = SearchTarget["kind"];

/** What was typed as something to look for, or the sentence that says what is wrong with it. */
export type FindEntry =
  | { readonly ok: true; readonly sought: SearchTarget }
  | { readonly ok: false; readonly problem: string };

/** Numbers may be written as they are shown: "1,234", and an index as "#1234". */
export function readSought(kind: FindKind, entry: string): FindEntry {
  if (kind === "text") {
    if (entry === "") return { ok: false, problem: l10n.t("Type the text to look for.") };
    if (entry.length <= MOST_SOUGHT_UNITS) return { ok: true, sought: { kind, text: entry } };
    const most = formatCount(MOST_SOUGHT_UNITS);
    const problem = l10n.t("A text of up to {0} characters can be looked for.", most);
    return { ok: false, problem };
  }
  const digits = /^#?(\d[\d,]*)$/.exec(entry.trim())?.[1]?.replaceAll(",", "");
  const value = Number(digits);
  if (Number.isSafeInteger(value)) {
    return { ok: true, sought: kind === "id" ? { kind, id: value } : { kind, index: value } };
  }
  const problem =
    kind === "id"
      ? l10n.t("A token's id is a whole number from 0 on.")
      : l10n.t("A token's index is a whole number from 0 on.");
  return { ok: false, problem };
}

/** What a search came to, for a person. */
export function findSentence(sought: SearchTarget, answer: FindAnswer, backwards: boolean): string {
  switch (answer.kind) {
    case "found":
      return foundSentence(sought, answer, backwards);
    case "none":
      return noneSentence(sought);
    case "refused":
      return refusedSentence(sought, formatCount(answer.most));
  }
}

function refusedSentence(sought: SearchTarget, most: string): string {
  return sought.kind === "id"
    ? l10n.t("There is no id {0}: the vocabulary's ids are 0 to {1}.", formatCount(sought.id), most)
    : l10n.t("There is no token {0}: this document's are 0 to {1}.", soughtName(sought), most);
}

function foundSentence(sought: SearchTarget, found: FoundPlace, backwards: boolean): string {
  const { token, end } = found;
  const first = formatCount(token);
  if (sought.kind === "index") return l10n.t("Token {0}.", first);
  const which = whichPlace(found, backwards);
  if (sought.kind === "id") return l10n.t("{0}: token {1}.", which, first);
  return end - token === 1
    ? l10n.t("{0}: in token {1}.", which, first)
    : l10n.t(
        "{0}: in {1} tokens, {2} to {3}.",
        which,
        formatCount(end - token),
        first,
        formatCount(end - 1),
      );
}

/** Which of all places a place is, and whether the search went round to it. */
function whichPlace({ place, count, wrapped }: FoundPlace, backwards: boolean): string {
  const [at, all] = [formatCount(place), formatCount(count)];
  if (!wrapped) return l10n.t("{0} of {1}", at, all);
  return backwards
    ? l10n.t("{0} of {1}, from the end again", at, all)
    : l10n.t("{0} of {1}, from the start again", at, all);
}

function noneSentence(sought: SearchTarget): string {
  switch (sought.kind) {
    case "text":
      return l10n.t(
        "This document does not have that text. Upper and lower case differ, spaces count.",
      );
    case "id":
      return l10n.t("No token with id {0} in this document.", formatCount(sought.id));
    case "index":
      return l10n.t("This document has no tokens.");
  }
}

const soughtName = (sought: SearchTarget): string =>
  sought.kind === "index" ? formatCount(sought.index) : "";
