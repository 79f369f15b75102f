import * as v from "valibot";
import type { Section } from "../base/sections";

/** Borders that are dragged, by what lies before them. */
export type Border = "tokens" | "windows" | "left";

/** What a person chose of the page's parts; what is undefined follows the room there is. */
export interface SectionChoices {
  readonly folded: Partial<Record<Section, boolean>>;
  /** CSS pixels; of `left`, the width of what lies left of a border that goes from top to bottom. */
  readonly sizes: Partial<Record<Border, number>>;
}

export const NO_CHOICES: SectionChoices = { folded: {}, sizes: {} };

const perSection = v.exactOptional(v.boolean());
const size = v.exactOptional(v.pipe(v.number(), v.finite(), v.minValue(0)));
export const sectionChoicesSchema = v.object({
  folded: v.object({
    loader: perSection,
    coverage: perSection,
    tokens: perSection,
    windows: perSection,
    pictures: perSection,
  }),
  sizes: v.object({ tokens: size, windows: size, left: size }),
});
