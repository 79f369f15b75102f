import * as v from "valibot";
import type { PanelHost } from "../shared/panel";
import type { Checks } from "../shared/rpc";

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Whether what a page sends fits the calls that a host answers. A page is not trusted with that. */
const schemas = {
  ready: v.tuple([]),
  tokens: v.tuple([count, count, count]),
  vectors: v.tuple([count, count]),
  positions: v.tuple([]),
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
    }),
  ]),
} satisfies { [K in keyof PanelHost]: v.GenericSchema<unknown, Parameters<PanelHost[K]>> };

export const panelChecks: Checks<PanelHost> = {
  ready: (args) => v.is(schemas.ready, args),
  tokens: (args) => v.is(schemas.tokens, args),
  vectors: (args) => v.is(schemas.vectors, args),
  positions: (args) => v.is(schemas.positions, args),
  select: (args) => v.is(schemas.select, args),
  setLoader: (args) => v.is(schemas.setLoader, args),
};
