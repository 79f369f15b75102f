import * as v from "valibot";
import { callChecks, index, integer, size, strict } from "../base/checks";
import type { Check } from "../base/checks";
import type { Checks } from "../base/rpc";
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
import { MOST_SOUGHT_UNITS } from "../values/find";
import type { FindFrom, Sought } from "../values/find";
import { PANES } from "../values/panes";
import { MOST_PLACES, MOST_WINDOWS } from "../values/vectorAnswers";
import type { ComparedPositions } from "../values/vectors";
import {
  KEPT_PARTS,
  MOST_KEPT_LENGTH,
  MOST_COPIED_LENGTH,
  MOST_PICTURE_BYTES,
  OPENED_KINDS,
} from "./panel";
import { loaderToSet } from "./loaderChecks";
import type { PanelChoice, PanelHost } from "./panel";

const comparedPositions = strict.variants<ComparedPositions>()("source", {
  model: {},
  gpt2: {},
  sinusoidal: { contextLength: size, dimensions: size },
});

const sought = strict.variants<Sought>()("kind", {
  text: { text: v.pipe(v.string(), v.minLength(1), v.maxLength(MOST_SOUGHT_UNITS)) },
  id: { id: index },
  index: { index },
});

const findFrom = strict.fields<FindFrom>()({
  token: index,
  unit: v.exactOptional(index),
  backwards: v.boolean(),
});

const columns: Check<CopiedPositions["columns"]> = v.pipe(
  v.array(index),
  v.maxLength(MOST_COPIED_COLUMNS),
);
const cell: Check<NonNullable<CopiedPositions["at"]>> = v.tuple([index, index]);
const places: Check<Extract<CopiedCode, { readonly of: "sameToken" }>["places"]> = v.pipe(
  v.array(v.tuple([index, index])),
  v.maxLength(MOST_PLACES + MOST_WINDOWS),
);
const copiedCode = strict.variants<CopiedCode>()("of", {
  batch: { window: index },
  vectors: { window: index, table: v.picklist(COPIED_TABLES) },
  oneHot: { window: index },
  nearest: { id: index, position: index, to: v.picklist(NEAREST_TO) },
  sameToken: { token: index, position: index, places },
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

const choice = strict.variants<PanelChoice>()("kind", { token: { index }, window: { index } });

const pictureBytes = v.pipe(
  v.instance(Uint8Array as typeof Uint8Array<ArrayBuffer>),
  v.check(({ length }) => length <= MOST_PICTURE_BYTES),
);

/** A file begins as its format does, whatever else it holds. */
const beginsAs = (format: unknown, bytes: unknown): boolean =>
  bytes instanceof Uint8Array &&
  (format === "png"
    ? [0x89, 0x50, 0x4e, 0x47].every((byte, at) => bytes[at] === byte)
    : [..."<svg "].every((character, at) => bytes[at] === character.charCodeAt(0)));

const checks = callChecks<PanelHost>()({
  ready: [],
  chooseModel: [],
  keep: [v.picklist(KEPT_PARTS), v.pipe(v.string(), v.maxLength(MOST_KEPT_LENGTH))],
  openDocument: [v.picklist(OPENED_KINDS)],
  openModel: [],
  tokens: [index, index, index],
  frequencies: [index, index, index],
  find: [index, sought, findFrom],
  point: [index, v.exactOptional(index)],
  order: [index, integer, index],
  vectors: [index, index, index],
  positionVectors: [index],
  nearest: [index, index, v.picklist(NEAREST_TO)],
  sameToken: [index, index, index],
  oneHot: [index, index, index],
  layer: [index, v.exactOptional(index)],
  changeToyLayer: [],
  positions: [v.picklist(["model", "gpt2"])],
  getGpt2Positions: [],
  firstMarksShown: [],
  positionSimilarity: [comparedPositions],
  positionPca: [comparedPositions],
  select: [choice],
  setLoader: [loaderToSet],
  pin: [v.boolean()],
  copyAsPyTorch: [copiedCode],
  help: [v.picklist(PANES)],
  copy: [v.pipe(v.string(), v.maxLength(MOST_COPIED_LENGTH))],
  savePicture: [
    v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,80}$/)),
    v.picklist(["png", "svg"]),
    pictureBytes,
  ],
});

/** Whether what a page sends fits the calls that a host answers. A page is not trusted with that. */
export const hostChecks: Checks<PanelHost> = {
  ...checks,
  savePicture: (args) => checks.savePicture(args) && beginsAs(args[1], args[2]),
};
