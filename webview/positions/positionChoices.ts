import * as l10n from "../../src/shared/base/l10n";
import * as v from "valibot";
import { askedModel } from "../../src/shared/protocol/panelState";
import type { PanelModel } from "../../src/shared/protocol/panelState";
import { recall, remember } from "../host/pageState";
import type { Scaling } from "./arrangement";
import type { DimensionOrder } from "./dimensionStats";
import type { Source } from "./positionRows";

export type Picture = "values" | "cosines" | "pca" | "norms" | "curves";

/** What a person chose to see of the positions. */
export interface PositionChoices {
  readonly source: Source;
  readonly picture: Picture;
  readonly scaling: Scaling;
  readonly order: DimensionOrder;
  /** Whether the same rows in a random order stand beside. */
  readonly baseline: boolean;
  /** The kind of positions that stands beside; undefined for none. */
  readonly compared?: Source | undefined;
  /** Whether the example of each kind is shown. */
  readonly example?: boolean | undefined;
}

const FIRST_CHOICES: PositionChoices = {
  source: "learned",
  picture: "values",
  scaling: "stored",
  order: "index",
  baseline: false,
};

interface NamedChoice<T> {
  readonly value: T;
  readonly title: () => string;
}

export const SOURCES: readonly NamedChoice<Source>[] = [
  { value: "learned", title: () => l10n.t("learned, the model’s") },
  { value: "gpt2", title: () => l10n.t("learned, GPT-2’s own") },
  { value: "sinusoidal", title: () => l10n.t("sinusoidal") },
  { value: "rotary", title: () => l10n.t("rotary (RoPE)") },
  { value: "alibi", title: () => "ALiBi" },
];

export const SCALINGS: readonly NamedChoice<Scaling>[] = [
  { value: "stored", title: () => l10n.t("as stored") },
  { value: "centered", title: () => l10n.t("centered") },
  { value: "standardized", title: () => l10n.t("standardized") },
];

export const ORDERS: readonly NamedChoice<DimensionOrder>[] = [
  { value: "index", title: () => l10n.t("by index") },
  { value: "variance", title: () => l10n.t("by variance") },
  { value: "signChanges", title: () => l10n.t("by sign changes") },
];

interface PictureName extends NamedChoice<Picture> {
  readonly about: () => string;
}

const PICTURES: readonly PictureName[] = [
  {
    value: "values",
    title: () => l10n.t("Heatmap"),
    about: () => l10n.t("All values: a row is a position, a column a dimension"),
  },
  {
    value: "cosines",
    title: () => l10n.t("Cosines"),
    about: () => l10n.t("How alike the vectors of any two positions are, from −1 to 1"),
  },
  {
    value: "pca",
    title: () => l10n.t("PCA"),
    about: () => l10n.t("All positions in their three strongest directions; GPT-2’s are a helix"),
  },
  {
    value: "norms",
    title: () => l10n.t("Norms"),
    about: () => l10n.t("The length of each position’s vector"),
  },
  {
    value: "curves",
    title: () => l10n.t("Curves"),
    about: () =>
      l10n.t("One dimension along all positions; the field beside the heading chooses which"),
  },
];

const one = <T extends string>(options: readonly NamedChoice<T>[]) =>
  v.picklist(options.map(({ value }) => value));

const schema = v.object({
  source: one(SOURCES),
  picture: one(PICTURES),
  scaling: one(SCALINGS),
  order: one(ORDERS),
  baseline: v.boolean(),
  compared: v.optional(one(SOURCES)),
  example: v.optional(v.boolean()),
});

/** The choices as they were before the page was made anew. */
export const recallChoices = (): PositionChoices => recall("positions", schema) ?? FIRST_CHOICES;

export function rememberChoices(choices: PositionChoices): void {
  remember("positions", choices);
}

/** Positions by distance have no rows to compare: only their values can be shown. */
export const isRelative = (source: Source): boolean => source === "rotary" || source === "alibi";

/** What can be shown of the choices where GPT-2's own table is not to be had. */
export function withoutGpt2(choices: PositionChoices): PositionChoices {
  const { source, compared } = choices;
  return {
    ...choices,
    source: source === "gpt2" ? "learned" : source,
    compared: compared === "gpt2" ? undefined : compared,
  };
}

/** The kinds whose pictures stand beside each other: the chosen one first. */
export function sourcesOf({ source, compared }: PositionChoices): readonly Source[] {
  return compared === undefined || compared === source ? [source] : [source, compared];
}

/**
 * The kinds that can be shown: GPT-2's own where they are here, and are not the model's.
 * @param choices as far as they can be shown
 */
export function sourcesFor(
  choices: PositionChoices,
  {
    feed,
    model,
  }: {
    readonly feed: { readonly hasGpt2: boolean } | undefined;
    readonly model: PanelModel | undefined;
  },
): readonly Source[] {
  const all = SOURCES.map(({ value }) => value);
  const isTwice = model !== undefined && askedModel(model)?.source === "gpt2";
  const isLeftOut = feed?.hasGpt2 !== true || (isTwice && !sourcesOf(choices).includes("gpt2"));
  return isLeftOut ? all.filter((source) => source !== "gpt2") : all;
}

/** The pictures that all of the kinds have. */
export function picturesOf(sources: readonly Source[]): readonly PictureName[] {
  return sources.some(isRelative)
    ? PICTURES.filter(({ value }) => value === "values" || value === "curves")
    : PICTURES;
}

/** The picture that is shown: the one chosen, unless a kind that is shown has none such. */
export function pictureOf(choices: PositionChoices): Picture {
  const { picture } = choices;
  return picturesOf(sourcesOf(choices)).some(({ value }) => value === picture) ? picture : "values";
}

/** Whether the picture shows values of dimensions, which can be scaled and ordered. */
export function showsDimensions(choices: PositionChoices): boolean {
  const picture = pictureOf(choices);
  const isAbsolute = sourcesOf(choices).some((source) => !isRelative(source));
  return isAbsolute && (picture === "values" || picture === "curves");
}
