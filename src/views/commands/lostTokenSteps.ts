import * as l10n from "../../shared/base/l10n";
import { commands, window, type Disposable } from "vscode";
import type { Focus } from "../../analysis/focus";
import { formatCount } from "../../shared/base/numbers";
import { coverageProblem } from "../../windows/coverageWords";
import { nextLost } from "../../windows/lostTokens";
import type { TokenUse } from "../../windows/tokenUse";
import { loaderWindows } from "../../windows/loaderWindows";
import { command, say } from "../ui/command";
import { inTurn } from "./inTurn";
import type { TokenCursor, TokenPlace } from "./tokenCursor";

/** From one token that is in no window to the next or the previous one, round the text's ends. */
export function lostTokenSteps(cursor: TokenCursor, focus: Focus): Disposable[] {
  const steps = inTurn((backwards: boolean) => step(cursor, focus, backwards));
  return [
    command("nextLostToken", () => steps(false)),
    command("previousLostToken", () => steps(true)),
  ];
}

/** @returns the token that is selected now; undefined where every token is in a window */
async function step(
  cursor: TokenCursor,
  focus: Focus,
  backwards: boolean,
): Promise<number | undefined> {
  const place = await cursor.place();
  const { tokenCount } = place;
  const use = await useOf(focus, place);
  const { unused, neverInput } = use.of(0, tokenCount);
  if (unused === 0) {
    tellNone(neverInput);
    return undefined;
  }
  const from = await cursor.index(place);
  const token = nextLost(from, { use, tokenCount, kind: "unused" }, backwards) ?? from;
  await cursor.select(place, token);
  const which = formatCount(use.of(0, token + 1).unused);
  say(
    l10n.t(
      "Token {0} is in no window: {1} of {2}.",
      formatCount(token),
      which,
      formatCount(unused),
    ),
  );
  return token;
}

/** @throws with what to change, where there is no window */
async function useOf(focus: Focus, { editor, tokenCount }: TokenPlace): Promise<TokenUse> {
  const { options } = focus.windows;
  const problem = coverageProblem(focus.windows.coverageOf(tokenCount));
  if (problem !== undefined) throw new Error(problem);
  const { document } = editor;
  if (options.shuffle && document === focus.analysis?.document) {
    await focus.windows.shuffledOrder({ ...options, ...loaderWindows(tokenCount, options) });
  }
  const use = focus.windows.useOf({ document, tokenCount });
  if (use === undefined) {
    throw new Error(
      l10n.t(
        "The visualizer is pinned to another text, so it is not known which windows of this one drop_last leaves out of the shuffled order.",
      ),
    );
  }
  return use;
}

/** @param neverInput tokens that are a target only; the last one always is */
function tellNone(neverInput: number): void {
  const configure = l10n.t("Configure Windows…");
  const all =
    neverInput <= 1
      ? l10n.t("Every token is in a window.")
      : l10n.t(
          "Every token is in a window; {0} are never an input, only a target.",
          formatCount(neverInput),
        );
  const how = l10n.t("A stride beyond max_length + 1 loses tokens.");
  void window.showInformationMessage([all, how].join(" "), configure).then((chosen) => {
    if (chosen === configure) void commands.executeCommand("tokenscope.configureWindows");
  });
}
