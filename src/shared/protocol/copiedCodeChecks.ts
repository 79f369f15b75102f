import * as v from "valibot";
import { index, size, strict } from "../base/checks";
import type { Check } from "../base/checks";
import {
  COPIED_ORDERS,
  COPIED_PICTURES,
  COPIED_SCALINGS,
  COPIED_SOURCES,
  COPIED_TABLES,
  MOST_COPIED_COLUMNS,
  NEAREST_TO,
} from "../values/copiedCode";
import type { CopiedCode, CopiedPositions } from "../values/copiedCode";
import { MOST_PLACES, MOST_WINDOWS } from "../values/vectorAnswers";

const columns: Check<CopiedPositions["columns"]> = v.pipe(
  v.array(index),
  v.maxLength(MOST_COPIED_COLUMNS),
);
const cell: Check<NonNullable<CopiedPositions["at"]>> = v.tuple([index, index]);
const places: Check<Extract<CopiedCode, { readonly of: "sameToken" }>["places"]> = v.pipe(
  v.array(v.tuple([index, index])),
  v.maxLength(MOST_PLACES + MOST_WINDOWS),
);
/** What a page may ask to be copied as PyTorch. */
export const copiedCode = strict.variants<CopiedCode>()("of", {
  batch: { window: index },
  vectors: {
    window: index,
    table: v.picklist(COPIED_TABLES),
    blocks: v.exactOptional(size),
  },
  oneHot: { window: index },
  prediction: { window: index, position: index },
  lens: { window: index, position: index },
  attention: { window: index, layer: index, head: index, position: index },
  nearest: { id: index, position: index, to: v.picklist(NEAREST_TO) },
  sameToken: { token: index, position: index, places, blocks: v.exactOptional(size) },
  positions: {
    source: v.picklist(COPIED_SOURCES),
    picture: v.picklist(COPIED_PICTURES),
    rows: size,
    dimensions: size,
    scaling: v.picklist(COPIED_SCALINGS),
    order: v.picklist(COPIED_ORDERS),
    isShuffled: v.boolean(),
    columns,
    at: v.exactOptional(cell),
  },
});
