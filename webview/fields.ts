import type { LoaderOptions } from "../src/shared/windows";

/** The loader's options that are whole numbers. */
export type FieldName = keyof Pick<LoaderOptions, "maxLength" | "stride" | "batchSize">;

export type FieldEntry =
  { readonly ok: true; readonly value: number } | { readonly ok: false; readonly problem: string };

const WHAT: Readonly<Record<FieldName, string>> = {
  maxLength: "max_length is the number of tokens in a window",
  stride: "stride is the number of tokens from one window to the next",
  batchSize: "batch_size is the number of windows in a batch",
};

/** No document has more tokens. */
const MOST = 2 ** 31 - 1;

/** What was typed into a field, as a number or as the sentence that says what is wrong. */
export function readField(name: FieldName, text: string): FieldEntry {
  const value = Number(text);
  if (text.trim() !== "" && Number.isInteger(value) && value >= 1 && value <= MOST) {
    return { ok: true, value };
  }
  return { ok: false, problem: `${WHAT[name]}: a whole number from 1 on, please.` };
}
