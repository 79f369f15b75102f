import { Disposable, type TextDocument } from "vscode";
import type { Focus } from "../../analysis/focus";
import type { LastEditor } from "../../analysis/lastEditor";
import type { TokenService } from "../../workers/tokenService";
import type { WorkerClient } from "../../workers/workerClient";
import { addedSpecialTokens, type AddedSpecialTokens } from "./addedSpecialTokens";
import type { EncodingChoice } from "./chooseEncoding";
import type { WindowsConfiguration } from "./configureWindows";
import { copyIds } from "./copyIds";
import { CountsDocuments } from "../counts/countsDocuments";
import type { CountParts } from "../counts/countTokens";
import type { SetParts } from "../sets/buildTrainingSet";
import { setCommands } from "../sets/commands";
import { command, fileCommand } from "../ui/command";
import { documentLossText } from "../highlights/surprisalCommand";
import type { DocumentLoss } from "../highlights/idleScores";
import { lostTokenSteps } from "./lostTokenSteps";
import { TokenCursor } from "./tokenCursor";
import { tokenSteps } from "./tokenSteps";
import { windowSteps } from "./windowSteps";

/** What the commands of the editor work with. */
export interface CommandParts
  extends
    Omit<CountParts, "pages">,
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

/**
 * The commands that a person gives while looking at a text. Steps are here at once; what the others
 * do is loaded when the first of them is given.
 */
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
    command("frequentTokens", async (rank) => {
      const { frequentTokens } = await import("./frequentTokens");
      return frequentTokens(cursor, rank);
    }),
    command("findToken", async (order, backwards) => {
      const { findToken } = await import("./findToken");
      return findToken(cursor, order, backwards);
    }),
    ...windowSteps(focus),
    command("configureWindows", async (order) => {
      const { configureWindows } = await import("./configureWindows");
      return configureWindows(parts, order);
    }),
    copyIds(last),
    command("chooseEncoding", async (encoding) => {
      const { chooseEncoding } = await import("./chooseEncoding");
      return chooseEncoding({ ...listed, encoding: () => reading().encoding }, encoding);
    }),
    command("useTokenizerFile", async (path) => {
      const { useTokenizerFile } = await import("./useTokenizerFile");
      return useTokenizerFile(tokenizerFiles.tokenizer, path);
    }),
    command("compareEncodings", async (encodings) => {
      const { compareEncodings } = await import("./compareEncodings");
      const { tokenizer } = parts;
      return compareEncodings({ ...listed, last, reading, pages, tokenizer }, encodings);
    }),
    addedSpecialTokens(tokenizerFiles),
    Disposable.from(
      pages,
      fileCommand("countTokens", async (clicked, all) => {
        const { countTokens } = await import("../counts/countTokens");
        return countTokens({ ...parts, pages }, clicked, all);
      }),
    ),
    setCommands(sets),
    command("showMenu", async () => {
      const { showMenu } = await import("./menu");
      const loss = last.editor && parts.lossOf(last.editor.document);
      return showMenu(manifest, { colorBySurprisal: loss && documentLossText(loss) });
    }),
  ];
}
