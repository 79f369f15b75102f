import type { PanelLoader, PanelModel } from "../src/shared/panel";
import { formatCount } from "../src/shared/numbers";
import type { VectorFeed } from "./vectorFeed";

/** What the vectors pane says where it has no vectors, or none of the chosen window. */
export interface VectorsEmpty {
  readonly title: string;
  readonly text: string;
  readonly busy: boolean;
}

/** Undefined where the vectors are there. */
export function vectorsEmpty(
  model: PanelModel,
  { options }: PanelLoader,
  window: number | undefined,
  feed: Pick<VectorFeed, "shown" | "problem">,
): VectorsEmpty | undefined {
  switch (model.kind) {
    case "building":
      return {
        title: `Building ${model.name}…`,
        text: "The vectors appear as soon as its tables are there. Tokens and windows need no model.",
        busy: true,
      };
    case "failed":
      return {
        title: "There is no model, so there are no vectors",
        text: model.message,
        busy: false,
      };
    case "ready":
      break;
  }
  const { contextLength } = model.info;
  if (options.maxLength > contextLength) {
    return {
      title: `The model knows ${formatCount(contextLength)} positions, the window has ${formatCount(options.maxLength)}`,
      text: `Set max_length to ${formatCount(contextLength)} or less to see its vectors.`,
      busy: false,
    };
  }
  if (window === undefined) {
    return { title: "No window, no vectors", text: "", busy: false };
  }
  if (feed.problem !== undefined) {
    return { title: "The vectors could not be computed", text: feed.problem, busy: false };
  }
  if (feed.shown === undefined) {
    return { title: "Computing the vectors…", text: "", busy: true };
  }
  return undefined;
}
