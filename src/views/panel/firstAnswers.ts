import type { FirstAnswer } from "../../shared/protocol/firstSight";
import { TOKEN_PAGE } from "../../shared/protocol/firstSight";
import type { PanelHost } from "../../shared/protocol/panel";
import { askedModel, type PanelState } from "../../shared/protocol/panelState";

/** Values of a table that may stand in the page: those of larger windows are asked for by it. */
const MOST_VALUES = 1 << 14;

type Host = Pick<PanelHost, "tokens" | "vectors" | "positionVectors">;

/** Answers to what the page is going to ask for when it shows this state. */
export async function firstAnswers(
  host: Host,
  { document, loader, model, token = 0, window }: PanelState,
): Promise<FirstAnswer[]> {
  if (document.kind !== "ready") return [];
  const { version, tokenCount } = document;
  const { maxLength, stride, shuffle } = loader.options;
  const answers: Promise<FirstAnswer | undefined>[] = [];
  // Where windows are shuffled the page asks for their order first.
  const start = window === undefined || shuffle ? undefined : window * stride;
  const shown = [token, ...(start === undefined ? [] : [start, start + maxLength])];
  const pages = new Set(shown.map((each) => Math.floor(each / TOKEN_PAGE)));
  for (const page of pages) {
    const from = page * TOKEN_PAGE;
    if (from >= tokenCount) continue;
    const args = [version, from, Math.min(from + TOKEN_PAGE, tokenCount)] as const;
    answers.push(
      host.tokens(...args).then((answer) => answer && { method: "tokens", args, answer }),
    );
  }
  const info = askedModel(model);
  if (info !== undefined && start !== undefined && maxLength * info.dimensions <= MOST_VALUES) {
    const args = [version, start, start + maxLength] as const;
    answers.push(
      host.vectors(...args).then((answer) => answer && { method: "vectors", args, answer }),
      host
        .positionVectors(maxLength)
        .then((answer) => ({ method: "positionVectors", args: [maxLength], answer })),
    );
  }
  const answered = await Promise.allSettled(answers);
  // What cannot be had now, the page asks for, and tells why it gets none.
  return answered.flatMap((each) =>
    each.status === "fulfilled" && each.value !== undefined ? [each.value] : [],
  );
}
