import * as v from "valibot";
import {
  COPIED_ORDERS,
  COPIED_PICTURES,
  COPIED_SCALINGS,
  COPIED_SOURCES,
  COPIED_TABLES,
  MOST_COPIED_COLUMNS,
  NEAREST_TO,
} from "../../shared/values/copiedCode";
import { MOST_PLACES, MOST_WINDOWS } from "../../shared/values/vectorAnswers";
import { MOST_SOUGHT_UNITS } from "../../shared/values/find";
import { MOST_COPIED_LENGTH, MOST_PICTURE_BYTES } from "../../shared/protocol/panel";
import type { PanelHost } from "../../shared/protocol/panel";
import { PANES } from "../../shared/values/panes";
import type { Checks } from "../../shared/base/rpc";

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const size = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const comparedPositions = v.variant("source", [
  v.strictObject({ source: v.picklist(["model", "gpt2"]) }),
  v.strictObject({ source: v.literal("sinusoidal"), contextLength: size, dimensions: size }),
]);

const sought = v.variant("kind", [
  v.strictObject({
    kind: v.literal("text"),
    text: v.pipe(v.string(), v.minLength(1), v.maxLength(MOST_SOUGHT_UNITS)),
  }),
  v.strictObject({ kind: v.literal("id"), id: count }),
  v.strictObject({ kind: v.literal("index"), index: count }),
]);
const copiedCode = v.variant("of", [
  v.strictObject({ of: v.literal("batch"), window: count }),
  v.strictObject({ of: v.literal("vectors"), window: count, table: v.picklist(COPIED_TABLES) }),
  v.strictObject({ of: v.literal("oneHot"), window: count }),
  v.strictObject({
    of: v.literal("nearest"),
    id: count,
    position: count,
    to: v.picklist(NEAREST_TO),
  }),
  v.strictObject({
    of: v.literal("sameToken"),
    token: count,
    position: count,
    places: v.pipe(v.array(v.tuple([count, count])), v.maxLength(MOST_PLACES + MOST_WINDOWS)),
  }),
  v.strictObject({
    of: v.literal("positions"),
    source: v.picklist(COPIED_SOURCES),
    picture: v.picklist(COPIED_PICTURES),
    rows: size,
    dimensions: size,
    scaling: v.picklist(COPIED_SCALINGS),
    order: v.picklist(COPIED_ORDERS),
    isShuffled: v.boolean(),
    columns: v.pipe(v.array(count), v.maxLength(MOST_COPIED_COLUMNS)),
    at: v.exactOptional(v.tuple([count, count])),
  }),
]);
const findFrom = v.strictObject({
  token: count,
  unit: v.exactOptional(count),
  backwards: v.boolean(),
});

/** A file begins as its format does, whatever else it holds. */
const beginsAs = (format: string, bytes: Uint8Array): boolean =>
  format === "png"
    ? [0x89, 0x50, 0x4e, 0x47].every((byte, at) => bytes[at] === byte)
    : [..."<svg "].every((character, at) => bytes[at] === character.charCodeAt(0));

/** Whether what a page sends fits the calls that a host answers. A page is not trusted with that. */
const schemas = {
  ready: v.tuple([]),
  openModel: v.tuple([]),
  tokens: v.tuple([count, count, count]),
  frequencies: v.tuple([count, count, count]),
  find: v.tuple([count, sought, findFrom]),
  point: v.union([v.tuple([count]), v.tuple([count, count])]),
  order: v.tuple([count, v.pipe(v.number(), v.safeInteger()), count]),
  vectors: v.tuple([count, count, count]),
  positionVectors: v.tuple([count]),
  nearest: v.tuple([count, count, v.picklist(NEAREST_TO)]),
  sameToken: v.tuple([count, count, count]),
  oneHot: v.tuple([count, count, count]),
  layer: v.union([v.tuple([count]), v.tuple([count, count])]),
  changeToyLayer: v.tuple([]),
  positions: v.tuple([]),
  positionSimilarity: v.tuple([comparedPositions]),
  positionPca: v.tuple([comparedPositions]),
  select: v.tuple([
    v.variant("kind", [
      v.strictObject({ kind: v.literal("token"), index: count }),
      v.strictObject({ kind: v.literal("window"), index: count }),
    ]),
  ]),
  // Numbers that are no options of a loader are refused with a sentence, not dropped.
  setLoader: v.tuple([
    v.strictObject({
      maxLength: v.number(),
      stride: v.number(),
      batchSize: v.number(),
      shuffle: v.boolean(),
      dropLast: v.boolean(),
      seed: v.number(),
      epoch: v.number(),
    }),
  ]),
  pin: v.tuple([v.boolean()]),
  copyAsPyTorch: v.tuple([copiedCode]),
  help: v.tuple([v.picklist(PANES)]),
  copy: v.tuple([v.pipe(v.string(), v.maxLength(MOST_COPIED_LENGTH))]),
  savePicture: v.pipe(
    v.tuple([
      v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,80}$/)),
      v.picklist(["png", "svg"]),
      v.pipe(
        v.instance(Uint8Array as typeof Uint8Array<ArrayBuffer>),
        v.check(({ length }) => length <= MOST_PICTURE_BYTES),
      ),
    ]),
    v.check(([, format, bytes]) => beginsAs(format, bytes)),
  ),
} satisfies { [K in keyof PanelHost]: v.GenericSchema<unknown, Parameters<PanelHost[K]>> };

export const panelChecks: Checks<PanelHost> = {
  openModel: (args) => v.is(schemas.openModel, args),
  ready: (args) => v.is(schemas.ready, args),
  tokens: (args) => v.is(schemas.tokens, args),
  frequencies: (args) => v.is(schemas.frequencies, args),
  find: (args) => v.is(schemas.find, args),
  point: (args) => v.is(schemas.point, args),
  order: (args) => v.is(schemas.order, args),
  vectors: (args) => v.is(schemas.vectors, args),
  positionVectors: (args) => v.is(schemas.positionVectors, args),
  nearest: (args) => v.is(schemas.nearest, args),
  sameToken: (args) => v.is(schemas.sameToken, args),
  oneHot: (args) => v.is(schemas.oneHot, args),
  layer: (args) => v.is(schemas.layer, args),
  changeToyLayer: (args) => v.is(schemas.changeToyLayer, args),
  positions: (args) => v.is(schemas.positions, args),
  positionSimilarity: (args) => v.is(schemas.positionSimilarity, args),
  positionPca: (args) => v.is(schemas.positionPca, args),
  select: (args) => v.is(schemas.select, args),
  setLoader: (args) => v.is(schemas.setLoader, args),
  pin: (args) => v.is(schemas.pin, args),
  copyAsPyTorch: (args) => v.is(schemas.copyAsPyTorch, args),
  help: (args) => v.is(schemas.help, args),
  copy: (args) => v.is(schemas.copy, args),
  savePicture: (args) => v.is(schemas.savePicture, args),
};
