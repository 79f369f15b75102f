import type { Focus } from "../../analysis/focus";
import { ofRevision } from "../../analysis/ofRevision";
import type { PanelHost } from "../../shared/protocol/panel";

/** Tokens in one answer: a page pulls what is visible, not a document. */
const MOST_TOKENS = 8192;

type DocumentAnswers = Pick<
  PanelHost,
  "tokens" | "frequencies" | "documentStarts" | "find" | "order"
>;

/** What the page asks of the document that is looked at. */
export function documentAnswers(focus: Focus): DocumentAnswers {
  const upTo = (from: number, to: number): number => Math.min(to, from + MOST_TOKENS);
  return {
    tokens: (version, from, to) =>
      ofRevision(focus.analysis, version, ({ call }) => call.slice(from, upTo(from, to))),
    frequencies: (version, from, to) =>
      ofRevision(focus.analysis, version, ({ call }) => call.frequencies(from, upTo(from, to))),
    documentStarts: (version) =>
      ofRevision(focus.analysis, version, ({ call }) => call.documentStarts()),
    find: (version, sought, from) =>
      ofRevision(focus.analysis, version, (analysis) => analysis.find(sought, from)),
    order: async (samples, seed, epoch) => {
      const drawn = await focus.windows.shuffledOrder({ samples, seed, epoch });
      return drawn?.order;
    },
  };
}
