import "../host/strings";
import "@vscode-elements/elements/dist/vscode-progress-ring/index.js";
import * as l10n from "../../src/shared/base/l10n";
import { html, LitElement, nothing } from "lit";
import type { TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { MOST_PRINTED } from "../../src/shared/values/layer";
import type { PanelHost } from "../../src/shared/protocol/panel";
import { messageOf } from "../../src/shared/base/rpc";
import type { Remote } from "../../src/shared/base/rpc";
import "../windows/controls";
import "../coverage/coverageStrip";
import { leftOutOfLoader } from "../coverage/leftOutOfLoader";
import {
  ChangeLayerEvent,
  ChooseEvent,
  CopyBatchEvent,
  HelpEvent,
  LoaderEvent,
  PointEvent,
} from "../base/events";
import { Feeds } from "../feeds/feeds";
import { header } from "./header";
import "../base/helpButton";
import type { HeatCell } from "../base/heatCell";
import { PicturesEvent } from "../heat/events";
import "../heat/heatLegend";
import { chosenLimit } from "../heat/limitChoice";
import type { ChosenLimit, LimitChoice } from "../heat/limitChoice";
import type { Palette } from "../base/palette";
import { drawnBy, recallPictures, rememberPictures } from "../heat/pictureChoices";
import type { PictureChoices } from "../heat/pictureChoices";
import { connect } from "../host/host";
import "../layer/layerPane";
import { warn } from "../base/log";
import { documentNotice } from "./documentNotice";
import { notice } from "../base/notice";
import "../positions/positionPane";
import { remember } from "../host/pageState";
import { remembered } from "../base/remembered";
import { panelStyles } from "./panelStyles";
import { ChosenTabs, pictureTabs } from "./pictureTabs";
import type { PictureTab } from "./pictureTabs";
import { pinButton } from "./pinButton";
import { Pointed, PointTeller } from "../feeds/pointed";
import { CodeEvent } from "../save/codeButton";
import { PictureEvent } from "../save/picture";
import { watchCopying } from "../save/pictureKeys";
import { PictureSaver } from "../save/pictureSaver";
import { afterChoice, afterShow, NOTHING } from "../feeds/selection";
import type { Selection } from "../feeds/selection";
import { stoppedNote } from "../vectors/stoppedNote";
import { pageStyles } from "../base/styles";
import { themePalette, watchTheme } from "../base/theme";
import { viewAt } from "../tokens/tokenCell";
import "../tokens/tokenPane";
import { noModel, vectorsEmpty } from "../vectors/vectorsEmpty";
import type { ShownVectors } from "../feeds/vectorFeed";
import "../vectors/vectorPane";
import type { LookedAt } from "../feeds/inspector";
import "../windows/windowPane";
import { windowStart } from "../../src/windows/loaderWindows";
import type { OrderedLoader } from "../feeds/orderedLoader";
import { askedModel } from "../../src/shared/protocol/panelState";
import type { PanelDocument, PanelModel, PanelState } from "../../src/shared/protocol/panelState";

type ReadyDocument = Extract<PanelDocument, { kind: "ready" }>;

/** What the panes show: the last whole state of a document, kept while a newer one is made. */
interface Shown {
  readonly document: ReadyDocument;
  readonly loader: OrderedLoader;
}

/** The page: takes the host's snapshots, holds the one selection, and wires the panes. */
@customElement("tokenscope-panel")
export class TokenscopePanel extends LitElement {
  @state() private told: PanelState | undefined;
  @state() private shown: Shown | undefined;
  @state() private selection: Selection = NOTHING;
  @state() private dimension = 0;
  /** Row of the window that is looked at, where it is not the chosen token's. */
  @state() private row: number | undefined;
  @state() private palette: Palette | undefined;
  /** How all heatmaps are drawn. */
  @state() private drawing: PictureChoices = recallPictures();
  @state() private arrivals = 0;
  @state() private refusal: string | undefined;
  private host: Remote<PanelHost> | undefined;
  private unwatch: (() => void) | undefined;
  private uncopy: (() => void) | undefined;

  private readonly feeds = new Feeds(() => this.remote, {
    arrived: () => {
      this.arrivals++;
    },
    ordered: () => {
      this.settle();
    },
    found: (index) => {
      this.onChoose(new ChooseEvent({ kind: "token", index }, true));
    },
  });
  private readonly pointed = new Pointed();
  private readonly teller = new PointTeller(this.pointed, (token) => this.tellPointed(token));
  private readonly tabs = new ChosenTabs();
  private readonly limitOf = remembered(
    ({ vectors }: ShownVectors, choice: LimitChoice): ChosenLimit =>
      chosenLimit([vectors.token, vectors.position, vectors.input], vectors.shape[2], choice),
  );
  private readonly saver = new PictureSaver(
    () => this.remote,
    () => {
      this.requestUpdate();
    },
  );

  static override readonly styles = panelStyles;

  override connectedCallback(): void {
    super.connectedCallback();
    this.takeColours();
    this.unwatch = watchTheme(this.takeColours);
    this.addEventListener(ChooseEvent.type, this.onChoose as EventListener);
    this.addEventListener(PointEvent.type, this.onPoint as EventListener);
    this.addEventListener(LoaderEvent.type, this.onLoader as EventListener);
    this.addEventListener(CopyBatchEvent.type, this.onCopyBatch as EventListener);
    this.addEventListener(ChangeLayerEvent.type, this.onChangeLayer);
    this.addEventListener(HelpEvent.type, this.onHelp as EventListener);
    this.addEventListener(PicturesEvent.type, this.onPictures as EventListener);
    this.addEventListener(PictureEvent.type, this.onPicture as EventListener);
    this.addEventListener(CodeEvent.type, this.onCode as EventListener);
    this.uncopy = watchCopying();
    // Before whoever takes the gesture, which may be another wish.
    this.addEventListener("pointerdown", this.goOn, true);
    this.addEventListener("keydown", this.goOn, true);
    this.send(this.remote.ready());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unwatch?.();
    this.uncopy?.();
  }

  /** VS Code hands out its channel once. */
  private get remote(): Remote<PanelHost> {
    return (this.host ??= connect({ show: (told) => this.show(told) }));
  }

  private show(told: PanelState): void {
    const selection = afterShow(this.selection, this.told, told);
    const { token, window } = this.selection;
    if (selection.token !== token || selection.window !== window) this.row = undefined;
    this.selection = selection;
    if (isOther(this.told, told)) this.saver.forget();
    // VS Code hands it to the extension when it restores the panel.
    if (this.told?.pinnedTo !== told.pinnedTo) remember("pinnedTo", told.pinnedTo);
    this.told = told;
    this.refusal = undefined;
    this.feeds.orders.retry();
    this.settle();
  }

  /** Shows what was told last, as soon as the order of its windows is there. */
  private settle(): void {
    if (this.told === undefined) return;
    const { document, loader } = this.told;
    if (document.kind === "ready") {
      const order = this.feeds.orders.of(loader);
      this.refusal = this.feeds.orders.problem ?? this.refusal;
      if (order === undefined) return;
      const same = this.shown?.document.key === document.key;
      const moved = this.shown?.document.version !== document.version;
      this.feeds.useDocument(document.version, document.tokenCount, same);
      if (!same) this.row = undefined;
      this.shown = { document, loader: { ...loader, order } };
      if (moved) this.teller.again();
    } else if (document.kind !== "busy" || document.key !== this.shown?.document.key) {
      this.shown = undefined;
    }
    this.askForVectors();
    // A question that may have ended its worker is not asked again before the person does something.
    if (this.told.model.kind !== "stopped") this.feeds.retryVectors();
    this.askForPositions();
    this.askForLayer();
  }

  /** The document shown is a list of ids. */
  private get isIds(): boolean {
    return this.shown?.document.layer !== undefined;
  }

  private get pictures(): PictureTab {
    return this.tabs.of(this.isIds);
  }

  private askForLayer(): void {
    const { shown, told } = this;
    const model = told && askedModel(told.model);
    if (this.pictures !== "layer" || shown === undefined || model === undefined) {
      this.feeds.layer.want(undefined);
      return;
    }
    const { version, tokenCount } = shown.document;
    // Where everything is printed, another choice asks for nothing.
    const isPrinted = tokenCount * model.dimensions <= MOST_PRINTED;
    const token = isPrinted ? undefined : this.selection.token;
    this.feeds.layer.want({ version, model, token });
  }

  private askForPositions(): void {
    if (this.pictures === "positions") this.feeds.positions.want(this.told?.positions);
  }

  private askForVectors(): void {
    const { shown, told } = this;
    const { window } = this.selection;
    const info = told && askedModel(told.model);
    if (shown === undefined || info === undefined || window === undefined) {
      this.feeds.vectors.want(undefined);
      return;
    }
    const { maxLength } = shown.loader.options;
    if (window >= shown.loader.samples || maxLength > info.contextLength) {
      this.feeds.vectors.want(undefined);
      return;
    }
    const start = windowStart(window, shown.loader);
    const { version } = shown.document;
    this.feeds.vectors.want({ version, window, start, maxLength, model: info });
  }

  protected override willUpdate(): void {
    if (this.pictures === "vectors") this.feeds.inspector.look(this.lookedAt());
  }

  protected override render(): TemplateResult {
    const { told, shown } = this;
    if (told === undefined) {
      const next = l10n.t(
        "If this stays, close the panel and run “Tokenscope: Open Visualizer” again.",
      );
      return html`<main>${notice(l10n.t("Waiting for the document…"), next, true)}</main>`;
    }
    const document = shown?.document ?? told.document;
    const updating = shown !== undefined && !isCurrent(shown, told);
    return html`<main aria-busy=${updating ? "true" : "false"}>
      ${header(document, told.model, updating, pinButton(told, this.pin))}
      ${stoppedNote(told.model, this.openModel)}
      ${told.modelNote === undefined ? nothing : html`<p class="note" role="status">${told.modelNote}</p>`}
      ${told.idNotice === undefined ? nothing : html`<p class="note ids" role="status">${told.idNotice}</p>`}
      ${shown === undefined ? documentNotice(told.document) : this.panes(shown, told)}
    </main>`;
  }

  private panes({ document, loader }: Shown, { model }: PanelState): TemplateResult {
    const { arrivals } = this;
    const info = askedModel(model);
    const { pages } = this.feeds;
    const { token } = this.selection;
    const chosen = this.selection.window;
    // A newer order may be on its way, of more windows than are shown.
    const last = loader.samples - 1;
    const window = last < 0 || chosen === undefined ? undefined : Math.min(chosen, last);
    const short = document.layer !== undefined && loader.samples === 0;
    const detailed = this.pictures === "vectors" && this.feeds.inspector.open !== undefined;
    return html`
      <loader-controls
        .loader=${loader}
        .window=${window}
        .refusal=${this.refusal}
      ></loader-controls>
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
          .frequencies=${this.feeds.frequencies}
          .finder=${this.feeds.finder}
          .pointed=${this.pointed}
          .arrivals=${arrivals}
        ></token-pane>
        <window-pane
          .pages=${pages}
          .loader=${loader}
          .window=${window}
          .token=${token}
          .pointed=${this.pointed}
          .arrivals=${arrivals}
        ></window-pane>
        <section class="pictures">
          <div class="bar">
            ${pictureTabs(this.isIds, this.pictures, this.showPictures)}
            <help-button .pane=${this.pictures}></help-button>
            <span class="said" role="status">${this.saver.said}</span>
            ${this.legend()}
          </div>
          ${this.layerPane(document, model)}
          <vector-pane
            id="vectors"
            role="tabpanel"
            aria-labelledby="vectors-tab"
            ?hidden=${this.pictures !== "vectors"}
            .pages=${pages}
            .shown=${this.vectors}
            .empty=${vectorsEmpty(model, loader, window, this.feeds.vectors)}
            .limit=${this.limit}
            .palette=${this.palette}
            .drawing=${this.drawing}
            .cross=${this.cross()}
            .inspector=${this.feeds.inspector}
            .pointed=${this.pointed}
            .about=${info === undefined ? document.name : `${document.name} · ${info.name}`}
            .arrivals=${arrivals}
          ></vector-pane>
          <position-pane
            id="positions"
            role="tabpanel"
            aria-labelledby="positions-tab"
            ?hidden=${this.pictures !== "positions"}
            .feed=${this.feeds.positions}
            .model=${model}
            .active=${this.pictures === "positions"}
            .palette=${this.palette}
            .drawing=${this.drawing}
            .arrivals=${arrivals}
          ></position-pane>
        </section>
      </div>
    `;
  }

  private layerPane({ layer }: ReadyDocument, model: PanelModel): TemplateResult | typeof nothing {
    if (layer === undefined) return nothing;
    return html`<layer-pane
      id="layer"
      role="tabpanel"
      aria-labelledby="layer-tab"
      ?hidden=${this.pictures !== "layer"}
      .feed=${this.feeds.layer}
      .empty=${noModel(model)}
      .palette=${this.palette}
      .pointed=${this.pointed}
      .token=${this.selection.token}
      .isToy=${layer.isToy}
      .arrivals=${this.arrivals}
    ></layer-pane>`;
  }

  private legend(): TemplateResult | typeof nothing {
    // The positions' limit stands beside their picture, and changes with its switches.
    const limit = this.pictures === "vectors" ? this.limit : undefined;
    if (limit === undefined) return nothing;
    return html`<heat-legend
      .limit=${limit}
      .palette=${this.palette}
      .look=${drawnBy(this.drawing, this.palette)}
    ></heat-legend>`;
  }

  private readonly showPictures = (tab: PictureTab): void => {
    this.tabs.choose(this.isIds, tab);
    this.askForPositions();
    this.askForLayer();
    this.requestUpdate();
  };

  private get vectors(): ShownVectors | undefined {
    return this.feeds.vectors.shown?.answer;
  }

  private get limit(): ChosenLimit | undefined {
    return this.vectors && this.limitOf(this.vectors, this.drawing.limit);
  }

  private readonly goOn = (): void => {
    this.saver.forget();
  };

  private readonly takeColours = (): void => {
    this.palette = themePalette(this.drawing.palette);
  };

  private cross(): HeatCell | undefined {
    const shown = this.vectors;
    if (shown === undefined) return undefined;
    const [, rows] = shown.vectors.shape;
    const position = (this.selection.token ?? -1) - shown.start;
    const chosen = position >= 0 && position < rows ? position : 0;
    return { row: Math.min(this.row ?? chosen, rows - 1), column: this.dimension };
  }

  /** The row under the crosshair, as far as what is shown beside the heatmaps depends on it. */
  private lookedAt(): LookedAt | undefined {
    const { shown, told, vectors } = this;
    const cross = this.cross();
    const model = told && askedModel(told.model);
    if (shown === undefined || model === undefined) return undefined;
    if (vectors === undefined || cross === undefined) return undefined;
    const { key, version } = shown.document;
    const { window, start } = vectors;
    const token = start + cross.row;
    const id = viewAt(this.feeds.pages, token)?.id;
    const { loader } = shown;
    return { key, version, token, id, position: cross.row, window, start, loader, model };
  }

  private readonly onChoose = ({ choice, reveal }: ChooseEvent): void => {
    if (this.told === undefined || this.shown === undefined) return;
    this.selection = afterChoice(this.selection, choice, this.shown.loader);
    this.row = undefined;
    this.askForVectors();
    this.askForLayer();
    if (reveal) this.send(this.remote.select(choice));
  };

  private readonly onPoint = ({ row, dimension, chosen }: PointEvent): void => {
    this.row = row;
    this.dimension = dimension;
    const shown = this.vectors;
    if (chosen && shown !== undefined) {
      this.selection = { ...this.selection, token: shown.start + row };
    }
  };

  private async tellPointed(token: number | undefined): Promise<void> {
    const version = this.shown?.document.version;
    if (version === undefined) return;
    const call =
      token === undefined ? this.remote.point(version) : this.remote.point(version, token);
    await call.catch((error: unknown) => {
      warn(`the editor could not mark a token. ${messageOf(error)}`);
    });
  }

  private readonly onPictures = ({ change }: PicturesEvent): void => {
    this.drawing = { ...this.drawing, ...change };
    rememberPictures(this.drawing);
    this.takeColours();
  };

  private readonly openModel = (): void => {
    this.send(this.remote.openModel());
  };

  private readonly pin = (isPinned: boolean): void => {
    this.send(this.remote.pin(isPinned));
  };

  private readonly onPicture = ({ act, picture }: PictureEvent): void => {
    void this.saver.do(act, picture);
  };

  private readonly onCode = ({ code }: CodeEvent): void => {
    void this.saver.copyCode(code);
  };

  private readonly onLoader = ({ options }: LoaderEvent): void => {
    this.refusal = undefined;
    this.remote.setLoader(options).catch((error: unknown) => {
      this.refusal = messageOf(error);
    });
  };

  private readonly onCopyBatch = ({ batch }: CopyBatchEvent): void => {
    const { batchSize } = this.shown?.loader.options ?? { batchSize: 1 };
    const { window: chosen = -1 } = this.selection;
    const isChosen = Math.floor(chosen / batchSize) === batch;
    const window = isChosen ? chosen : batch * batchSize;
    this.send(this.remote.copyAsPyTorch({ of: "batch", window }));
  };

  private readonly onChangeLayer = (): void => {
    this.send(this.remote.changeToyLayer());
  };

  private readonly onHelp = ({ pane }: HelpEvent): void => {
    this.send(this.remote.help(pane));
  };

  /** Calls whose answer says nothing: what they change comes by `show`. */
  private send(call: Promise<unknown>): void {
    call.catch((error: unknown) => {
      warn(`the extension did not answer. ${messageOf(error)}`);
    });
  }
}

/** Whether a person has gone on elsewhere: to another token or window, another text or another model. */
function isOther(before: PanelState | undefined, now: PanelState): boolean {
  const place = ({ document, token, window, model }: PanelState): string =>
    JSON.stringify([document, token, window, model]);
  return before !== undefined && place(before) !== place(now);
}

/** Whether the panes show what was told last. */
function isCurrent(shown: Shown, { document }: PanelState): boolean {
  return document.kind === "ready" && document.version === shown.document.version;
}

document.adoptedStyleSheets.push(...pageSheets());

function pageSheets(): CSSStyleSheet[] {
  return pageStyles.styleSheet === undefined ? [] : [pageStyles.styleSheet];
}

declare global {
  interface HTMLElementTagNameMap {
    "tokenscope-panel": TokenscopePanel;
  }
}
