import { foreign } from "../../shared/base/shown";
import type { Encoding } from "../../shared/values/tokens";
import { encodingNames, isEncoding } from "../../tokens/encode/givenEncoding";
import { ToolError } from "./toolError";

/** What the language model tool was asked to count. */
export type CountTokensInput = (
  | { readonly kind: "text"; readonly text: string }
  /** A path in the workspace, or a URI. */
  | { readonly kind: "file"; readonly file: string }
) & { readonly encoding: Encoding | undefined };

/**
 * Checks what a language model wrote, which need not fit the schema.
 * @throws {ToolError} with what to write instead
 */
export function countTokensInput(input: unknown): CountTokensInput {
  const { text, file, encoding } = propertiesOf(input);
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
  if (text !== undefined) {
    if (typeof text !== "string") throw new ToolError('"text" must be a string.');
    return { kind: "text", text, encoding };
  }
  if (typeof file !== "string" || file.trim() === "") {
    throw new ToolError('"file" must be a path in the workspace, as "src/main.ts", or a URI.');
  }
  return { kind: "file", file: file.trim(), encoding };
}

/**
 * What a language model wrote, property by property: what is no object, or does not let itself be read,
 * has none of them.
 */
export function propertiesOf(
  input: unknown,
): Readonly<Record<"text" | "file" | "encoding", unknown>> {
  try {
    const { text, file, encoding } = (input ?? {}) as Record<string, unknown>;
    return { text, file, encoding };
  } catch {
    return { text: undefined, file: undefined, encoding: undefined };
  }
}
