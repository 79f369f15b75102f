import * as v from "valibot";
import type { PanelState } from "../../src/shared/protocol/panel";
import { ARITHMETICS, DRAW_ORDERS } from "../../src/shared/base/seededDraws";

const index = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const size = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

const info = v.object({
  source: v.picklist(["seeded", "gpt2", "file"]),
  name: v.string(),
  vocabularySize: size,
  dimensions: size,
  contextLength: size,
  seed: v.optional(v.pipe(v.number(), v.safeInteger())),
  arithmetic: v.optional(v.picklist(ARITHMETICS)),
  order: v.optional(v.picklist(DRAW_ORDERS)),
  isPublishedGpt2: v.optional(v.boolean()),
});

const state = v.object({
  document: v.variant("kind", [
    v.object({ kind: v.literal("none"), message: v.string() }),
    v.object({ kind: v.literal("busy"), key: v.string(), name: v.string() }),
    v.object({
      kind: v.literal("failed"),
      key: v.string(),
      name: v.string(),
      message: v.string(),
    }),
    v.object({
      kind: v.literal("ready"),
      key: v.string(),
      name: v.string(),
      version: index,
      tokenCount: index,
      length: index,
      byteLength: index,
      layer: v.optional(v.object({ isToy: v.boolean() })),
    }),
  ]),
  loader: v.object({
    options: v.object({
      maxLength: size,
      stride: size,
      batchSize: size,
      shuffle: v.boolean(),
      dropLast: v.boolean(),
      seed: v.pipe(v.number(), v.safeInteger()),
      epoch: index,
    }),
    samples: index,
    batches: index,
    notes: v.array(v.string()),
    problem: v.optional(v.string()),
  }),
  model: v.variant("kind", [
    v.object({ kind: v.literal("building"), name: v.string() }),
    v.object({ kind: v.literal("failed"), message: v.string() }),
    v.object({ kind: v.literal("stopped"), message: v.string(), info: v.optional(info) }),
    v.object({
      kind: v.literal("ready"),
      info,
      runtime: v.optional(
        v.object({ kind: v.picklist(["native", "wasm"]), reason: v.optional(v.string()) }),
      ),
    }),
  ]),
  idNotice: v.optional(v.string()),
  token: v.optional(index),
  window: v.optional(index),
  pinnedTo: v.optional(v.string()),
});

/** Whether a value from outside is a state that the page can show. */
export function isPanelState(value: unknown): value is PanelState {
  return v.is(state, value);
}
