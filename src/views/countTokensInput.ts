import type { Encoding } from "../shared/tokens";
import { encodings } from "../tokens/encodings";

/** What the language model tool was asked to count. */
export type CountTokensInput = (
  | { readonly kind: "text"; readonly text: string }
  /** A path in the workspace, or a URI. */
  | { readonly kind: "file"; readonly file: string }
) & { readonly encoding: Encoding | undefined };

/**
 * Checks what a language model wrote, which need not fit the schema.
 * @throws {TypeError} with what to write instead
 */
export function countTokensInput(input: unknown): CountTokensInput {
  const { text, file, encoding } = (input ?? {}) as Record<string, unknown>;
  if ((text === undefined) === (file === undefined)) {
    const given = text === undefined ? "neither" : "both";
    throw new TypeError(
      `Give either "text", the text to count, or "file", a file of the workspace, not ${given}.`,
    );
  }
  if (encoding !== undefined && !isEncoding(encoding)) {
    const names = Object.keys(encodings).join(", ");
    const got = JSON.stringify(encoding);
    throw new TypeError(`There is no encoding ${got}. Use one of ${names}, or leave it out.`);
  }
  if (text !== undefined) {
    if (typeof text !== "string") throw new TypeError('"text" must be a string.');
    return { kind: "text", text, encoding };
  }
  if (typeof file !== "string" || file.trim() === "") {
    throw new TypeError('"file" must be a path in the workspace, as "src/main.ts", or a URI.');
  }
  return { kind: "file", file: file.trim(), encoding };
}

function isEncoding(value: unknown): value is Encoding {
  return typeof value === "string" && Object.hasOwn(encodings, value);
}
