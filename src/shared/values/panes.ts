/** The parts of the panel that have a page of help each: `docs/panes/NAME.md`. */
export const PANES = ["tokens", "windows", "layer", "vectors", "positions"] as const;

export type Pane = (typeof PANES)[number];
