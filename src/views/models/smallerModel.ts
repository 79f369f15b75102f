import * as l10n from "../../shared/base/l10n";
import { commands, Disposable, window } from "vscode";
import type { EncodingInUse } from "../../analysis/encodingInUse";
import type { Models } from "../../analysis/models";
import { formatCount } from "../../shared/base/numbers";
import { foreign } from "../../shared/base/shown";
import { tokenizerName } from "../../tokens/encode/encodingName";

/**
 * Tells, once for each pair, of a model that has vectors for fewer ids than the tokenizer file in
 * use has: tokens with the others have none.
 * @param log told too
 */
export function tellSmallerModel(
  models: Models,
  encoding: EncodingInUse,
  log: (message: string) => void,
): Disposable {
  const toldKeys = new Set<string>();
  const look = (): void => {
    const { file } = encoding;
    const { info } = models;
    if (file === undefined || info === undefined) return;
    const { source, vocabularySize, name } = info;
    // A seeded model gets as many rows as the tokenizer has ids, or as somebody wants.
    if (source === "seeded" || vocabularySize >= file.vocabularySize) return;
    const key = JSON.stringify([name, vocabularySize, file.hash]);
    if (toldKeys.has(key)) return;
    toldKeys.add(key);
    const message = l10n.t(
      "The model {0} has vectors for the ids below {1}, and the tokenizer {2} has ids up to {3}. Tokens with larger ids have no vectors: choose a model of the same tokenizer.",
      foreign(name),
      formatCount(vocabularySize),
      tokenizerName(file.path),
      formatCount(file.vocabularySize - 1),
    );
    log(message);
    const choose = l10n.t("Choose Model…");
    void window.showWarningMessage(message, choose).then((picked) => {
      if (picked === choose) void commands.executeCommand("tokenscope.chooseModel");
    });
  };
  return Disposable.from(models.onDidChange(look), encoding.onDidChange(look));
}
