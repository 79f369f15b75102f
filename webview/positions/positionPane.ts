import * as l10n from "../../src/shared/base/l10n";
import { css, html, LitElement, nothing } from "lit";
import type { TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { ZoomStepEvent } from "../heat/heatEvents";
import type { ZoomStep } from "../heat/heatEvents";
import { on } from "../base/on";
import { StageEvent } from "./labEvents";
import { HeatZoom } from "../heat/heatZoom";
import type { Palette } from "../base/palette";
import "../heat/zoomBar";
import { FIRST_PICTURES } from "../heat/pictureChoices";
import type { PictureChoices } from "../heat/pictureChoices";
import { noticeStyles } from "../base/notice";
import { pictureOfSides } from "../save/pictureOfSides";
import { PictureEvent } from "../save/picture";
import type { ShowsPicture } from "../save/picture";
import { checkBoxStyles, paneStyles, readoutStyles, selectStyles } from "../base/styles";
import { Watch } from "../base/watch";
import { FIRST_TURN } from "../drawing/helixLayout";
import { kindCards, kindCardStyles } from "./kindCards";
import { comparisonOf } from "./comparison";
import type { Lab, Mark } from "./lab";
import { labPicture } from "./labPicture";
import { markWords } from "./markWords";
import {
  isRelative,
  recallChoices,
  rememberChoices,
  pictureOf,
  sourcesOf,
  sourcesFor,
  withoutGpt2,
} from "./positionChoices";
import type { PositionChoices } from "./positionChoices";
import { positionControls } from "./positionControls";
import { positionControlStyles } from "./positionControlStyles";
import type { PositionFeed } from "../feeds/positionFeed";
import { PositionTables } from "./positionTables";
import { inOrder, shuffled } from "./rowOrder";
import { Side } from "./side";
import type { PanelModel } from "../../src/shared/protocol/panelState";
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

  constructor() {
    super();
    new Watch(this, () => [this.feed]);
  }

  protected override willUpdate(): void {
    if (!this.active) return;
    const picture = pictureOf(this.seen);
    this.feed?.wantGpt2(sourcesOf(this.seen).includes("gpt2"));
    sourcesOf(this.seen).forEach((source, at) => {
      const rows = this.feed?.compared[at];
      if (picture === "cosines") rows?.cosines.want(comparisonOf(source, this.feed?.name));
      if (picture === "pca") rows?.pca.want(comparisonOf(source, this.feed?.name));
    });
  }

  /** The choices, as far as they can be shown. */
  private get seen(): PositionChoices {
    return this.feed?.hasGpt2 === true ? this.choices : withoutGpt2(this.choices);
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.active) return nothing;
    const labs = this.labs();
    const change = (changes: Partial<PositionChoices>): void => {
      this.change(changes);
    };
    return html`${positionControls(this.seen, sourcesFor(this.seen, this), change, this.bar())}
      ${kindCards(sourcesOf(this.seen), this.seen.example === true, (example) => {
        this.change({ example });
      })}
      ${untrainedNote(this.seen, this, change)} ${this.notes(labs)}
      <div
        class="sides"
        id="picture"
        role="tabpanel"
        aria-label=${l10n.t("Picture of positions")}
        ${on(PictureEvent, this.onPicture)}
        ${on(StageEvent, () => {
          this.requestUpdate();
        })}
      >
        ${labs.map((lab, at) => labPicture(lab, at, this))}
      </div>
      <div class="readout" id="position-readout" role="status" aria-live="polite">
        ${this.readout(labs)}
      </div>`;
  }

  /** Curves and the helix have no cells to colour. */
  private bar(): TemplateResult | typeof nothing {
    const picture = pictureOf(this.seen);
    if (picture !== "values" && picture !== "cosines") return nothing;
    return html`<zoom-bar
      .ends=${this.renderRoot.querySelector("position-heat")?.ends ?? NO_ENDS}
      ${on(ZoomStepEvent, ({ step }) => {
        // Those beside it follow, but for one of another kind, whose cells are others.
        const heats = [...this.renderRoot.querySelectorAll("position-heat")];
        const zooms = new Set(heats.map(({ zoom }) => zoom));
        for (const zoom of zooms) heats.find((each) => each.zoom === zoom)?.step(step);
      })}
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
    const sources = sourcesOf(this.seen);
    const picture = pictureOf(this.seen);
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

  /** What is shown of positions that have no table. */
  private notes(labs: readonly Lab[]): readonly TemplateResult[] {
    return labs.flatMap(({ choices }) => {
      const note = this.tables.rows(this.feed, choices.source)?.note;
      return note === undefined ? [] : [html`<p class="note">${note}</p>`];
    });
  }

  /** One side is copied from; both are saved, as they are seen. */
  private readonly onPicture = (event: PictureEvent): void => {
    event.stopPropagation();
    const sides = [...this.renderRoot.querySelectorAll<HTMLElement & ShowsPicture>(".sides > *")];
    const [source, compared] = sourcesOf(this.seen);
    const kinds = compared === undefined ? source : `${source}-and-${compared}`;
    const name = `positions-${kinds ?? ""}-${pictureOf(this.seen)}`;
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
