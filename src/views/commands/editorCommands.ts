import type { Disposable } from "vscode";
import type { Focus } from "../../analysis/focus";
import type { LastEditor } from "../../analysis/lastEditor";
import { addedSpecialTokens, type AddedSpecialTokens } from "./addedSpecialTokens";
import { encodingCommands, type EncodingChoice } from "./chooseEncoding";
import { configureWindows, type WindowsConfiguration } from "./configureWindows";
import { copyIds } from "./copyIds";
import { countTokens, type CountParts } from "../counts/countTokens";
import { findToken } from "./findToken";
import { frequentTokens } from "./frequentTokens";
import { lostTokenSteps } from "./lostTokenSteps";
import { menu } from "./menu";
import { TokenCursor } from "./tokenCursor";
import { tokenSteps } from "./tokenSteps";
import { windowSteps } from "./windowSteps";

/** What the commands of the editor work with. */
export interface CommandParts extends CountParts, WindowsConfiguration {
  readonly tokenizerFiles: Pick<EncodingChoice, "tokenizer" | "known"> & AddedSpecialTokens;
  readonly focus: Focus;
  readonly last: LastEditor;
  /** The extension's package.json. */
  readonly manifest: unknown;
}

/** The commands that a person gives while looking at a text. */
export function editorCommands(parts: CommandParts): Disposable[] {
  const { focus, last, manifest, reading, tokenizerFiles } = parts;
  const cursor = new TokenCursor(focus, last);
  return [
    ...tokenSteps(cursor),
    ...lostTokenSteps(cursor, focus),
    frequentTokens(cursor),
    findToken(cursor),
    ...windowSteps(focus),
    configureWindows(parts),
    copyIds(last),
    ...encodingCommands({ encoding: () => reading().encoding, ...tokenizerFiles }),
    addedSpecialTokens(tokenizerFiles),
    countTokens(parts),
    menu(manifest),
  ];
}
