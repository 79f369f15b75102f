import { Disposable, lm } from "vscode";
import { atFirstUse } from "../../shared/base/firstUse";
import type { CountTokensParts } from "./countTokensTool";

/** As package.json names it to VS Code. */
const COUNT_TOKENS = "tokenscope_countTokens";

/** Registers the tool where the editor has language model tools; some made from VS Code have none. */
export function registerCountTokens(parts: CountTokensParts): Disposable {
  const tools = lm as Partial<typeof lm> | undefined;
  if (tools?.registerTool === undefined) return new Disposable(() => undefined);
  const tool = atFirstUse(async () => {
    const { CountTokensTool } = await import("./countTokensTool");
    return new CountTokensTool(parts);
  });
  return tools.registerTool<object>(COUNT_TOKENS, {
    prepareInvocation: async (options) => (await tool()).prepareInvocation(options),
    invoke: async (options, token) => (await tool()).invoke(options, token),
  });
}
