import * as l10n from "../base/l10n";

/**
 * The parts of the panel that have a page of help each, `docs/panes/NAME.md`: what its button says,
 * which there are several of, and of those that are tabs, in their order, title and tooltip.
 */
export const PANE_TEXTS = {
  tokens: { help: () => l10n.t("Help on tokens") },
  windows: { help: () => l10n.t("Help on windows and coverage") },
  layer: {
    help: () => l10n.t("Help on the layer"),
    tab: () => l10n.t("Layer"),
    about: () => l10n.t("The embedding layer's table, and the rows of the list's ids"),
  },
  vectors: {
    help: () => l10n.t("Help on vectors"),
    tab: () => l10n.t("Vectors"),
    about: () => l10n.t("Token vectors + position vectors = input vectors of the chosen window"),
  },
  positions: {
    help: () => l10n.t("Help on positions"),
    tab: () => l10n.t("Positions"),
    about: () => l10n.t("The table of position vectors, and other kinds of positions beside it"),
  },
  predictions: {
    help: () => l10n.t("Help on predictions"),
    tab: () => l10n.t("Predictions"),
    about: () => l10n.t("What a whole GPT expects next at each position of the chosen window"),
  },
} as const satisfies Readonly<
  Record<
    string,
    { readonly help: () => string; readonly tab?: () => string; readonly about?: () => string }
  >
>;

export type Pane = keyof typeof PANE_TEXTS;
export const PANES = Object.keys(PANE_TEXTS) as Pane[];

/** Panes of which one at a time is shown. */
export type Tab = {
  [P in Pane]: (typeof PANE_TEXTS)[P] extends { readonly tab: unknown } ? P : never;
}[Pane];
export const TABS = PANES.filter((pane): pane is Tab => "tab" in PANE_TEXTS[pane]);
