/** What an embedding layer makes of a list of ids, as far as it is shown. */
export interface LayerAnswer {
  /** V, rows of the layer's table. */
  readonly vocabularySize: number;
  /** D, its columns. */
  readonly dimensions: number;
  /** n, ids of the document. */
  readonly tokenCount: number;
  /** Document tokens whose rows are shown, rising. */
  readonly tokens: Uint32Array<ArrayBuffer>;
  /** Their ids. */
  readonly ids: Uint32Array<ArrayBuffer>;
  /** The rows that the layer looks up for them, `[shown, D]`. */
  readonly rows: Float32Array<ArrayBuffer>;
  /** The same rows as the product of one-hot rows and the table; undefined where it is too large. */
  readonly multiplied: Float32Array<ArrayBuffer> | undefined;
  /** Rows of the table that are shown, rising. */
  readonly weightIds: Uint32Array<ArrayBuffer>;
  /** `[weightIds.length, D]` */
  readonly weights: Float32Array<ArrayBuffer>;
}

/** A tensor of more elements is printed in part, as PyTorch does. */
export const MOST_PRINTED = 1000;
/** Of a longer dimension then so many at its start and at its end. */
const EDGE = 3;

/**
 * Which places of a dimension are printed.
 * @param size of the dimension
 * @param elements of the whole tensor
 * @param also places that are shown in any case
 */
export function printedPlaces(
  size: number,
  elements: number,
  also: Iterable<number> = [],
): number[] {
  if (elements <= MOST_PRINTED || size <= 2 * EDGE)
    return Array.from({ length: size }, (_, at) => at);
  const ends = Array.from({ length: EDGE }, (_, at) => [at, size - 1 - at]).flat();
  return [...new Set([...ends, ...also])].filter((at) => at < size).sort((a, b) => a - b);
}
