import * as l10n from "../../src/shared/base/l10n";
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { askedModel } from "../../src/shared/protocol/panelState";
import type { PanelModel } from "../../src/shared/protocol/panelState";
import { evenSurprisal } from "../../src/shared/values/surprisal";
import { loaderBatch, windowStart } from "../../src/windows/loaderWindows";
import type { HeatCell } from "../base/heatCell";
import "../base/helpButton";
import type { Palette } from "../base/palette";
import { inlineStyle } from "../base/inlineStyle";
import { foldButton } from "../base/sections";
import "../coverage/coverageStrip";
import { leftOutOfLoader } from "../coverage/leftOutOfLoader";
import { loaderUse } from "../coverage/loaderUse";
import type { Feeds } from "../feeds/feeds";
import type { HoveredToken } from "../feeds/hoveredToken";
import type { Selection } from "../feeds/selection";
import type { WindowVectors } from "../feeds/windowVectors";
import "../heat/heatLegend";
import "../heat/pictureOptions";
import type { ChosenLimit } from "../heat/limitChoice";
import { heatLookOf } from "../heat/pictureChoices";
import type { PictureChoices } from "../heat/pictureChoices";
import "../layer/layerPane";
import "../positions/positionPane";
import "../predictions/predictionPane";
import { predictionsEmpty } from "../predictions/predictionsEmpty";
import "../tokens/tokenPane";
import "../vectors/vectorPane";
import { noModel, vectorsEmpty } from "../vectors/vectorsEmpty";
import "../windows/controls";
import "../windows/windowPane";
import { borders, tracksOf } from "./pageGrid";
import type { PageLayout } from "./pageLayout";
import type { PageContent } from "./pageSections";
import { pictureTabs } from "./pictureTabs";
import type { PictureTab, PictureTabs } from "./pictureTabs";
import type { WholeDocument } from "./hostStates";

/** What the panes are made of. */
export interface PanesView extends WholeDocument {
  readonly model: PanelModel;
  readonly selection: Selection;
  /** Why the loader's options are not taken. */
  readonly refusal: string | undefined;
  readonly feeds: Feeds;
  readonly pointed: HoveredToken;
  readonly tab: PictureTab;
  readonly tabs: PictureTabs;
  /** What came of the last wish for a picture. */
  readonly sentence: string;
  /** Whether the person has never seen the marks of the first open. */
  readonly isFirst: boolean;
  /** Where the person is in the editor, while there are heatmaps to mark. */
  readonly editorPlace: string | undefined;
  readonly vectors: WindowVectors | undefined;
  readonly cross: HeatCell | undefined;
  readonly limit: ChosenLimit | undefined;
  readonly palette: Palette | undefined;
  /** Where the parts lie. */
  readonly layout: PageLayout;
  /** How all heatmaps are drawn. */
  readonly drawing: PictureChoices;
}

/** The loader, the strip, and all panes beneath them. */
export function panes(view: PanesView): TemplateResult {
  const { document, loader, model, feeds, tab, layout } = view;
  const { folded, arrangement } = layout;
  const isIds = document.layer !== undefined;
  const info = askedModel(model);
  const { pages } = feeds;
  const { token, window: chosen } = view.selection;
  const window = windowOf(loader, chosen);
  const short = isShort(view);
  const start = window === undefined ? undefined : windowStart(window, loader);
  return html`
    <div class="parts ${arrangement}" ${inlineStyle(tracksOf(layout, short))}>
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
        .documentStarts=${feeds.documentStarts.last?.answer}
        .score=${feeds.predictions.score}
        .even=${evenSurprisal(info?.vocabularySize ?? 2)}
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
      ></window-pane>
      ${borders(layout, short)}
      <section class="pictures ${folded.pictures ? "folded" : ""}">
        <div class="bar">
          ${foldButton("pictures", folded.pictures, "", l10n.t("Pictures"))}
          ${pictureTabs(view.tabs, isIds)}
          <help-button .pane=${tab}></help-button>
          <span class="said" role="status">${view.sentence}</span>
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
          .blocks=${info?.layers === undefined ? undefined : feeds.blocks}
          .pointed=${view.pointed}
          .isFirst=${view.isFirst}
          .editorPlace=${view.editorPlace}
          .about=${info === undefined ? document.name : `${document.name} · ${info.name}`}
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
        ></position-pane>
        <prediction-pane
          id="predictions"
          role="tabpanel"
          aria-labelledby="predictions-tab"
          ?hidden=${tab !== "predictions" || folded.pictures}
          .pages=${pages}
          .predictions=${feeds.predictions}
          .model=${info}
          .empty=${predictionsEmpty(model, loader, window)}
          .token=${token}
          .palette=${view.palette}
          .pointed=${view.pointed}
        ></prediction-pane>
      </section>
    </div>
  `;
}

/** A newer order may be on its way, of more windows than are shown. */
function windowOf({ samples }: WholeDocument["loader"], chosen: number | undefined) {
  return samples === 0 || chosen === undefined ? undefined : Math.min(chosen, samples - 1);
}

/** A list of ids too short for a window. */
const isShort = ({ document, loader }: WholeDocument): boolean =>
  document.layer !== undefined && loader.samples === 0;

/** What the page has to show, for the room that it takes. */
export function contentOf(view: Omit<PanesView, "layout">): PageContent {
  const { loader, tab, feeds, selection } = view;
  const window = windowOf(loader, selection.window);
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

function layerPane(view: PanesView): TemplateResult | typeof nothing {
  const { tab, feeds, model } = view;
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
  ></layer-pane>`;
}

function legend(view: PanesView): TemplateResult | typeof nothing {
  // The positions' limit stands beside their picture, and changes with its switches.
  const limit = view.tab === "vectors" ? view.limit : undefined;
  if (limit === undefined) return nothing;
  return html`<heat-legend
    .limit=${limit}
    .palette=${view.palette}
    .look=${heatLookOf(view.drawing, view.palette)}
  ></heat-legend>`;
}
