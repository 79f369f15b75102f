import type { PanelState } from "../src/shared/panel";

type Check = (value: unknown) => boolean;
type Fields = Readonly<Record<string, Check>>;

const text: Check = (value) => typeof value === "string";
const flag: Check = (value) => typeof value === "boolean";
const index: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const size: Check = (value) => index(value) && value !== 0;
const texts: Check = (value) => Array.isArray(value) && value.every(text);
const orNone =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const record =
  (fields: Fields): Check =>
  (value) =>
    typeof value === "object" &&
    value !== null &&
    Object.entries(fields).every(([name, check]) =>
      check((value as Record<string, unknown>)[name]),
    );
/** One of several records, told apart by their `kind`. */
const kinds =
  (variants: Readonly<Record<string, Fields>>): Check =>
  (value) => {
    const kind = (value as { kind?: unknown } | null | undefined)?.kind;
    if (typeof kind !== "string" || !Object.hasOwn(variants, kind)) return false;
    return record(variants[kind] ?? {})(value);
  };

const state = record({
  document: kinds({
    none: { message: text },
    busy: { name: text },
    failed: { name: text, message: text },
    ready: { name: text, version: index, tokenCount: index, length: index, byteLength: index },
  }),
  loader: record({
    options: record({
      maxLength: size,
      stride: size,
      batchSize: size,
      shuffle: flag,
      dropLast: flag,
    }),
    samples: index,
    batches: index,
    notes: texts,
    problem: orNone(text),
  }),
  model: kinds({
    building: { name: text },
    failed: { message: text },
    ready: {
      info: record({
        source: text,
        name: text,
        vocabularySize: size,
        dimensions: size,
        contextLength: size,
      }),
    },
  }),
  token: orNone(index),
  window: orNone(index),
});

/** Whether a value from outside is a state that the page can show. */
export function isPanelState(value: unknown): value is PanelState {
  return state(value);
}
