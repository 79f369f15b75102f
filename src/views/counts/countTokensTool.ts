import * as l10n from "../../shared/base/l10n";
import {
  CancellationError,
  LanguageModelTextPart,
  LanguageModelToolResult,
  type CancellationToken,
  type Uri,
  type LanguageModelTool,
  type LanguageModelToolInvocationOptions,
  type LanguageModelToolInvocationPrepareOptions,
  type PreparedToolInvocation,
} from "vscode";
import type { Models } from "../../analysis/models";
import { foreign } from "../../shared/base/shown";
import type { TokenizerFileInfo } from "../../shared/values/tokens";
import { contextLengthOf, type ModelChoice } from "../../shared/values/modelChoices";
import type { Reading } from "../../tokens/document/tokenDocument";
import { readingOfFile } from "../../tokens/document/readingOfFile";
import { encodingName, tokenizerName } from "../../tokens/encode/encodingName";
import type { EncodingRead, TokenService } from "../../workers/tokenService";
import type { WorkerClient } from "../../workers/workerClient";
import { countTokensInput, propertiesOf, type CountTokensInput } from "./countTokensInput";
import type { TextSources } from "../texts/textSource";
import { workspaceText, workspaceTokenizer, type WorkspaceText } from "./workspaceText";

export interface CountTokensParts {
  readonly tokenizer: WorkerClient<TokenService>;
  readonly texts: TextSources;
  readonly models: Models;
  /** How texts are read. */
  readonly reading: () => Reading;
  /** How the document at a place is read. */
  readonly readingAt: (uri: Uri) => Reading;
  /** Tokenizer files that the person has used. */
  readonly knownTokenizers: () => readonly TokenizerFileInfo[];
  readonly pathOf: (file: Uri) => string;
  /** What the settings ask for, which counts until a model is there. */
  readonly choice: () => ModelChoice;
}

/**
 * The language model tool `tokenscope_countTokens`: tokens of a text or of a file of the workspace.
 * It answers a model in plain sentences with plain numbers, and refuses with what to do instead.
 */
export class CountTokensTool implements LanguageModelTool<object> {
  constructor(private readonly parts: CountTokensParts) {}

  prepareInvocation({
    input,
  }: LanguageModelToolInvocationPrepareOptions<object>): PreparedToolInvocation {
    const { file } = propertiesOf(input);
    return {
      invocationMessage:
        typeof file === "string"
          ? l10n.t("Counting the tokens of {0}", foreign(file))
          : l10n.t("Counting tokens"),
    };
  }

  /** @throws {Error} with what to do, where the input cannot be counted */
  async invoke(
    { input }: LanguageModelToolInvocationOptions<object>,
    token: CancellationToken,
  ): Promise<LanguageModelToolResult> {
    const request = countTokensInput(input);
    const controller = new AbortController();
    const listener = token.onCancellationRequested(() => {
      controller.abort(new CancellationError());
    });
    try {
      if (token.isCancellationRequested) throw new CancellationError();
      const isFile = request.kind === "file";
      const { texts, cells, uri }: Partial<WorkspaceText> & Pick<WorkspaceText, "texts"> = isFile
        ? await workspaceText(request.file, this.parts.texts)
        : { texts: [request.text] };
      const set = uri === undefined ? this.parts.reading() : this.parts.readingAt(uri);
      const { lineEndings, specialTokens } = set;
      const how = {
        specialTokens,
        lineEndings: isFile ? lineEndings : "asIs",
        addsSpecialTokens: isFile && set.addsSpecialTokens === true,
      } as const;
      // A text is counted as it was given; a file as its editor's status bar counts it.
      const { signal } = controller;
      const reading: Reading = { ...(await this.encodingFor(request, set, signal)), ...how };
      const encoding = encodingName(reading);
      let tokens = 0;
      for (const text of texts) {
        tokens += (await this.parts.tokenizer.call.count(text, reading, signal)).tokens;
      }
      const units = texts.reduce((sum, { length }) => sum + length, 0);
      const answer = [
        `${isFile ? `"${foreign(request.file)}"` : "The text"} has ${count(tokens, "token")} of ${encoding}, ` +
          `in ${count(units, "UTF-16 code unit")}` +
          `${cells === undefined ? "" : ` of ${count(cells, "cell")}`}.`,
        this.contextSentence(tokens),
      ].join(" ");
      return new LanguageModelToolResult([new LanguageModelTextPart(answer.trimEnd())]);
    } finally {
      listener.dispose();
    }
  }

  private async encodingFor(
    { encoding, tokenizer: name }: CountTokensInput,
    set: Reading,
    signal: AbortSignal,
  ): Promise<EncodingRead> {
    if (name === undefined) {
      return encoding === undefined || encoding === set.encoding ? set : { encoding };
    }
    const { knownTokenizers, pathOf, tokenizer } = this.parts;
    const known = knownTokenizers().find(
      ({ path }) => path === name || tokenizerName(path) === name,
    );
    const path = known?.path ?? pathOf(await workspaceTokenizer(name));
    return readingOfFile(await tokenizer.call.tokenizerFile(path, signal));
  }

  private contextSentence(tokens: number): string {
    const { models, choice } = this.parts;
    const length = models.info?.contextLength ?? contextLengthOf(choice());
    if (length === undefined) return "";
    const fits = tokens <= length;
    const than = `the context length of ${String(length)} of the model in Tokenscope`;
    return fits
      ? `That fits into ${than}, with ${String(length - tokens)} to spare.`
      : `That is ${String(tokens - length)} more than ${than}.`;
  }
}

/** Without thousands separators, which a model may read as two numbers. */
function count(value: number, noun: string): string {
  return `${String(value)} ${noun}${value === 1 ? "" : "s"}`;
}
