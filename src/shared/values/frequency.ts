/** How often the ids of neighbouring document tokens stand in the whole document. */
export interface TokenFrequencies {
  /** Version of the document that was counted. */
  readonly version: number;
  /** Document index of the first token here. */
  readonly first: number;
  /** Tokens of the document. */
  readonly tokenCount: number;
  /** Different ids in the document. */
  readonly distinct: number;
  /** Places of the most frequent id. */
  readonly most: number;
  /** For each token here, its id, the places of that id, and one more than the ids with more. */
  readonly ids: Uint32Array<ArrayBuffer>;
  readonly counts: Uint32Array<ArrayBuffer>;
  readonly ranks: Uint32Array<ArrayBuffer>;
}

/** The ids that stand most often in a document, the most frequent first. */
export interface FrequentIds {
  /** Version of the document that was counted. */
  readonly version: number;
  /** Tokens of the document, and different ids among them. */
  readonly tokenCount: number;
  readonly distinct: number;
  readonly ids: Uint32Array<ArrayBuffer>;
  /** Places of each. */
  readonly counts: Uint32Array<ArrayBuffer>;
}
