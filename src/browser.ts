import type { ExtensionContext } from "vscode";
import type { TokenscopeApi } from "./api";
import { start } from "./extension";
import { browserPlatform } from "./platform/browser/browserPlatform";

/** Where the extension host is a web worker: VS Code in a browser without a server behind it. */
export function activate(context: ExtensionContext): TokenscopeApi {
  return start(context, browserPlatform(context));
}
