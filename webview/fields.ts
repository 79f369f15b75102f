import { formatCount } from "../src/shared/numbers";
import type { LoaderOptions } from "../src/shared/windows";

/** The loader's options that are whole numbers. */
export type FieldName = keyof Pick<
  LoaderOptions,
  "maxLength" | "stride" | "batchSize" | "seed" | "epoch"
>;

export type FieldEntry =
  { readonly ok: true; readonly value: number } | { readonly ok: false; readonly problem: string };

/** No document has more tokens. */
const MOST = 2 ** 31 - 1;

const FIELDS: Readonly<Record<FieldName, { what: string; least: number; most: number }>> = {
  maxLength: { what: "max_length is the number of tokens in a window", least: 1, most: MOST },
  stride: {
    what: "stride is the number of tokens from one window to the next",
    least: 1,
    most: MOST,
  },
  batchSize: { what: "batch_size is the number of windows in a batch", least: 1, most: MOST },
  seed: {
    what: "seed is what torch.manual_seed is given before the first epoch",
    least: 0,
    most: Number.MAX_SAFE_INTEGER,
  },
  epoch: { what: "epoch counts the passes over the loader from 0", least: 0, most: 1_000_000 },
};

/** The least number that a field takes. */
export const leastOf = (name: FieldName): number => FIELDS[name].least;

/** What was typed into a field, as a number or as the sentence that says what is wrong. */
export function readField(name: FieldName, text: string): FieldEntry {
  const { what, least, most } = FIELDS[name];
  const value = Number(text);
  if (text.trim() !== "" && Number.isInteger(value) && value >= least && value <= most) {
    return { ok: true, value };
  }
  const end = most < MOST ? `to ${formatCount(most)}` : "on";
  return { ok: false, problem: `${what}: a whole number from ${least} ${end}, please.` };
}
