import "../host/strings";
import "@vscode-elements/elements/dist/vscode-progress-ring/index.js";
import * as l10n from "../../src/shared/base/l10n";
import { html, LitElement, nothing } from "lit";
import type { TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { PanelHost } from "../../src/shared/protocol/panel";
import { messageOf } from "../../src/shared/base/rpc";
import type { Remote } from "../../src/shared/base/rpc";
import {
  ChangeLayerEvent,
  ChooseEvent,
  ChooseModelEvent,
  CopyBatchEvent,
  HelpEvent,
  LoaderEvent,
  OpenDocumentEvent,
  LostEvent,
  PointEvent,
} from "../base/events";
import { Feeds } from "../feeds/feeds";
import { header } from "./header";
import type { HeatCell } from "../base/heatCell";
import { PicturesEvent } from "../heat/events";
import { chosenLimit } from "../heat/limitChoice";
import type { ChosenLimit, LimitChoice } from "../heat/limitChoice";
import type { Palette } from "../base/palette";
import { nextLost, tokenUseOf } from "../../src/windows/lostTokens";
import { recallPictures, rememberPictures } from "../heat/pictureChoices";
import type { PictureChoices } from "../heat/pictureChoices";
import { firstSight } from "../host/firstSight";
import { connect } from "../host/host";
import { warn } from "../base/log";
import { documentNotice } from "./documentNotice";
import { loadIconsAfterPaint } from "../base/icons";
import { notice } from "../base/notice";
import { remember } from "../host/pageState";
import { remembered } from "../base/remembered";
import { BorderEvent } from "./pageBorder";
import { draggedSize } from "./pageLayout";
import { PageSections } from "./pageSections";
import { contentOf, panes } from "./panes";
import type { PanesView } from "./panes";
import { crosshair, isCurrent, layerWish, lookedAt, vectorWish } from "./wishes";
import type { ShownDocument } from "./wishes";
import { takePaneKeys } from "./paneKeys";
import { panelStyles } from "./panelStyles";
import { ChosenTabs } from "./pictureTabs";
import type { PictureTab } from "./pictureTabs";
import { pinButton } from "./pinButton";
import { Pointed, PointTeller } from "../feeds/pointed";
import { CodeEvent } from "../save/codeButton";
import { PictureEvent } from "../save/picture";
import { watchCopying } from "../save/pictureKeys";
import { PictureSaver } from "../save/pictureSaver";
import { afterChoice, afterCut, afterShow, findsItsPlace, NOTHING } from "../feeds/selection";
import type { Selection } from "../feeds/selection";
import { FoldEvent } from "../base/sections";
import { FirstMarks } from "../vectors/firstMarks";
import { stoppedNote } from "../vectors/stoppedNote";
import { pageStyles } from "../base/styles";
import { themePalette, watchTheme } from "../base/theme";
import type { ShownVectors } from "../feeds/vectorFeed";
import type { PanelState } from "../../src/shared/protocol/panelState";

/** The page: takes the host's snapshots, holds the one selection, and wires the panes. */
@customElement("tokenscope-panel")
export class TokenscopePanel extends LitElement {
  @state() private told: PanelState | undefined;
  @state() private shown: ShownDocument | undefined;
  @state() private selection: Selection = NOTHING;
  @state() private dimension = 0;
  /** Row of the window that is looked at, where it is not the chosen token's. */
  @state() private row: number | undefined;
  @state() private palette: Palette | undefined;
  /** How all heatmaps are drawn. */
  @state() private drawing: PictureChoices = recallPictures();
  @state() private arrivals = 0;
  @state() private refusal: string | undefined;
  /** The page finds its place in the windows that were told, once their order is there. */
  private waits = false;
  private readonly first = firstSight();
  private host: Remote<PanelHost> | undefined;
  private unwatch: (() => void) | undefined;
  private uncopy: (() => void) | undefined;
  private unpane: (() => void) | undefined;

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
  private readonly sections = new PageSections(this, (json) => {
    this.send(this.remote.keep("sections", json));
  });
  private readonly limitOf = remembered(
    ({ vectors }: ShownVectors, choice: LimitChoice): ChosenLimit =>
      chosenLimit([vectors.token, vectors.position, vectors.input], vectors.shape[2], choice),
  );
  private readonly marks = new FirstMarks(this, () => {
    this.send(this.remote.firstMarksShown());
  });
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
    this.addEventListener(LostEvent.type, this.onLost as EventListener);
    this.addEventListener(ChooseModelEvent.type, this.onChooseModel);
    this.addEventListener(CopyBatchEvent.type, this.onCopyBatch as EventListener);
    this.addEventListener(ChangeLayerEvent.type, this.onChangeLayer);
    this.addEventListener(HelpEvent.type, this.onHelp as EventListener);
    this.addEventListener(PicturesEvent.type, this.onPictures as EventListener);
    this.addEventListener(PictureEvent.type, this.onPicture as EventListener);
    this.addEventListener(CodeEvent.type, this.onCode as EventListener);
    this.addEventListener(OpenDocumentEvent.type, this.onOpenDocument as EventListener);
    this.addEventListener(FoldEvent.type, this.onFold as EventListener);
    this.addEventListener(BorderEvent.type, this.onBorder as EventListener);
    this.uncopy = watchCopying();
    this.unpane = takePaneKeys(this);
    // Before whoever takes the gesture, which may be another wish.
    this.addEventListener("pointerdown", this.goOn, true);
    this.addEventListener("keydown", this.goOn, true);
    this.send(this.remote.ready());
    if (this.first !== undefined) this.show(this.first.state);
    loadIconsAfterPaint();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unwatch?.();
    this.uncopy?.();
    this.unpane?.();
  }

  /** VS Code hands out its channel once. */
  private get remote(): Remote<PanelHost> {
    const page = { show: (told: PanelState): void => this.show(told) };
    return (this.host ??= connect(page, this.first?.answers));
  }

  private show(told: PanelState): void {
    const { shown } = this;
    if (shown !== undefined && this.shows(told)) {
      this.waits ||= findsItsPlace(this.selection, shown.loader, this.told, told);
    } else this.waits = false;
    const selection = afterShow(this.selection, this.told, told, this.waits);
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

  /** Whether it is of the document that is shown. */
  private shows({ document }: PanelState): boolean {
    return document.kind !== "none" && document.key === this.shown?.document.key;
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
      const now = { ...loader, order };
      if (this.waits && this.shown !== undefined) {
        this.selection = afterCut(this.selection, this.shown.loader, now, this.told);
        this.row = undefined;
      }
      this.waits = false;
      this.shown = { document, loader: now };
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
    const { shown, told, selection } = this;
    const wish = this.pictures === "layer" ? layerWish(shown, told, selection) : undefined;
    this.feeds.layer.want(wish);
  }

  private askForPositions(): void {
    const { positions } = this.feeds;
    positions.hasGpt2 = this.told?.hasGpt2Positions === true;
    if (this.pictures === "positions") positions.want(this.told?.positions);
  }

  private askForVectors(): void {
    this.feeds.vectors.want(vectorWish(this.shown, this.told, this.selection));
  }

  protected override willUpdate(): void {
    this.marks.look(this.told?.firstMarks === true, this.markedAt);
    if (this.pictures === "vectors") {
      const { shown, told, vectors, feeds } = this;
      const at = lookedAt(shown, told, vectors, this.cross(), feeds.pages);
      feeds.inspector.look(at, this.selection.token);
    }
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
      <div class="top">
        ${header(document, told.model, updating, pinButton(told, this.pin))}
        ${stoppedNote(told.model, this.openModel)}
        ${told.modelNote === undefined ? nothing : html`<p class="note" role="status">${told.modelNote}</p>`}
        ${told.idNotice === undefined ? nothing : html`<p class="note ids" role="status">${told.idNotice}</p>`}
      </div>
      ${shown === undefined ? documentNotice(told.document) : panes(this.view(shown, told))}
    </main>`;
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

  /** What changes with a gesture in the editor, while there are heatmaps to mark. */
  private get markedAt(): string | undefined {
    const { told, shown } = this;
    const token = told?.token;
    const areThere = this.pictures === "vectors" && this.vectors !== undefined;
    if (!areThere || shown === undefined || token === undefined) return undefined;
    return `${shown.document.version} ${token}`;
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
    return crosshair(this.vectors, this.selection, { row: this.row, column: this.dimension });
  }

  private view({ document, loader }: ShownDocument, { model }: PanelState): PanesView {
    const { selection, feeds, pointed, palette, drawing, limit, refusal, arrivals } = this;
    const view = {
      document,
      loader,
      model,
      selection,
      refusal,
      feeds,
      pointed,
      tab: this.pictures,
      chooseTab: this.showPictures,
      said: this.saver.said,
      areMarked: this.marks.areShown,
      vectors: this.vectors,
      cross: this.cross(),
      limit,
      palette,
      drawing,
      arrivals,
    };
    return { ...view, layout: this.sections.layoutOf(contentOf(view)) };
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
    this.send(this.remote.keep("pictures", JSON.stringify(this.drawing)));
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

  private readonly onOpenDocument = ({ kind }: OpenDocumentEvent): void => {
    this.send(this.remote.openDocument(kind));
  };

  private readonly onFold = (event: FoldEvent): void => {
    this.sections.fold(event);
  };

  private readonly onBorder = ({ border, size }: BorderEvent): void => {
    const { room } = this.sections;
    if (room === undefined) return;
    this.sections.resize(border, size && draggedSize(border, size, room));
  };

  private readonly onLoader = ({ options }: LoaderEvent): void => {
    this.refusal = undefined;
    this.remote.setLoader(options).catch((error: unknown) => {
      this.refusal = messageOf(error);
    });
  };

  private readonly onLost = ({ lost }: LostEvent): void => {
    const { shown, selection } = this;
    if (shown === undefined) return;
    const { tokenCount } = shown.document;
    const search = { use: tokenUseOf(shown.loader), tokenCount, kind: lost.kind };
    const index = nextLost(Math.max(selection.token ?? -1, lost.from - 1), search);
    if (index === undefined) return;
    this.onChoose(new ChooseEvent({ kind: "token", index }, true));
  };

  private readonly onChooseModel = (): void => {
    this.send(this.remote.chooseModel());
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

document.adoptedStyleSheets.push(...pageSheets());

function pageSheets(): CSSStyleSheet[] {
  return pageStyles.styleSheet === undefined ? [] : [pageStyles.styleSheet];
}

declare global {
  interface HTMLElementTagNameMap {
    "tokenscope-panel": TokenscopePanel;
  }
}
