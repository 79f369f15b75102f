import * as l10n from "../../src/shared/base/l10n";
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { askedModel } from "../../src/shared/protocol/panelState";
import type { PanelModel } from "../../src/shared/protocol/panelState";
import { loaderBatch, windowStart } from "../../src/windows/loaderWindows";
import type { HeatCell } from "../base/heatCell";
import "../base/helpButton";
import type { Palette } from "../base/palette";
import { placed, px } from "../base/placed";
import { foldButton } from "../base/sections";
import "../coverage/coverageStrip";
import { leftOutOfLoader } from "../coverage/leftOutOfLoader";
import { loaderUse } from "../coverage/loaderUse";
import type { Feeds } from "../feeds/feeds";
import type { Pointed } from "../feeds/pointed";
import type { Selection } from "../feeds/selection";
import type { ShownVectors } from "../feeds/vectorFeed";
import "../heat/heatLegend";
import "../heat/pictureOptions";
import type { ChosenLimit } from "../heat/limitChoice";
import { drawnBy } from "../heat/pictureChoices";
import type { PictureChoices } from "../heat/pictureChoices";
import "../layer/layerPane";
import "../positions/positionPane";
import "../tokens/tokenPane";
import "../vectors/vectorPane";
import { noModel, vectorsEmpty } from "../vectors/vectorsEmpty";
import "../windows/controls";
import "../windows/windowPane";
import "./pageBorder";
import type { Arrangement, Border, PageLayout } from "./pageLayout";
import type { PageContent } from "./pageSections";
import { pictureTabs } from "./pictureTabs";
import type { PictureTab } from "./pictureTabs";
import type { ShownDocument } from "./wishes";

/** What the panes are made of. */
export interface PanesView extends ShownDocument {
  readonly model: PanelModel;
  readonly selection: Selection;
  /** Why the loader's options are not taken. */
  readonly refusal: string | undefined;
  readonly feeds: Feeds;
  readonly pointed: Pointed;
  readonly tab: PictureTab;
  readonly chooseTab: (tab: PictureTab) => void;
  /** What came of the last wish for a picture. */
  readonly said: string;
  /** Whether the heatmaps have the marks of the first open. */
  readonly areMarked: boolean;
  readonly vectors: ShownVectors | undefined;
  readonly cross: HeatCell | undefined;
  readonly limit: ChosenLimit | undefined;
  readonly palette: Palette | undefined;
  /** Where the parts lie. */
  readonly layout: PageLayout;
  /** How all heatmaps are drawn. */
  readonly drawing: PictureChoices;
  /** Rises with every answer of the host. */
  readonly arrivals: number;
}

