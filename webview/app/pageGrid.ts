import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { px } from "../base/inlineStyle";
import "./pageBorder";
import type { Arrangement, PageLayout } from "./pageLayout";
import type { Border } from "./sectionChoices";

/** The grid's tracks; the loader and the coverage are as high as they are. */
export function tracksOf(
  { arrangement, tokens, windows, pictures, left }: PageLayout,
  short: boolean,
) {
  const rows: Readonly<Record<Arrangement, readonly string[]>> = {
    column: ["auto", "auto", px(tokens), px(short ? 0 : windows), px(pictures)],
    tiny: [px(windows), px(pictures), "auto", "auto", px(tokens)],
    above: ["auto", "auto", px(tokens), px(pictures)],
    beside: ["auto", "auto", px(tokens), px(windows)],
    low: ["auto", "auto", px(windows), px(tokens)],
  };
  const isSplit = arrangement !== "column" && arrangement !== "tiny";
  return {
    "grid-template-rows": rows[arrangement].join(" "),
    "grid-template-columns": isSplit ? `${px(left)} minmax(0, 1fr)` : "minmax(0, 1fr)",
    "--pictures": px(pictures),
  };
}

/** What can be dragged, as far as it lies between two parts that are unfolded. */
export function borders(layout: PageLayout, short: boolean): TemplateResult {
  const { arrangement, folded, tokens, windows, left } = layout;
  const border = (name: Border, area: string, value: number, upright = false): TemplateResult =>
    html`<page-border
      class=${area}
      .border=${name}
      ?upright=${upright}
      .value=${value}
    ></page-border>`;
  const stacked = !short && !folded.tokens && !folded.windows;
  const isSplit = arrangement !== "column" && arrangement !== "tiny";
  return html`${
    arrangement === "column" && !folded.tokens
      ? border("tokens", stacked ? "at-windows" : "at-pictures", tokens)
      : nothing
  }${arrangement === "beside" && stacked ? border("tokens", "at-windows", tokens) : nothing}${
    (arrangement === "column" && !short && !folded.windows) || arrangement === "above"
      ? border("windows", "at-pictures", windows)
      : nothing
  }${arrangement === "low" && stacked ? border("windows", "at-tokens", windows) : nothing}${
    isSplit
      ? border("left", arrangement === "above" ? "at-right" : "at-pictures", left, true)
      : nothing
  }`;
}
