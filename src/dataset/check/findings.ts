import type { IdFile } from "./idFile";

/** What the ids of a file tell. */
export interface IdFindings {
  readonly tokens: number;
  /** End-of-text tokens. */
  readonly separators: number;
  /** Documents as separators, or as the format itself, tell. */
  readonly documents: number;
  /** Separators that follow another one with nothing between them. */
  readonly doubled: number;
  /** Whether the first, and the last token is a separator. */
  readonly begins: boolean;
  readonly ends: boolean;
  /** Documents of the format that have no token. */
  readonly empty: number;
  /** Documents of the format whose last token is a separator. */
  readonly endedDocuments: number;
  readonly largest: number;
  /** Ids that the vocabulary has not, and the first of them. */
  readonly beyond: number;
  readonly firstBeyond: { readonly place: number; readonly id: number } | undefined;
  /** Tokens of the longest and the shortest document, with their separators. */
  readonly longest: number;
  readonly shortest: number;
}

/**
 * Goes through all ids of a file.
 * @param endOfTextId undefined where no token ends a text
 */
export async function findingsOf(
  file: IdFile,
  vocabularySize: number,
  endOfTextId: number | undefined,
  progress: (tokens: number) => void,
): Promise<IdFindings> {
  let [tokens, separators, doubled, largest, beyond] = [0, 0, 0, 0, 0];
  let firstBeyond: IdFindings["firstBeyond"];
  let begins = false;
  let last: number | undefined;
  const told = new Lengths();
  const separated = new Lengths();
  let [empty, endedDocuments] = [0, 0];
  let [own, between] = [0, 0];
  for await (const { ids, endsDocument } of file.stretches()) {
    for (const id of ids) {
      if (id > largest) largest = id;
      if (id >= vocabularySize) {
        if (beyond++ === 0) firstBeyond = { place: tokens, id };
      }
      if (id === endOfTextId) {
        separators++;
        if (last === id) doubled++;
        if (tokens === 0) begins = true;
        else if (between > 0) separated.add(between);
        between = 0;
      } else between++;
      last = id;
      tokens++;
      own++;
    }
    progress(tokens);
    if (!endsDocument) continue;
    if (own === 0) empty++;
    else if (last === endOfTextId) endedDocuments++;
    told.add(own);
    own = 0;
  }
  if (between > 0) separated.add(between);
  const lengths = file.documents === undefined ? separated : told;
  return {
    ...{ tokens, separators, doubled, begins, empty, endedDocuments, largest, beyond, firstBeyond },
    ends: last !== undefined && last === endOfTextId,
    documents: lengths.count,
    longest: lengths.longest,
    shortest: lengths.count === 0 ? 0 : lengths.shortest,
  };
}

class Lengths {
  count = 0;
  longest = 0;
  shortest = Infinity;

  add(length: number): void {
    this.count++;
    this.longest = Math.max(this.longest, length);
    this.shortest = Math.min(this.shortest, length);
  }
}
