import { coverageProblem } from "../../windows/coverageWords";
import * as l10n from "../../shared/base/l10n";
import { env, window, type TextDocument, type Uri } from "vscode";
import type { Focus } from "../../analysis/focus";
import type { Models } from "../../analysis/models";
import { beyondContext, outsideVocabulary } from "../../embeddings/queries/batch";
import { GPT2_INFO } from "../../embeddings/gpt2/gpt2Tables";
import type { CopiedNeighbours, CopiedPositions } from "../../shared/values/copiedCode";
import { messageOf } from "../../shared/base/rpc";
import { readText } from "../../tokens/document/lineEndings";
import type { Reading } from "../../tokens/document/tokenDocument";
import { say } from "../ui/command";
import { copyOrder } from "./copyOrder";
import {
  layerCode,
  neighboursCode,
  positionsCode,
  pytorchCode,
  type CopiedOfText,
} from "./pytorchCode";
import type { PythonText } from "./readerPart";
import { textForPython, type NoFileReason } from "./textForPython";

/** Code units of a text that can stand in a notebook's cell itself: some 8,000 tokens. */
const MOST_ITSELF = 2 ** 15;

export interface CopyParts {
  readonly focus: Focus;
  readonly models: Models;
  readonly reading: (document: TextDocument) => Reading;
  /** Where other programs of this machine find a file. */
  readonly diskPath: (file: Uri) => string | undefined;
}

/**
 * **Tokenscope: Copy as PyTorch**: a batch and its vectors as lines for a notebook, which print
 * the chosen window; or what one picture shows. The panel names what it shows; without that it is
 * the chosen window. The lines read the text that the editor shows: from its file, or, where that
 * holds another one, from themselves.
 * @returns whether something was copied
 */
export async function copyAsPyTorch(parts: CopyParts, order: unknown): Promise<boolean> {
  const request = copyOrder(order, l10n.t("What to copy"));
  if (typeof request !== "object") return copyText(parts, request);
  switch (request.of) {
    case "positions":
      return copyPositions(parts.models, request);
    case "nearest":
      return copyNeighbours(parts.models, request);
    case "batch":
    case "vectors":
    case "oneHot":
    case "prediction":
    case "lens":
    case "attention":
    case "sameToken":
      return copyText(parts, request);
  }
}

/** @throws where the model cannot be had whose table it is */
async function copyPositions(models: Models, copied: CopiedPositions): Promise<boolean> {
  const { source } = copied;
  const isGpt2 =
    source === "gpt2" || (source === "learned" && models.positionsName?.source === "gpt2");
  const model = isGpt2 ? GPT2_INFO : source === "learned" ? await models.current() : undefined;
  await env.clipboard.writeText(positionsCode({ model, copied }));
  say(l10n.t("The picture’s values are on the clipboard as Python."));
  return true;
}

/** @throws where the model cannot be had, or has no such token or position */
async function copyNeighbours(models: Models, copied: CopiedNeighbours): Promise<boolean> {
  const model = await models.current();
  const { vocabularySize, contextLength } = model;
  if (copied.id >= vocabularySize) {
    throw new RangeError(outsideVocabulary(copied.id, vocabularySize));
  }
  if (copied.to === "input" && copied.position >= contextLength) {
    throw new RangeError(beyondContext(copied.position + 1, contextLength));
  }
  await env.clipboard.writeText(neighboursCode(model, copied));
  say(l10n.t("The nearest tokens are on the clipboard as Python."));
  return true;
}

type TextOrder = number | CopiedOfText;