/** The loader, the strip, and all panes beneath them. */
export function panes(view: PanesView): TemplateResult {
  const { document, loader, model, feeds, arrivals, tab, layout } = view;
  const { folded, arrangement } = layout;
  const isIds = document.layer !== undefined;
  const info = askedModel(model);
  const { pages } = feeds;
  const { token, window: chosen } = view.selection;
  const window = shownWindow(loader, chosen);
  const short = isShort(view);
  const start = window === undefined ? undefined : windowStart(window, loader);
  return html`
    <div class="parts ${arrangement}" ${placed(tracksOf(layout, short))}>
      <loader-controls
        .loader=${loader}
        .refusal=${view.refusal}
        .folded=${folded.loader}
      ></loader-controls>
      <coverage-strip
        ?hidden=${short}
        .tokenCount=${document.tokenCount}
        .loader=${loader}
        .leftOut=${leftOutOfLoader(loader)}
        .window=${window}
        .windowStart=${start}
        .token=${token}
        .folded=${folded.coverage}
      ></coverage-strip>
      <token-pane
        .pages=${pages}
        .tokenCount=${document.tokenCount}
        .length=${document.length}
        .byteLength=${document.byteLength}
        .selected=${token}
        .windowStart=${start}
        .windowLength=${loader.options.maxLength}
        .use=${short ? undefined : loaderUse(loader)}
        .frequencies=${feeds.frequencies}
        .finder=${feeds.finder}
        .pointed=${view.pointed}
        .folded=${folded.tokens}
        .arrivals=${arrivals}
      ></token-pane>
      <window-pane
        ?hidden=${short}
        .pages=${pages}
        .loader=${loader}
        .window=${window}
        .token=${token}
        .pointed=${view.pointed}
        .folded=${folded.windows}
        ?bare=${arrangement === "tiny"}
        .arrivals=${arrivals}
      ></window-pane>
      ${borders(layout, short)}
      <section class="pictures ${folded.pictures ? "folded" : ""}">
        <div class="bar">
          ${foldButton("pictures", folded.pictures, "", l10n.t("Pictures"))}
          ${pictureTabs(isIds, tab, view.chooseTab)}
          <help-button .pane=${tab}></help-button>
          <span class="said" role="status">${view.said}</span>
          ${legend(view)}
          <picture-options .choices=${view.drawing}></picture-options>
        </div>
        ${folded.pictures ? nothing : layerPane(view)}
        <vector-pane
          id="vectors"
          role="tabpanel"
          aria-labelledby="vectors-tab"
          ?hidden=${tab !== "vectors" || folded.pictures}
          ?stacked=${layout.stacked}
          .pages=${pages}
          .shown=${view.vectors}
          .empty=${vectorsEmpty(model, loader, window, feeds.vectors)}
          .limit=${view.limit}
          .palette=${view.palette}
          .drawing=${view.drawing}
          .cross=${view.cross}
          .inspector=${feeds.inspector}
          .pointed=${view.pointed}
          .areMarked=${view.areMarked}
          .about=${info === undefined ? document.name : `${document.name} · ${info.name}`}
          .arrivals=${arrivals}
        ></vector-pane>
        <position-pane
          id="positions"
          role="tabpanel"
          aria-labelledby="positions-tab"
          ?hidden=${tab !== "positions" || folded.pictures}
          .feed=${feeds.positions}
          .model=${model}
          .active=${tab === "positions" && !folded.pictures}
          .palette=${view.palette}
          .drawing=${view.drawing}
          .arrivals=${arrivals}
        ></position-pane>
      </section>
    </div>
  `;
}

/** A newer order may be on its way, of more windows than are shown. */
function shownWindow({ samples }: ShownDocument["loader"], chosen: number | undefined) {
  return samples === 0 || chosen === undefined ? undefined : Math.min(chosen, samples - 1);
}

/** A list of ids too short for a window. */
const isShort = ({ document, loader }: ShownDocument): boolean =>
  document.layer !== undefined && loader.samples === 0;

/** What the page has to show, for the room that it takes. */
export function contentOf(view: Omit<PanesView, "layout">): PageContent {
  const { loader, tab, feeds, selection } = view;
  const window = shownWindow(loader, selection.window);
  const batch = window === undefined ? undefined : loaderBatch(window, loader);
  return {
    // Where there is no window a sentence stands in place of the heatmaps.
    rows: tab !== "vectors" ? undefined : batch === undefined ? 1 : loader.options.maxLength,
    isLayer: tab === "layer",
    windows: batch === undefined ? 1 : batch.end - batch.first,
    detailed: tab === "vectors" && feeds.inspector.open !== undefined,
    absent: isShort(view) ? ["coverage", "windows"] : [],
  };
}

/** The grid's tracks; the loader and the coverage are as high as they are. */
function tracksOf({ arrangement, tokens, windows, pictures, left }: PageLayout, short: boolean) {
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
function borders(layout: PageLayout, short: boolean): TemplateResult {
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

function layerPane(view: PanesView): TemplateResult | typeof nothing {
  const { tab, feeds, model, arrivals } = view;
  const { layer } = view.document;
  if (layer === undefined) return nothing;
  return html`<layer-pane
    id="layer"
    role="tabpanel"
    aria-labelledby="layer-tab"
    ?hidden=${tab !== "layer"}
    .feed=${feeds.layer}
    .empty=${noModel(model)}
    .palette=${view.palette}
    .pointed=${view.pointed}
    .token=${view.selection.token}
    .isToy=${layer.isToy}
    .arrivals=${arrivals}
  ></layer-pane>`;
}

function legend(view: PanesView): TemplateResult | typeof nothing {
  // The positions' limit stands beside their picture, and changes with its switches.
  const limit = view.tab === "vectors" ? view.limit : undefined;
  if (limit === undefined) return nothing;
  return html`<heat-legend
    .limit=${limit}
    .palette=${view.palette}
    .look=${drawnBy(view.drawing, view.palette)}
  ></heat-legend>`;
}
