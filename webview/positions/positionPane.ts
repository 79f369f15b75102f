import * as l10n from "../../src/shared/base/l10n";
import { css, html, LitElement, nothing } from "lit";
import type { TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { shape } from "../base/format";
import type { ZoomStep, ZoomStepEvent } from "../heat/events";
import { HeatZoom } from "../heat/heatZoom";
import type { Palette } from "../base/palette";
import "../heat/zoomBar";
import { FIRST_PICTURES } from "../heat/pictureChoices";
import type { PictureChoices } from "../heat/pictureChoices";
import { notice, noticeStyles } from "../base/notice";
import { pictureOfSides } from "../save/pictureOfSides";
import { PictureEvent } from "../save/picture";
import type { ShowsPicture } from "../save/picture";
import { checkBoxStyles, paneStyles, readoutStyles, selectStyles } from "../base/styles";
import { columnCurves, normCurve } from "./curvePictures";
import { cosinesHeat, valuesHeat } from "./heatPictures";
import { FIRST_TURN } from "../drawing/helixLayout";
import { helix } from "./helixPicture";
import { kindCards, kindCardStyles } from "./kindCards";
import type { Lab, Mark } from "./lab";
import { markWords } from "./markWords";
import type { Newest } from "../feeds/newest";
import {
  isRelative,
  recallChoices,
  rememberChoices,
  shownPicture,
  shownSources,
  SOURCES,
  withoutGpt2,
} from "./positionChoices";
import type { PositionChoices } from "./positionChoices";
import { positionControls, positionControlStyles } from "./positionControls";
import type { Comparison, PositionFeed } from "../feeds/positionFeed";
import type { Source } from "./positionRows";
import { PositionTables } from "./positionTables";
import { inOrder, shuffled } from "./rowOrder";
import { Side } from "./side";
import { askedModel } from "../../src/shared/protocol/panelState";
import type { PanelModel } from "../../src/shared/protocol/panelState";
import { GPT2_POSITIONS } from "../../src/shared/values/vectors";
import { untrainedNote, untrainedStyles } from "./untrained";

const NO_ENDS: ReadonlySet<ZoomStep> = new Set();

/** The position lab: one kind of positions in one picture, beside it its shuffled rows if wanted. */
@customElement("position-pane")
export class PositionPane extends LitElement {
  @property({ attribute: false }) feed: PositionFeed | undefined;
  @property({ attribute: false }) model: PanelModel | undefined;
  @property({ attribute: false }) palette: Palette | undefined;
  /** How heatmaps are drawn. */
  @property({ attribute: false }) drawing: PictureChoices = FIRST_PICTURES;
  /** Whether it is looked at: until then nothing is asked for. */
  @property({ attribute: false }) active = false;
  /** Another number when an answer has come. */
  @property({ attribute: false }) arrivals = 0;
  @state() private choices: PositionChoices = recallChoices();
  @state() private mark: Mark = {
    row: undefined,
    column: 0,
    against: 0,
    kept: [],
    turn: FIRST_TURN,
  };

  private readonly tables = new PositionTables();
  private readonly zoom = new HeatZoom(() => {
    this.requestUpdate();
  });
  /** Of the kind beside, whose cells may be others. */
  private readonly otherZoom = new HeatZoom(() => {
    this.requestUpdate();
  });
  private readonly other = new Side(false, inOrder);
  private readonly ordered = new Side(false, inOrder);
  private readonly shuffled = new Side(true, shuffled);

  static override readonly styles = [
    paneStyles,
    noticeStyles,
    readoutStyles,
    checkBoxStyles,
    selectStyles,
    positionControlStyles,
    kindCardStyles,
    untrainedStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      .sides {
        display: flex;
        flex: 1;
        min-height: 0;
      }
      .note {
        margin: 0;
        padding: 0 14px 2px;
        color: var(--dim);
        font-size: var(--small);
      }
      .readout {
        flex: none;
      }
      .readout .aside {
        font-family: var(--vscode-font-family, sans-serif);
      }
      @media (max-width: 600px) {
        .sides {
          flex-direction: column;
          overflow: hidden auto;
        }
        .sides > * {
          min-height: 180px;
        }
      }
    `,
  ];

  protected override willUpdate(): void {
    if (!this.active) return;
    const picture = shownPicture(this.seen);
    this.feed?.wantGpt2(shownSources(this.seen).includes("gpt2"));
    shownSources(this.seen).forEach((source, at) => {
      const rows = this.feed?.compared[at];
      if (picture === "cosines") rows?.cosines.want(this.comparison(source));
      if (picture === "pca") rows?.pca.want(this.comparison(source));
    });
  }

  /** The choices, as far as they can be shown. */
  private get seen(): PositionChoices {
    return this.feed?.hasGpt2 === true ? this.choices : withoutGpt2(this.choices);
  }

  /** The kinds that can be shown. */
  private get sources(): readonly Source[] {
    const all = SOURCES.map(({ value }) => value);
    // GPT-2's own are the model's where that is GPT-2.
    const isTwice = this.model !== undefined && askedModel(this.model)?.source === "gpt2";
    const isLeftOut =
      this.feed?.hasGpt2 !== true || (isTwice && !shownSources(this.seen).includes("gpt2"));
    return isLeftOut ? all.filter((source) => source !== "gpt2") : all;
  }

  /** Whose rows are compared. */
  private comparison(kind: Source): Comparison | undefined {
    if (kind === "gpt2") {
      const { name, contextLength, dimensions } = GPT2_POSITIONS;
      const size = shape(contextLength, dimensions);
      return { of: { source: "gpt2" }, name: l10n.t("Position table of {0} {1}", name, size) };
    }
    const name = this.feed?.name;
    if (name === undefined) return undefined;
    const { contextLength, dimensions, source } = name;
    const size = shape(contextLength, dimensions);
    if (kind === "sinusoidal") {
      const of = { source: "sinusoidal", contextLength, dimensions } as const;
      return { of, name: l10n.t("Sinusoidal positions {0}", size) };
    }
    return { of: { source }, name: l10n.t("Position table of {0} {1}", name.name, size) };
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.active) return nothing;
    const labs = this.labs();
    const change = (changed: Partial<PositionChoices>): void => {
      this.change(changed);
    };
    return html`${positionControls(this.seen, this.sources, change, this.bar())}
      ${kindCards(shownSources(this.seen), this.seen.example === true, (example) => {
        this.change({ example });
      })}
      ${this.untrained()} ${this.notes(labs)}
      <div
        class="sides"
        id="picture"
        role="tabpanel"
        aria-label=${l10n.t("Picture of positions")}
        @tokenscope-picture=${this.onPicture}
        @stage=${() => {
          this.requestUpdate();
        }}
      >
        ${labs.map((lab, at) => this.picture(lab, at))}
      </div>
      <div class="readout" id="position-readout" role="status" aria-live="polite">
        ${this.readout(labs)}
      </div>`;
  }

  /** Curves and the helix have no cells to colour. */
  private bar(): TemplateResult | typeof nothing {
    const picture = shownPicture(this.seen);
    if (picture !== "values" && picture !== "cosines") return nothing;
    return html`<zoom-bar
      .ends=${this.renderRoot.querySelector("position-heat")?.ends ?? NO_ENDS}
      @zoom-step=${({ step }: ZoomStepEvent) => {
        // Those beside it follow, but for one of another kind, whose cells are others.
        const heats = [...this.renderRoot.querySelectorAll("position-heat")];
        const zooms = new Set(heats.map(({ zoom }) => zoom));
        for (const zoom of zooms) heats.find((each) => each.zoom === zoom)?.step(step);
      }}
    ></zoom-bar>`;
  }

  private change(change: Partial<PositionChoices>): void {
    // Columns of one kind of positions are none of another's.
    if (change.source !== undefined) {
      this.mark = { ...this.mark, kept: [], column: 0 };
    }
    this.choices = { ...this.seen, ...change };
    rememberChoices(this.choices);
  }

  /** One for each kind that is shown; they share what is pointed at. */
  private labs(): readonly Lab[] {
    const { drawing, palette, tables, mark } = this;
    const sources = shownSources(this.seen);
    const picture = shownPicture(this.seen);
    const point = (change: Partial<Mark>): void => {
      this.mark = { ...this.mark, ...change };
    };
    return sources.map((source, at) => {
      const { compared: _, ...rest } = this.seen;
      const choices = { ...rest, source, picture };
      const isAlone = sources.length === 1;
      const beside = isAlone && choices.baseline && !isRelative(source) ? [this.shuffled] : [];
      const [zoom, side] = at === 0 ? [this.zoom, this.ordered] : [this.otherZoom, this.other];
      const sides = [side, ...beside] as const;
      return { choices, drawing, palette, zoom, tables, sides, mark, point };
    });
  }

  /** Where the model's own table is shown, and has nothing to show. */
  private untrained(): TemplateResult | typeof nothing {
    const { feed, model } = this;
    const info = model === undefined ? undefined : askedModel(model);
    const isRandom = info?.source === "seeded" && feed?.name?.source === "model";
    if (feed === undefined || !isRandom || !shownSources(this.seen).includes("learned"))
      return nothing;
    // Where all 1,024 of them are a picture at once.
    const showGpt2 = (): void => {
      this.change({ source: "gpt2", picture: "pca" });
    };
    return untrainedNote(info.name, feed, {
      showSinusoidal: () => {
        this.change({ source: "sinusoidal" });
      },
      showGpt2,
      fetchGpt2: () => {
        void feed.fetchGpt2().then((isThere) => {
          if (isThere) showGpt2();
        });
      },
    });
  }

  /** What is shown of positions that have no table. */
  private notes(labs: readonly Lab[]): readonly TemplateResult[] {
    return labs.flatMap(({ choices }) => {
      const note = this.tables.rows(this.feed, choices.source)?.note;
      return note === undefined ? [] : [html`<p class="note">${note}</p>`];
    });
  }

  private picture(lab: Lab, at: number): TemplateResult | readonly TemplateResult[] {
    const { feed } = this;
    const { choices } = lab;
    const { picture } = choices;
    if (picture === "cosines" || picture === "pca") return this.compared(lab, at, picture);
    const isGpt2 = choices.source === "gpt2";
    const asked = choices.source === "learned" ? feed?.table : isGpt2 ? feed?.gpt2 : undefined;
    const problem = asked?.problem;
    if (problem !== undefined) {
      return this.failed(l10n.t("The position table could not be read"), problem);
    }
    const rows = this.tables.rows(feed, choices.source);
    if (rows === undefined)
      return this.waiting(choices.source, l10n.t("Reading the position table…"));
    const draw = { values: valuesHeat, norms: normCurve, curves: columnCurves }[picture];
    return lab.sides.map((side) => draw(lab, side, rows));
  }

  private compared(
    lab: Lab,
    at: number,
    picture: "cosines" | "pca",
  ): TemplateResult | readonly TemplateResult[] {
    const { feed } = this;
    const compared = feed?.compared[at];
    const name = this.comparison(lab.choices.source)?.name;
    const { source } = lab.choices;
    const { dimensions: width = 0 } = source === "gpt2" ? GPT2_POSITIONS : (feed?.name ?? {});
    if (compared === undefined || name === undefined)
      return this.waiting(source, l10n.t("Waiting for the model…"));
    const read = <T>(
      answers: Newest<Comparison, T>,
      texts: { readonly failed: string; readonly busy: string },
      draw: (lab: Lab, side: Side, name: string, answer: T, width: number) => TemplateResult,
    ): TemplateResult | readonly TemplateResult[] => {
      const { current, problem } = answers;
      if (problem !== undefined) return this.failed(texts.failed, problem);
      if (current === undefined) return this.waiting(source, texts.busy);
      return lab.sides.map((side) => draw(lab, side, name, current, width));
    };
    if (picture === "cosines") {
      const texts = {
        failed: l10n.t("The cosines could not be computed"),
        busy: l10n.t("Computing the cosines…"),
      };
      return read(compared.cosines, texts, cosinesHeat);
    }
    const texts = {
      failed: l10n.t("The principal components could not be computed"),
      busy: l10n.t("Computing the principal components…"),
    };
    return read(compared.pca, texts, helix);
  }

  private waiting(source: Source, what: string): TemplateResult {
    const { model } = this;
    // GPT-2's own need no model.
    if (source === "gpt2") return notice(what, "", true);
    if (model?.kind === "stopped") return notice(l10n.t("The model is not open"));
    if (model?.kind === "failed") return notice(l10n.t("There is no model"), model.message);
    if (model?.kind === "building")
      return notice(l10n.t("{0} is being built…", model.name), "", true);
    return notice(what, "", true);
  }

  private failed(what: string, why: string): TemplateResult {
    return html`${notice(what, why)}
      <button
        class="again"
        type="button"
        title=${l10n.t("Ask for the position table again")}
        @click=${() => this.feed?.retry()}
      >
        ${l10n.t("Try again")}
      </button>`;
  }

  /** One side is copied from; both are saved, as they are seen. */
  private readonly onPicture = (event: PictureEvent): void => {
    event.stopPropagation();
    const sides = [...this.renderRoot.querySelectorAll<HTMLElement & ShowsPicture>(".sides > *")];
    const [source, compared] = shownSources(this.seen);
    const kinds = compared === undefined ? source : `${source}-and-${compared}`;
    const name = `positions-${kinds ?? ""}-${shownPicture(this.seen)}`;
    const picture = pictureOfSides(event.picture, sides, name, compared === undefined);
    this.dispatchEvent(new PictureEvent(event.act, picture));
  };

  private readout(labs: readonly Lab[]): TemplateResult {
    const all = labs.flatMap((lab, at) => markWords(lab, this.feed, this.feed?.compared[at]) ?? []);
    if (all.length === 0) {
      return html`<span class="aside"
        >${l10n.t("Move over the picture, or use the keys, for its values.")}</span
      >`;
    }
    return html`${all.map(
      ({ where, value }) =>
        html`<span class="where">${where}</span><span class="sum">${value}</span>`,
    )}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "position-pane": PositionPane;
  }
}