async function copyText(
  { focus, models, reading, diskPath }: CopyParts,
  request: TextOrder | undefined,
): Promise<boolean> {
  const { analysis } = focus;
  const { options, shape } = focus.windows;
  if (analysis === undefined) {
    void window.showInformationMessage(l10n.t("Open a text file to copy a batch of it."));
    return false;
  }
  const { document } = analysis;
  const read = reading(document);
  if (read.stored !== undefined) {
    void window.showWarningMessage(
      l10n.t(
        "These tokens are stored in a training set, and code that encodes their text may make others. Read them from the set’s file.",
      ),
    );
    return false;
  }
  // A list of ids is worth its layer, be it too short for a window or not.
  const isLayer = read.encoding === "ids" && request === undefined;
  const problem = shape && coverageProblem(focus.windows.coverageOf(shape.tokenCount));
  if (problem !== undefined && !isLayer) {
    void window.showWarningMessage(problem);
    return false;
  }
  const copied = isLayer ? undefined : copiedOfText(request, focus);
  const found = await textForPython(document, read.lineEndings, diskPath);
  const source = typeof found === "string" ? itself(document, read) : found;
  if (source === undefined) {
    if (typeof found === "string") refuse(document, found);
    return false;
  }
  // What there is of a batch is worth copying without a model, too; a layer is the model's.
  const code =
    copied === undefined
      ? layerCode({ source, reading: read, model: await models.current() })
      : pytorchCode({
          ...{ source, reading: read, options, copied },
          model: await models.current().catch(messageOf),
        });
  await env.clipboard.writeText(code);
  say(
    typeof found === "string"
      ? copiedItself(found)
      : l10n.t("The batch is on the clipboard as Python."),
  );
  return true;
}

/** @throws {RangeError} where the text has no such token, or the loader no such window or batch */
function copiedOfText(request: TextOrder | undefined, focus: Focus): CopiedOfText {
  const { batches, samples } = focus.windows.loader;
  const { batchSize } = focus.windows.options;
  if (request === undefined) return { of: "batch", window: focus.windows.chosen ?? 0 };
  if (typeof request === "number") {
    if (request >= batches) {
      throw new RangeError(
        l10n.t("There is no batch {0}: they count from 0 to {1}.", request, batches - 1),
      );
    }
    const isChosen = focus.windows.batch === request && focus.windows.chosen !== undefined;
    return { of: "batch", window: isChosen ? (focus.windows.chosen ?? 0) : request * batchSize };
  }
  if (request.of === "sameToken") {
    const tokens = focus.windows.shape?.tokenCount ?? 0;
    const beyond = [request.token, ...request.places.map(([token]) => token)].find(
      (token) => token >= tokens,
    );
    if (beyond === undefined) return request;
    throw new RangeError(
      l10n.t("There is no token {0}: they count from 0 to {1}.", beyond, tokens - 1),
    );
  }
  const windows = Math.min(samples, batches * batchSize);
  const { maxLength } = focus.windows.options;
  if ("position" in request && request.position >= maxLength) {
    throw new RangeError(
      l10n.t(
        "There is no position {0}: they count from 0 to {1}.",
        request.position,
        maxLength - 1,
      ),
    );
  }
  if (request.window >= windows) {
    throw new RangeError(
      l10n.t("There is no window {0}: they count from 0 to {1}.", request.window, windows - 1),
    );
  }
  return request;
}

function itself(document: TextDocument, { lineEndings }: Reading): PythonText | undefined {
  const { text } = readText(document.getText(), lineEndings);
  return text.length > MOST_ITSELF ? undefined : { kind: "itself", text };
}

function copiedItself(reason: NoFileReason): string {
  switch (reason) {
    case "noFile":
      return l10n.t(
        "The batch is on the clipboard as Python, with the text itself, because no file holds it.",
      );
    case "unsaved":
      return l10n.t(
        "The batch is on the clipboard as Python, with the text itself, because it is not saved.",
      );
    case "otherText":
      return l10n.t(
        "The batch is on the clipboard as Python, with the text itself, because Python would read another one from its file.",
      );
  }
}

/** Says why nothing is copied, and what helps. */
function refuse(document: TextDocument, reason: NoFileReason): void {
  const save = l10n.t("Save");
  const canBeSaved = document.isDirty || document.isUntitled;
  void window
    .showWarningMessage(refusal(reason), ...(canBeSaved ? [save] : []))
    .then((picked) => (picked === save ? document.save() : undefined));
}

function refusal(reason: NoFileReason): string {
  switch (reason) {
    case "noFile":
      return l10n.t(
        "No file holds this text, and it is too long to stand in the code itself. Save it as a text file, then copy again.",
      );
    case "unsaved":
      return l10n.t(
        "This text has edits that are not saved, and is too long to stand in the code itself. Save it, then copy again.",
      );
    case "otherText":
      return l10n.t(
        "Python would read another text from this file, and the text is too long to stand in the code itself. Save it with the encoding UTF-8, then copy again.",
      );
  }
}
