import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { askedModel } from "../../src/shared/protocol/panelState";
import type { PanelModel } from "../../src/shared/protocol/panelState";
import { windowStart } from "../../src/windows/loaderWindows";
import type { HeatCell } from "../base/heatCell";
import "../base/helpButton";
import type { Palette } from "../base/palette";
import "../coverage/coverageStrip";
import { leftOutOfLoader } from "../coverage/leftOutOfLoader";
import { loaderUse } from "../coverage/loaderUse";
import type { Feeds } from "../feeds/feeds";
import type { Pointed } from "../feeds/pointed";
import type { Selection } from "../feeds/selection";
import type { ShownVectors } from "../feeds/vectorFeed";
import "../heat/heatLegend";
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
  readonly vectors: ShownVectors | undefined;
  readonly cross: HeatCell | undefined;
  readonly limit: ChosenLimit | undefined;
  readonly palette: Palette | undefined;
  /** How all heatmaps are drawn. */
  readonly drawing: PictureChoices;
  /** Rises with every answer of the host. */
  readonly arrivals: number;
}

/** The loader, the strip, and all panes beneath them. */
export function panes(view: PanesView): TemplateResult {
  const { document, loader, model, feeds, arrivals, tab } = view;
  const isIds = document.layer !== undefined;
  const info = askedModel(model);
  const { pages } = feeds;
  const { token, window: chosen } = view.selection;
  // A newer order may be on its way, of more windows than are shown.
  const last = loader.samples - 1;
  const window = last < 0 || chosen === undefined ? undefined : Math.min(chosen, last);
  const short = isIds && loader.samples === 0;
  const detailed = tab === "vectors" && feeds.inspector.open !== undefined;
  return html`
    <loader-controls .loader=${loader} .window=${window} .refusal=${view.refusal}></loader-controls>
    <coverage-strip
      ?hidden=${short}
      .tokenCount=${document.tokenCount}
      .loader=${loader}
      .leftOut=${leftOutOfLoader(loader)}
      .windowStart=${window === undefined ? undefined : windowStart(window, loader)}
      .token=${token}
    ></coverage-strip>
    <div class="panes ${short ? "short" : detailed ? "detailed" : ""}">
      <token-pane
        .pages=${pages}
        .tokenCount=${document.tokenCount}
        .length=${document.length}
        .byteLength=${document.byteLength}
        .selected=${token}
        .windowStart=${window === undefined ? undefined : windowStart(window, loader)}
        .windowLength=${loader.options.maxLength}
        .use=${short ? undefined : loaderUse(loader)}
        .frequencies=${feeds.frequencies}
        .finder=${feeds.finder}
        .pointed=${view.pointed}
        .arrivals=${arrivals}
      ></token-pane>
      <window-pane
        .pages=${pages}
        .loader=${loader}
        .window=${window}
        .token=${token}
        .pointed=${view.pointed}
        .arrivals=${arrivals}
      ></window-pane>
      <section class="pictures">
        <div class="bar">
          ${pictureTabs(isIds, tab, view.chooseTab)}
          <help-button .pane=${tab}></help-button>
          <span class="said" role="status">${view.said}</span>
          ${legend(view)}
        </div>
        ${layerPane(view)}
        <vector-pane
          id="vectors"
          role="tabpanel"
          aria-labelledby="vectors-tab"
          ?hidden=${tab !== "vectors"}
          .pages=${pages}
          .shown=${view.vectors}
          .empty=${vectorsEmpty(model, loader, window, feeds.vectors)}
          .limit=${view.limit}
          .palette=${view.palette}
          .drawing=${view.drawing}
          .cross=${view.cross}
          .inspector=${feeds.inspector}
          .pointed=${view.pointed}
          .about=${info === undefined ? document.name : `${document.name} · ${info.name}`}
          .arrivals=${arrivals}
        ></vector-pane>
        <position-pane
          id="positions"
          role="tabpanel"
          aria-labelledby="positions-tab"
          ?hidden=${tab !== "positions"}
          .feed=${feeds.positions}
          .model=${model}
          .active=${tab === "positions"}
          .palette=${view.palette}
          .drawing=${view.drawing}
          .arrivals=${arrivals}
        ></position-pane>
      </section>
    </div>
  `;
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
