import type { ExtensionContext } from "vscode";
import type { TokenscopeApi } from "./api";
import { start } from "./extension";
import { nodePlatform } from "./platform/node/nodePlatform";

/** Where the extension host is a process of Node: a desktop, a remote machine, a container. */
export function activate(context: ExtensionContext): TokenscopeApi {
  return start(context, nodePlatform(context));
}
