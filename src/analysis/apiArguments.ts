import { Uri, workspace, type TextDocument } from "vscode";
import { isCallSignal } from "../shared/base/callSignal";
import * as readers from "../shared/base/readers";
import * as l10n from "../shared/base/l10n";
import { isPlainObject, shownValue } from "../shared/base/shown";
import type { NamedEncoding } from "../shared/values/tokens";
import { givenEncoding } from "../tokens/encode/givenEncoding";
import { rowOf, type Batch } from "../embeddings/queries/batch";
import { absolutePath } from "../shared/base/absolutePath";

/**
 * What other extensions give to the API, read once and copied. Each function throws a sentence that
 * names what was given wrong and says what to give.
 */
const signal: readers.Reader<AbortSignal> = (value, name) => {
  try {
    if (isCallSignal(value)) return value as AbortSignal;
  } catch {
    // A proxy or a getter that refuses to be read is no signal either.
  }
  throw new TypeError(l10n.t("{0} must be an AbortSignal, not {1}.", name, shownValue(value)));
};

const ofFile = readers.record({ file: absolutePath });

/** A name, or an object that names a tokenizer file. */
const anyEncoding: readers.Reader<NamedEncoding | { readonly file: string }> = (value, name) =>
  isPlainObject(value) ? ofFile(value, name) : givenEncoding(value, name);

export const tokenizeOptions = readers.record({
  encoding: readers.optional(anyEncoding),
  specialTokens: readers.optional(readers.oneOf(["split", "text"])),
  signal: readers.optional(signal),
});

export const questionOptions = readers.record({ signal: readers.optional(signal) });

export const predictOptions = readers.record({
  top: readers.optional(readers.number),
  targets: readers.optional((value, name) => rowOf(value, name).ids),
  signal: readers.optional(signal),
});

/** One row of ids. */
export function idRow(ids: unknown): Batch {
  return rowOf(ids, l10n.t("The ids"));
}

/** A layer, whose range is checked by the model, which knows how many there are. */
export function layerNumber(value: unknown): number {
  return readers.number(value, l10n.t("The layer"));
}

/** How many of the likeliest ids; its range is checked by the model. */
export function topNumber(value: unknown): number | undefined {
  return readers.optional(readers.number)(value, l10n.t("The number of predicted tokens"));
}

/** More than any model is wide: a copy of as many is made at once. */
const MOST_WIDTH = 2 ** 24;

/** A token's id, or a vector. */
export function neighbourQuery(value: unknown): number | Float32Array<ArrayBuffer> {
  if (typeof value === "number") return readers.number(value, l10n.t("The id"));
  if (!ArrayBuffer.isView(value) || !(value instanceof Float32Array)) {
    throw new TypeError(
      l10n.t(
        "The query must be a token's id, or a Float32Array as wide as the model, not {0}.",
        shownValue(value),
      ),
    );
  }
  if (value.length > MOST_WIDTH) {
    throw new RangeError(l10n.t("A query of width {0} fits no model.", value.length));
  }
  try {
    // Of its own memory: a view would be sent with all that it is a view of.
    return new Float32Array(value);
  } catch (error) {
    const message = l10n.t("The query's buffer is detached: it was transferred to another thread.");
    throw new TypeError(message, { cause: error });
  }
}

/** More than any vocabulary has; a file may have as many rows as fit into its bytes. */
const MOST_NEIGHBOURS = 1_000_000;

/** Its range is checked by the model, which knows how many rows there are. */
export function neighbourCount(value: unknown): number {
  const name = l10n.t("The number of neighbors");
  const count = readers.number(value, name);
  if (count <= MOST_NEIGHBOURS) return count;
  throw new RangeError(
    l10n.t("{0} must be at most {1}, not {2}.", name, MOST_NEIGHBOURS, shownValue(value)),
  );
}

/** A document as VS Code gives it; whether it is still open is told later. */
export function textDocument(value: unknown): TextDocument {
  const known = workspace.textDocuments.find((each) => each === value);
  if (known !== undefined) return known;
  if (isClosedDocument(value)) return value;
  throw new TypeError(
    l10n.t(
      "The document must be an open one, as workspace.textDocuments of VS Code has it, not {0}.",
      shownValue(value),
    ),
  );
}

function isClosedDocument(value: unknown): value is TextDocument {
  try {
    const { uri, isClosed } = value as Partial<TextDocument>;
    return uri instanceof Uri && isClosed === true;
  } catch {
    return false;
  }
}
