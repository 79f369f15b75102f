import * as l10n from "../../shared/base/l10n";
import type { Analysis } from "../../analysis/analysis";
import type { Scores, TokenScore } from "../../analysis/scores";
import { formatCount } from "../../shared/base/numbers";
import { messageOf } from "../../shared/base/rpc";
import { byteLabel, bytesAt } from "../../shared/values/byteLabel";
import {
  bitsText,
  natsText,
  probabilityOf,
  probabilityText,
  rankText,
} from "../../shared/values/surprisal";
import { codeSpan } from "../../shared/base/markdown";
import { plain, shorten } from "../ui/markdown";
import { soon } from "./recentAnswers";

/** Milliseconds that a hover waits for scores, which are kept where the text is coloured by them. */
const PATIENCE = 20;

/** What a whole GPT made of a token, as Markdown. */
export class ScoreParts {
  constructor(private readonly scores: Scores) {}

  /**
   * @param token of the document
   * @returns what is known now, and what is not known yet where it may take its time
   */
  async soon(
    analysis: Analysis,
    token: number,
  ): Promise<{ now: string[]; later?: Promise<string[]> }> {
    const whole = this.of(analysis, token);
    const now = await soon(whole, PATIENCE);
    return now === undefined ? { now: [], later: whole } : { now };
  }

  private async of(analysis: Analysis, token: number): Promise<string[]> {
    // Where the model cannot be had, the vectors say why.
    const scores = await this.scores.of(analysis, token, token + 1).catch(() => undefined);
    if (scores === undefined) return [];
    try {
      await scores.complete(() => token);
      const score = scores.scoreOf(token);
      return score === undefined ? [] : [await textOf(score, analysis)];
    } catch (error) {
      return [plain(messageOf(error))];
    }
  }
}

async function textOf(score: TokenScore, analysis: Analysis): Promise<string> {
  const { surprisal, rank, context, likeliest } = score;
  const seen =
    context === 1
      ? l10n.t("after the token before it alone")
      : l10n.t("after {0} tokens", formatCount(context));
  const facts = l10n.t(
    "Probability {0}, {1} · surprisal {2}, {3} · {4}",
    `**${probabilityText(probabilityOf(surprisal))}**`,
    rankText(rank),
    natsText(surprisal),
    bitsText(surprisal),
    seen,
  );
  const bytes = await analysis.bytesOf(Uint32Array.from(likeliest, ({ id }) => id));
  const others = likeliest.map(({ id, logProbability }, at) => {
    const label = byteLabel(bytesAt(bytes, at));
    const name = label === "" ? String(id) : codeSpan(shorten(label));
    return `${name} ${probabilityText(Math.exp(logProbability))}`;
  });
  return [facts, l10n.t("Likeliest here: {0}", others.join(" · "))].join("\\\n");
}
