import * as l10n from "../../shared/base/l10n";
import { formatCount } from "../../shared/base/numbers";
import { commands, window, type Disposable } from "vscode";
import type { LastEditor } from "../../analysis/lastEditor";
import type { Scores } from "../../analysis/scores";
import type { HighlightSettings } from "../../settings/settings";
import { probabilitiesOf, SURPRISE_STEPS } from "../../shared/values/surpriseSteps";
import { command } from "../ui/command";
import { meanLoss, natsText, perplexityOf, perplexityText } from "../../shared/values/surprisal";
import type { Highlights } from "./highlights";
import type { DocumentLoss } from "./idleScores";

export interface SurprisalParts {
  readonly highlights: Highlights;
  readonly scores: Scores;
  readonly last: LastEditor;
  readonly settings: () => HighlightSettings;
  readonly write: (key: string, value: unknown) => Promise<void>;
}

/** **Tokenscope: Color Tokens by Surprisal**: shows them so, or by turn again. */
export function surprisalCommand(parts: SurprisalParts): Disposable {
  const { highlights, last, settings, write } = parts;
  return command("colorBySurprisal", async () => {
    const document = last.editor?.document;
    if (document === undefined) throw new Error(l10n.t("Open a text file to see its tokens."));
    const isShown = settings().colourBy === "surprisal" && highlights.isSeen(document);
    await write("highlights.colourBy", isShown ? "turn" : "surprisal");
    if (isShown) return;
    highlights.turn(document, true);
    await offerModel(parts.scores);
  });
}

/** Says what is missing where the model in use predicts nothing. */
async function offerModel(scores: Scores): Promise<void> {
  if (await scores.areThere()) return;
  const choose = l10n.t("Choose Model…");
  const sentence = l10n.t(
    "Surprisal takes a whole GPT. The model in use is two tables, which make vectors and predict nothing.",
  );
  const picked = await window.showInformationMessage(sentence, choose);
  if (picked === choose) await commands.executeCommand("tokenscope.chooseModel");
}

/**
 * What the steps of the colors mean, from what was expected to what surprises most: short enough to
 * be read whole in a menu.
 */
export function surprisalLegend(): string {
  const limits = Array.from({ length: SURPRISE_STEPS - 1 }, (_, step) =>
    String(Number((100 * probabilitiesOf(step).from).toPrecision(2))),
  );
  return l10n.t(
    "No color: {0} % likely or more. Deeper below {1} %",
    limits[0] ?? "",
    limits.join(" · "),
  );
}

/** What a document comes to, beside the command. */
export function documentLossText(loss: DocumentLoss): string {
  const [nats, perplexity] = [natsText(meanLoss(loss)), perplexityText(perplexityOf(loss))];
  return loss.isWhole
    ? l10n.t("document: loss {0}, perplexity {1}", nats, perplexity)
    : l10n.t(
        "{0} tokens around here: loss {1}, perplexity {2}",
        formatCount(loss.tokens),
        nats,
        perplexity,
      );
}
