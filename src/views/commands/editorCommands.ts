import { Disposable, type TextDocument } from "vscode";
import type { Focus } from "../../analysis/focus";
import type { LastEditor } from "../../analysis/lastEditor";
import type { TokenService } from "../../workers/tokenService";
import type { WorkerClient } from "../../workers/workerClient";
import { addedSpecialTokens, type AddedSpecialTokens } from "./addedSpecialTokens";
import { encodingCommands, type EncodingChoice } from "./chooseEncoding";
import { configureWindows, type WindowsConfiguration } from "./configureWindows";
import { copyIds } from "./copyIds";
import { compareEncodings } from "./compareEncodings";
import { CountsDocuments } from "../counts/countsDocuments";
import { countTokens, type CountParts } from "../counts/countTokens";
import { buildTrainingSet, type SetParts } from "../sets/buildTrainingSet";
import { checkTrainingSet } from "../sets/checkTrainingSet";
import { showStoredTokens } from "../sets/showStoredTokens";
import { documentLossText } from "../highlights/surprisalCommand";
import type { DocumentLoss } from "../highlights/idleScores";
import { findToken } from "./findToken";
import { frequentTokens } from "./frequentTokens";
import { lostTokenSteps } from "./lostTokenSteps";
import { menu } from "./menu";
import { TokenCursor } from "./tokenCursor";
import { tokenSteps } from "./tokenSteps";
import { windowSteps } from "./windowSteps";

/** What the commands of the editor work with. */
export interface CommandParts
  extends
    CountParts,
    WindowsConfiguration,
    Omit<SetParts, "pages" | "last" | "reading" | "windows"> {
  readonly tokenizerFiles: Omit<EncodingChoice, "encoding" | "pathOf"> & AddedSpecialTokens;
  readonly focus: Focus;
  readonly last: LastEditor;
  readonly tokenizer: WorkerClient<TokenService>;
  /** What a document comes to that is coloured by surprisal; undefined before that is known. */
  readonly lossOf: (document: TextDocument) => DocumentLoss | undefined;
  /** The extension's package.json. */
  readonly manifest: unknown;
}

/** The commands that a person gives while looking at a text. */
export function editorCommands(parts: CommandParts): Disposable[] {
  const { focus, last, manifest, reading, tokenizerFiles } = parts;
  const cursor = new TokenCursor(focus, last);
  const pages = new CountsDocuments();
  const sets: SetParts = { ...parts, pages, windows: parts.settings };
  const { pathOf } = tokenizerFiles.tokenizer;
  const listed = { ...tokenizerFiles, pathOf };
  return [
    ...tokenSteps(cursor),
    ...lostTokenSteps(cursor, focus),
    frequentTokens(cursor),
    findToken(cursor),
    ...windowSteps(focus),
    configureWindows(parts),
    copyIds(last),
    ...encodingCommands({ encoding: () => reading().encoding, ...listed }),
    compareEncodings({ ...listed, last, reading, pages, tokenizer: parts.tokenizer }),
    addedSpecialTokens(tokenizerFiles),
    Disposable.from(pages, countTokens(parts, pages)),
    buildTrainingSet(sets),
    checkTrainingSet(sets),
    showStoredTokens(sets),
    menu(manifest, () => {
      const loss = last.editor && parts.lossOf(last.editor.document);
      return { colorBySurprisal: loss && documentLossText(loss) };
    }),
  ];
}
