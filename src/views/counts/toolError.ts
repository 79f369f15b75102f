/**
 * What a language model did wrong, and what to write instead: for it alone to read, in the language
 * that the tool is described in, whatever the person's is.
 */
export class ToolError extends Error {
  override readonly name = "ToolError";
}
