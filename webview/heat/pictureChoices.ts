import * as l10n from "../../src/shared/base/l10n";
import * as v from "valibot";
import type { PaletteName } from "../../src/shared/values/diverging";
import { TO_THE_PAGE } from "../base/paneEvents";
import { memo } from "../base/memo";
import { recall, remember } from "../host/pageState";
import type { LimitChoice } from "./limitChoice";
import type { Palette } from "../base/palette";
import type { Summary } from "./pyramid";

/** How all heatmaps of the page are drawn. */
export interface PictureChoices {
  readonly palette: PaletteName;
  readonly limit: LimitChoice;
  /** What a pixel shows of several cells. */
  readonly summary: Summary;
  /** "auto": in high contrast. */
  readonly signs: Signs;
}

export type Signs = "auto" | "on" | "off";

/** How pictures are drawn was chosen anew, for all of them. */
export class PicturesEvent extends Event {
  static readonly type = "tokenscope-pictures";
  constructor(readonly change: Partial<PictureChoices>) {
    super(PicturesEvent.type, TO_THE_PAGE);
  }
}

export const FIRST_PICTURES: PictureChoices = {
  palette: "blueOrange",
  limit: "p99",
  summary: "extremes",
  signs: "auto",
};

interface Option<T extends string> {
  readonly value: T;
  readonly title: () => string;
}

export const PALETTE_OPTIONS: readonly Option<PaletteName>[] = [
  { value: "blueOrange", title: () => l10n.t("blue – orange") },
  { value: "blueYellow", title: () => l10n.t("blue – yellow") },
];

export const LIMIT_OPTIONS: readonly Option<LimitChoice>[] = [
  { value: "p95", title: () => "p95" },
  { value: "p99", title: () => "p99" },
  { value: "p99.9", title: () => "p99.9" },
  { value: "max", title: () => "max" },
  { value: "row", title: () => l10n.t("each row") },
  { value: "dimension", title: () => l10n.t("each dimension") },
];

export const SUMMARY_OPTIONS: readonly Option<Summary>[] = [
  { value: "extremes", title: () => l10n.t("extreme") },
  { value: "mean", title: () => l10n.t("mean |x|") },
];

export const SIGN_OPTIONS: readonly Option<Signs>[] = [
  { value: "auto", title: () => l10n.t("in high contrast") },
  { value: "on", title: () => l10n.t("drawn") },
  { value: "off", title: () => l10n.t("by color") },
];

/** What of the choices heatmaps and their legend draw by, the same object for the same choices. */
export const heatLookOf = memo(
  ({ summary, signs }: PictureChoices, palette: Palette | undefined) => ({
    summary,
    signs: signs === "on" || (signs === "auto" && palette?.highContrast === true),
  }),
);

const one = <T extends string>(options: readonly Option<T>[], otherwise: T) =>
  v.fallback(v.picklist(options.map(({ value }) => value)), otherwise);

/** What is missing or unknown, as from another version, falls back alone. */
const schema = v.object({
  palette: one(PALETTE_OPTIONS, FIRST_PICTURES.palette),
  limit: one(LIMIT_OPTIONS, FIRST_PICTURES.limit),
  summary: one(SUMMARY_OPTIONS, FIRST_PICTURES.summary),
  signs: one(SIGN_OPTIONS, FIRST_PICTURES.signs),
});

/** The choices as they were before the page was made anew. */
export const recallPictures = (): PictureChoices => recall("pictures", schema) ?? FIRST_PICTURES;

export const rememberPictures = (pictures: PictureChoices): void => {
  remember("pictures", pictures);
};

declare global {
  interface HTMLElementEventMap {
    [PicturesEvent.type]: PicturesEvent;
  }
}
