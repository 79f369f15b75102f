import * as l10n from "../../shared/base/l10n";
import { fixed } from "../../shared/base/fixed";
import { formatCount } from "../../shared/base/numbers";
import { visible } from "../../shared/base/tokenLabel";
import type { ChosenToken } from "../../shared/values/merges";
import {
  tokensOfChoice,
  type Candidate,
  type MergeChoice,
  type PieceChoice,
  type PlacedToken,
  type TokenChoice,
} from "../../shared/values/pieceChoice";
import { codeCell, codeSpan } from "../../shared/base/markdown";
import { shorten, table } from "../ui/markdown";

/** Rows shown before the rest is left out. */
const MOST_SHOWN = 10;
/** Tokens of a piece that its sentence names. */
const MOST_NAMED = 6;

/** How a token of a piece came to be chosen, as Markdown: a sentence, and what else fitted. */
export function choiceSteps(token: ChosenToken): string[] {
  const { choice } = token;
  switch (choice.kind) {
    case "WordPiece":
      return wordPiece(token, choice);
    case "WordLevel":
      return [wordLevel(choice)];
    case "Unigram":
      return unigram(token, choice);
    case "BPE":
      return mergeLines(token, choice);
  }
}

function wordPiece(chosen: ChosenToken, choice: TokenChoice): string[] {
  const tokens = tokensOfChoice(choice);
  const word = pieceOf(choice);
  if (tokens === undefined) {
    return [l10n.t("The word {0} is unknown as a whole: no row of tokens makes all of it.", word)];
  }
  const own = tokens[chosen.at];
  const fitting = choice.candidates.filter(({ start }) => start === own?.start);
  const sentence =
    tokens.length === 1
      ? l10n.t("The word {0} is a token: the longest that fits is taken.", word)
      : l10n.t(
          "The word {0} is cut to {1} tokens, each the longest that fits: {2}",
          word,
          formatCount(tokens.length),
          labelList(chosen, tokens),
        );
  const rows = fitting
    .slice(0, MOST_SHOWN)
    .map((each) => [codeCell(labelOf(chosen, each)), idOf(each)]);
  if (rows.length < 2) return [sentence];
  return [sentence, table([l10n.t("fits here"), l10n.t("id")], rows, ["left", "right"])];
}

function wordLevel(choice: TokenChoice): string {
  return choice.isUnknown
    ? l10n.t("The word {0} is in no vocabulary: words are looked up whole.", pieceOf(choice))
    : l10n.t("The word {0} is a token: words are looked up whole.", pieceOf(choice));
}

function unigram(chosen: ChosenToken, choice: TokenChoice): string[] {
  const tokens = tokensOfChoice(choice) ?? [];
  const end = tokens[chosen.at]?.end;
  const sum = choice.candidates.findLast(({ isChosen }) => isChosen)?.sum ?? 0;
  const sentence = l10n.t(
    "Of all ways to cut the piece {0} this one has the highest sum of scores, {1}: {2}",
    pieceOf(choice),
    fixed(sum),
    labelList(chosen, tokens),
  );
  const rows = choice.candidates
    .filter((each) => each.end === end)
    .sort((a, b) => (b.sum ?? 0) - (a.sum ?? 0))
    .slice(0, MOST_SHOWN)
    .map((each) => [
      codeCell(labelOf(chosen, each)),
      fixed(each.score ?? 0),
      fixed(each.sum ?? 0),
      idOf(each),
    ]);
  const head = [l10n.t("ends here"), l10n.t("score"), l10n.t("sum up to here"), l10n.t("id")];
  return [sentence, table(head, rows, ["left", "right", "right", "right"])];
}

function mergeLines(chosen: ChosenToken, choice: MergeChoice): string[] {
  const piece = pieceOf(choice);
  const tokens = tokensOfChoice(choice);
  if (tokens === undefined) {
    return [
      l10n.t(
        "The piece {0} is a token and is taken as it is, whatever merges would come to.",
        piece,
      ),
    ];
  }
  if (choice.merges.length === 0) {
    return [l10n.t("The piece {0} stays as it is: no merge joins any of it.", piece)];
  }
  const sentence =
    tokens.length === 1
      ? l10n.t("The piece {0} is merged to one token.", piece)
      : l10n.t(
          "The piece {0} is merged to {1} tokens: {2}",
          piece,
          formatCount(tokens.length),
          labelList(chosen, tokens),
        );
  const own = tokens[chosen.at];
  const left = [...choice.symbols];
  const steps = choice.merges.map(({ at, id, rank }, step) => {
    const [first, second] = [left[at] as PlacedToken, left[at + 1] as PlacedToken];
    const made = { id, start: first.start, end: second.end };
    left.splice(at, 2, made);
    return { step, first, second, made, rank };
  });
  const leading = steps.filter(
    ({ made }) => own !== undefined && made.start >= own.start && made.end <= own.end,
  );
  const shown = (steps.length <= MOST_SHOWN ? steps : leading).slice(-MOST_SHOWN);
  const rows = shown.map(({ step, first, second, made, rank }) => [
    formatCount(step + 1),
    `${codeCell(labelOf(chosen, first))} + ${codeCell(labelOf(chosen, second))}`,
    codeCell(labelOf(chosen, made)),
    made.id === own?.id && made.start === own.start ? `**${made.id}**` : String(made.id),
    String(rank),
  ]);
  const head = [l10n.t("step"), l10n.t("merged"), l10n.t("gives"), l10n.t("id"), l10n.t("rank")];
  const parts = [sentence, table(head, rows, ["right", "left", "left", "right", "right"])];
  if (shown.length === steps.length) return parts;
  const leftOut = l10n.t(
    "{0} of the piece's {1} merges: the last that lead to this token.",
    formatCount(shown.length),
    formatCount(steps.length),
  );
  return [...(rows.length === 0 ? [sentence] : parts), leftOut];
}

function pieceOf({ text }: PieceChoice): string {
  return codeSpan(shorten(visible(text)));
}

function labelList(chosen: ChosenToken, tokens: readonly PlacedToken[]): string {
  const first = tokens.slice(0, MOST_NAMED).map((each) => codeSpan(labelOf(chosen, each)));
  return tokens.length > MOST_NAMED ? `${first.join(" ")} …` : first.join(" ");
}

/** As the vocabulary writes it; characters that are unknown as they stand. */
function labelOf({ choice, labels }: ChosenToken, token: PlacedToken): string {
  const isUnknown = "isUnknown" in token && token.isUnknown === true;
  const own = isUnknown ? undefined : labels[token.id];
  return shorten(own ?? visible(choice.text.slice(token.start, token.end)));
}

function idOf({ id, isChosen }: Candidate): string {
  return isChosen ? `**${id}**` : String(id);
}
