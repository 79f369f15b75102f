import { MOST_SOUGHT_UNITS, type FindAnswer, type FoundPlace, type Sought } from "./find";
import { formatCount, plural } from "./numbers";

export type FindKind = Sought["kind"];

/** What was typed as something to look for, or the sentence that says what is wrong with it. */
export type FindEntry =
  { readonly ok: true; readonly sought: Sought } | { readonly ok: false; readonly problem: string };

/** Numbers may be written as they are shown: "1,234", and an index as "#1234". */
export function readSought(kind: FindKind, entry: string): FindEntry {
  if (kind === "text") {
    if (entry === "") return { ok: false, problem: "Type the text to look for." };
    if (entry.length <= MOST_SOUGHT_UNITS) return { ok: true, sought: { kind, text: entry } };
    const most = formatCount(MOST_SOUGHT_UNITS);
    return { ok: false, problem: `A text of up to ${most} characters can be looked for.` };
  }
  const digits = /^#?(\d[\d,]*)$/.exec(entry.trim())?.[1]?.replaceAll(",", "");
  const value = Number(digits);
  if (Number.isSafeInteger(value)) {
    return { ok: true, sought: kind === "id" ? { kind, id: value } : { kind, index: value } };
  }
  const what = kind === "id" ? "A token's id" : "A token's index";
  return { ok: false, problem: `${what} is a whole number from 0 on.` };
}

/** What a search came to, for a person. */
export function findSentence(sought: Sought, answer: FindAnswer, backwards: boolean): string {
  switch (answer.kind) {
    case "found":
      return foundSentence(sought, answer, backwards);
    case "none":
      return noneSentence(sought);
    case "refused": {
      const range = `0 to ${formatCount(answer.most)}`;
      return sought.kind === "id"
        ? `There is no id ${formatCount(sought.id)}: the vocabulary's ids are ${range}.`
        : `There is no token ${soughtName(sought)}: this document's are ${range}.`;
    }
  }
}

function foundSentence(sought: Sought, found: FoundPlace, backwards: boolean): string {
  const { token, end, count, place, wrapped } = found;
  if (sought.kind === "index") return `Token ${formatCount(token)}.`;
  const around = backwards ? ", from the end again" : ", from the start again";
  const which = `${formatCount(place)} of ${formatCount(count)}${wrapped ? around : ""}`;
  if (sought.kind === "id") return `${which}: token ${formatCount(token)}.`;
  const last = formatCount(end - 1);
  const where = end - token === 1 ? "token" : `${plural(end - token, "token")},`;
  return `${which}: in ${where} ${formatCount(token)}${end - token === 1 ? "" : ` to ${last}`}.`;
}

function noneSentence(sought: Sought): string {
  switch (sought.kind) {
    case "text":
      return "This document does not have that text. Upper and lower case differ, spaces count.";
    case "id":
      return `No token with id ${formatCount(sought.id)} in this document.`;
    case "index":
      return "This document has no tokens.";
  }
}

const soughtName = (sought: Sought): string =>
  sought.kind === "index" ? formatCount(sought.index) : "";
