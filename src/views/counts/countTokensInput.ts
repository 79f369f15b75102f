import { foreign } from "../../shared/base/shown";
import type { Encoding } from "../../shared/values/tokens";
import { encodingNames, isEncoding } from "../../tokens/encode/givenEncoding";
import { ToolError } from "./toolError";

/** What the language model tool was asked to count. */
export type CountTokensInput = (
  | { readonly kind: "text"; readonly text: string }
  /** A path in the workspace, or a URI. */
  | { readonly kind: "file"; readonly file: string }
) & {
  readonly encoding: Encoding | undefined;
  /** A tokenizer file: a path in the workspace, or what a file is called that the person uses. */
  readonly tokenizer: string | undefined;
};

/**
 * Checks what a language model wrote, which need not fit the schema.
 * @throws {ToolError} with what to write instead
 */
export function countTokensInput(input: unknown): CountTokensInput {
  const { text, file, encoding, tokenizer } = propertiesOf(input);
  if ((text === undefined) === (file === undefined)) {
    const count = text === undefined ? "neither" : "both";
    throw new ToolError(
      `Give either "text", the text to count, or "file", a file of the workspace, not ${count}.`,
    );
  }
  if (encoding !== undefined && !isEncoding(encoding)) {
    const what = typeof encoding === "string" ? `encoding "${foreign(encoding)}"` : "such encoding";
    throw new ToolError(`There is no ${what}. Use one of ${encodingNames()}, or leave it out.`);
  }
  if (tokenizer !== undefined && encoding !== undefined) {
    throw new ToolError('Give either "encoding" or "tokenizer", not both.');
  }
  if (tokenizer !== undefined && (typeof tokenizer !== "string" || tokenizer.trim() === "")) {
    throw new ToolError('"tokenizer" must be the path of a tokenizer file in the workspace.');
  }
  const how = { encoding, tokenizer: tokenizer?.trim() };
  if (text !== undefined) {
    if (typeof text !== "string") throw new ToolError('"text" must be a string.');
    return { kind: "text", text, ...how };
  }
  if (typeof file !== "string" || file.trim() === "") {
    throw new ToolError('"file" must be a path in the workspace, as "src/main.ts", or a URI.');
  }
  return { kind: "file", file: file.trim(), ...how };
}

/**
 * What a language model wrote, property by property: what is no object, or does not let itself be read,
 * has none of them.
 */
export function propertiesOf(
  input: unknown,
): Readonly<Record<"text" | "file" | "encoding" | "tokenizer", unknown>> {
  try {
    const { text, file, encoding, tokenizer } = (input ?? {}) as Record<string, unknown>;
    return { text, file, encoding, tokenizer };
  } catch {
    return { text: undefined, file: undefined, encoding: undefined, tokenizer: undefined };
  }
}
