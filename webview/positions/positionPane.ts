import * as l10n from "@vscode/l10n";
import { inverseOrder } from "../../src/shared/windowOrder";
import { css, html, LitElement, nothing } from "lit";
import type { TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { PanelModel } from "../../src/shared/panel";
import type { Pca, Similarity } from "../../src/shared/vectors";
import { shape } from "../format";
import type { HeatCell } from "../heat/cells";
import type { ZoomStep, ZoomStepEvent } from "../heat/events";
import { HeatZoom, zoomHint } from "../heat/heatZoom";
import { limitSpan } from "../heat/limitWords";
import type { Palette } from "../heat/palette";
import "../heat/pictureBar";
import { drawnBy, FIRST_PICTURES } from "../heat/pictureChoices";
import type { PictureChoices } from "../heat/pictureChoices";
import { cellAfterKey } from "../keys";
import { notice, noticeStyles } from "../notice";
import { pictureOfSides } from "../save/pictureOfSides";
import { PictureEvent } from "../save/picture";
import type { ShowsPicture } from "../save/picture";
import { paneStyles, readoutStyles } from "../styles";
import { rowNorms } from "./arrangement";
import { axisText, placeText, sizeText } from "./axisNames";
import { dimensionOrder, dimensionStats } from "./dimensionStats";
import type { PlaceEvent, TurnEvent } from "./events";
import { FIRST_TURN, turnAfterKey } from "./helixLayout";
import type { Turn } from "./helixLayout";
import type { Newest } from "./newest";
import { keptAfterKey, markAfterKey, PAGE, rowAfterKey } from "./placeKeys";
import { isRelative, recallChoices, rememberChoices, shownPicture } from "./positionChoices";
import type { PositionChoices } from "./positionChoices";
import { curvesHint, orderedText } from "./positionHints";
import { positionControls, positionControlStyles } from "./positionControls";
import "./positionCurves";
import type { Curve } from "./positionCurves";
import type { Comparison, PositionFeed } from "./positionFeed";
import "./positionHeat";
import "./positionHelix";
import { alibiRows, columnCurve, rotaryRows, sinusoidalRows } from "./positionRows";
import type { PositionRows } from "./positionRows";
import {
  cellWords,
  cosineWords,
  curveWords,
  explainedWords,
  normWords,
  scoreWords,
  similarityWords,
} from "./positionWords";
import type { Words } from "./positionWords";
import { remembered } from "../remembered";
import { inOrder, shuffled } from "./rowOrder";
import { Side } from "./side";

/** Curves kept beside the current dimension's. */
const MOST_KEPT = 4;
/** Of curves by distance, where no model tells how long its context is. */
const DISTANCES = 1024;
const NO_ENDS: ReadonlySet<ZoomStep> = new Set();
const OF_COSINES = { limit: 1, each: undefined };

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
  /** Position or distance under the crosshair. */
  @state() private row: number | undefined;
  /** Dimension, pair or head under the crosshair. */
  @state() private column = 0;
  /** The other position of a cosine. */
  @state() private against = 0;
  @state() private kept: readonly number[] = [];
  @state() private turn: Turn = FIRST_TURN;

  private readonly learned = remembered(
    (name: string, table: { values: Float32Array; shape: readonly [number, number] }) =>
      ({
        ...table,
        title: l10n.t("Position table of {0}", name),
        rowName: "position",
        columnName: "dimension",
      }) satisfies PositionRows,
  );
  private readonly sinusoidal = remembered(sinusoidalRows);
  private readonly rotary = remembered(rotaryRows);
  private readonly alibi = remembered(alibiRows);
  private readonly stats = remembered((rows: PositionRows) =>
    dimensionStats(rows.values, rows.shape),
  );
  private readonly columns = remembered(dimensionOrder);
  private readonly places = remembered(inverseOrder);
  private readonly norms = remembered((rows: PositionRows) => rowNorms(rows.values, rows.shape));
  private readonly zoom = new HeatZoom(() => {
    this.requestUpdate();
  });
  private readonly ordered = new Side(false, inOrder);
  private readonly shuffled = new Side(true, shuffled);

  static override readonly styles = [
    paneStyles,
    noticeStyles,
    readoutStyles,
    positionControlStyles,
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
    const picture = shownPicture(this.choices);
    const comparison = this.comparison();
    if (picture === "cosines") this.feed?.cosines.want(comparison);
    if (picture === "pca") this.feed?.pca.want(comparison);
  }

  /** Whose rows are compared. */
  private comparison(): Comparison | undefined {
    const name = this.feed?.name;
    if (name === undefined) return undefined;
    const { contextLength, dimensions, source } = name;
    const size = shape(contextLength, dimensions);
    if (this.choices.source === "sinusoidal") {
      const of = { source: "sinusoidal", contextLength, dimensions } as const;
      return { of, name: l10n.t("Sinusoidal positions {0}", size) };
    }
    return { of: { source }, name: l10n.t("Position table of {0} {1}", name.name, size) };
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.active) return nothing;
    return html`${positionControls(this.choices, (change) => {
        this.change(change);
      })}
      ${this.bar()}
      ${this.rows()?.note === undefined ? nothing : html`<p class="note">${this.rows()?.note}</p>`}
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
        ${this.picture()}
      </div>
      <div class="readout" id="position-readout" role="status" aria-live="polite">
        ${this.readout()}
      </div>`;
  }

  /** Curves and the helix have no cells to colour. */
  private bar(): TemplateResult | typeof nothing {
    const picture = shownPicture(this.choices);
    if (picture !== "values" && picture !== "cosines") return nothing;
    return html`<picture-bar
      .choices=${this.drawing}
      .limited=${picture === "values"}
      .ends=${this.renderRoot.querySelector("position-heat")?.ends ?? NO_ENDS}
      @zoom-step=${({ step }: ZoomStepEvent) => {
        // Those beside it follow.
        this.renderRoot.querySelector("position-heat")?.step(step);
      }}
    ></picture-bar>`;
  }

  private change(change: Partial<PositionChoices>): void {
    // Columns of one kind of positions are none of another's.
    if (change.source !== undefined) {
      this.kept = [];
      this.column = 0;
    }
    this.choices = { ...this.choices, ...change };
    rememberChoices(this.choices);
  }

  /** The table that is shown, undefined while there is none. */
  private rows(): PositionRows | undefined {
    const { feed } = this;
    const { source } = this.choices;
    const { contextLength = DISTANCES, dimensions } = feed?.name ?? {};
    switch (source) {
      case "learned": {
        const last = feed?.table.last;
        return last && this.learned(last.key.name, last.answer);
      }
      case "sinusoidal":
        return dimensions === undefined ? undefined : this.sinusoidal(contextLength, dimensions);
      case "rotary":
        return this.rotary(contextLength);
      case "alibi":
        return this.alibi(contextLength);
    }
  }

  private picture(): TemplateResult | readonly TemplateResult[] {
    const { feed, choices } = this;
    const picture = shownPicture(choices);
    const isLearned = choices.source === "learned";
    if (picture === "cosines" || picture === "pca") return this.compared(picture);
    if (isLearned && feed?.table.problem !== undefined) {
      return this.failed(l10n.t("The position table could not be read"), feed.table.problem);
    }
    const rows = this.rows();
    if (rows === undefined) return this.waiting(l10n.t("Reading the position table…"));
    switch (picture) {
      case "values":
        return this.sides().map((side) => this.heat(side, rows));
      case "norms":
        return this.sides().map((side) => this.normCurve(side, rows));
      case "curves":
        return this.sides().map((side) => this.columnCurves(side, rows));
    }
  }

  private compared(picture: "cosines" | "pca"): TemplateResult | readonly TemplateResult[] {
    const { feed } = this;
    const name = this.comparison()?.name;
    if (feed === undefined || name === undefined)
      return this.waiting(l10n.t("Waiting for the model…"));
    const read = <T>(
      answers: Newest<Comparison, T>,
      texts: { readonly failed: string; readonly busy: string },
      draw: (answer: T) => readonly TemplateResult[],
    ): TemplateResult | readonly TemplateResult[] => {
      if (answers.problem !== undefined) {
        return this.failed(texts.failed, answers.problem);
      }
      const { current } = answers;
      return current === undefined ? this.waiting(texts.busy) : draw(current);
    };
    if (picture === "cosines") {
      const texts = {
        failed: l10n.t("The cosines could not be computed"),
        busy: l10n.t("Computing the cosines…"),
      };
      return read(feed.cosines, texts, (answer) =>
        this.sides().map((side) => this.cosineHeat(side, name, answer)),
      );
    }
    const texts = {
      failed: l10n.t("The principal components could not be computed"),
      busy: l10n.t("Computing the principal components…"),
    };
    return read(feed.pca, texts, (answer) =>
      this.sides().map((side) => this.helix(side, name, answer)),
    );
  }

  private sides(): readonly Side[] {
    const { baseline, source } = this.choices;
    return baseline && !isRelative(source) ? [this.ordered, this.shuffled] : [this.ordered];
  }

  private waiting(what: string): TemplateResult {
    const { model } = this;
    if (model?.kind === "failed") return notice(l10n.t("There is no model"), model.message);
    if (model?.kind === "building")
      return notice(l10n.t("{0} is being built…", model.name), "", true);
    return notice(what, "", true);
  }

  private failed(what: string, why: string): TemplateResult {
    return html`${notice(what, why)}
      <button class="again" type="button" @click=${() => this.feed?.retry()}>
        ${l10n.t("Try again")}
      </button>`;
  }

  private heat(side: Side, rows: PositionRows): TemplateResult {
    const { scaling, order, source } = this.choices;
    const [count, width] = rows.shape;
    const stats = this.stats(rows);
    const relative = isRelative(source);
    const columns = this.columns(stats, relative ? "index" : order);
    const values = side.arranged(rows.values, stats, relative ? "stored" : scaling, columns);
    const limit = side.limit(values, width, this.drawing.limit);
    const heading = side.named(`${rows.title} ${shape(count, width)}`);
    const places = this.places(columns);
    const { row } = this;
    const at = { row: side.placeOf(row, count), column: places[this.column] ?? 0 };
    const set = (place: number, column: number): void => {
      this.row = side.rows(count)[place];
      this.column = columns[column] ?? 0;
    };
    return html`<position-heat
      .heading=${heading}
      .hint=${zoomHint()}
      .label=${l10n.t(
        "{0}, {1}, {2}, {3}",
        heading,
        sizeText(rows.rowName, count),
        sizeText(rows.columnName, width),
        limitSpan(limit),
      )}
      .values=${values}
      .columns=${width}
      .rowName=${axisText(rows.rowName)}
      .columnName=${relative ? axisText(rows.columnName) : orderedText(order)}
      .limit=${limit}
      .explained=${limit}
      .palette=${this.palette}
      .look=${drawnBy(this.drawing, this.palette)}
      .zoom=${this.zoom}
      .place=${this.zoom.place}
      .cross=${row === undefined ? undefined : at}
      @place=${(event: PlaceEvent) => {
        set(event.row, event.column ?? 0);
      }}
      @keydown=${(event: KeyboardEvent) => {
        this.moveCross(event, at, [count, width], set);
      }}
    ></position-heat>`;
  }

  private cosineHeat(
    side: Side,
    name: string,
    { cosines, shape: size }: Similarity,
  ): TemplateResult {
    const [count] = size;
    const { row } = this;
    const at = { row: side.placeOf(row, count), column: side.placeOf(this.against, count) };
    const set = (place: number, other: number): void => {
      const order = side.rows(count);
      this.row = order[place];
      this.against = order[other] ?? 0;
    };
    return html`<position-heat
      .heading=${side.named(l10n.t("Cosines {0}", shape(count, count)))}
      .whose=${name}
      .hint=${zoomHint()}
      .label=${similarityWords(side.named(name), side.pairs(cosines, count), count)}
      .values=${side.pairs(cosines, count)}
      .columns=${count}
      .columnName=${axisText("position")}
      .square=${true}
      .about=${l10n.t("colours from −{0} to {0}", 1)}
      .limit=${OF_COSINES}
      .palette=${this.palette}
      .look=${drawnBy(this.drawing, this.palette)}
      .zoom=${this.zoom}
      .place=${this.zoom.place}
      .cross=${row === undefined ? undefined : at}
      @place=${(event: PlaceEvent) => {
        set(event.row, event.column ?? 0);
      }}
      @keydown=${(event: KeyboardEvent) => {
        this.moveCross(event, at, [count, count], set);
      }}
    ></position-heat>`;
  }

  private helix(side: Side, name: string, pca: Pca): TemplateResult {
    const [count, components] = pca.shape;
    const place = this.row === undefined ? undefined : side.placeOf(this.row, count);
    const explained = explainedWords(pca);
    const set = (to: number): void => {
      this.row = side.rows(count)[to];
    };
    return html`<position-helix
      .heading=${side.named(l10n.t("PCA, {0} components", components))}
      .whose=${name}
      .explained=${side === this.ordered ? explained : ""}
      .hint=${l10n.t("Arrow keys turn it, 0 turns it back. Comma and full stop, Page Up and Page Down move the mark.")}
      .label=${l10n.t(
        "{0} along {1} principal components, which explain {2}. A curve through {3} positions, coloured from the first to the last.",
        side.named(name),
        components,
        explained,
        count,
      )}
      .cloud=${side.cloud(pca.scores, components, count)}
      .scores=${{ values: side.scores(pca.scores, components, count), columns: components }}
      .turn=${this.turn}
      .at=${place}
      .palette=${this.palette}
      @turn=${(event: TurnEvent) => (this.turn = event.turn)}
      @place=${(event: PlaceEvent) => {
        set(event.row);
      }}
      @keydown=${(event: KeyboardEvent) => {
        const turn = turnAfterKey(this.turn, event.key);
        if (turn !== undefined) {
          this.taken(event, () => (this.turn = turn));
          return;
        }
        const to = markAfterKey(event, place ?? 0, count);
        if (to !== undefined) this.taken(event, () => set(to));
      }}
    ></position-helix>`;
  }

  private normCurve(side: Side, rows: PositionRows): TemplateResult {
    const values = side.reordered(this.norms(rows));
    const name = side.named(l10n.t("{0}: norms {1}", rows.title, shape(rows.shape[0])));
    return this.curves(
      side,
      rows,
      name,
      [{ name: l10n.t("norm"), values }],
      l10n.t("Left and right move along it."),
    );
  }

  private columnCurves(side: Side, rows: PositionRows): TemplateResult {
    const { scaling, source } = this.choices;
    const [, width] = rows.shape;
    const column = Math.min(this.column, width - 1);
    const stats = this.stats(rows);
    const values = isRelative(source)
      ? rows
      : {
          ...rows,
          values: this.ordered.arranged(rows.values, stats, scaling, this.columns(stats, "index")),
        };
    const curve = (each: number): Curve => ({
      name: placeText(rows.columnName, each),
      values: side.reordered(columnCurve(values, each)),
    });
    const kept = this.kept.filter((each) => each !== column && each < width);
    const mean = rows.mean === undefined ? [] : [{ name: l10n.t("mean"), values: rows.mean }];
    const shown = [curve(column), ...mean, ...kept.map(curve)];
    const name = side.named(l10n.t("{0}: {1}", rows.title, placeText(rows.columnName, column)));
    const hint = curvesHint(rows.columnName);
    return this.curves(side, rows, name, shown, hint);
  }

  private curves(
    side: Side,
    rows: PositionRows,
    heading: string,
    curves: readonly Curve[],
    hint: string,
  ): TemplateResult {
    const [count] = rows.shape;
    const place = this.row === undefined ? undefined : side.placeOf(this.row, count);
    const set = (to: number): void => {
      this.row = side.rows(count)[to];
    };
    return html`<position-curves
      .heading=${heading}
      .hint=${hint}
      .label=${curves.map(({ name, values }) => curveWords(name, values)).join(". ")}
      .curves=${curves}
      .rowName=${axisText(rows.rowName)}
      .at=${place}
      @place=${(event: PlaceEvent) => {
        set(event.row);
      }}
      @keydown=${(event: KeyboardEvent) => {
        const to = rowAfterKey(event, place ?? 0, count);
        if (to !== undefined) this.taken(event, () => set(to));
        else if (shownPicture(this.choices) === "curves") this.onColumnKey(event, rows);
      }}
    ></position-curves>`;
  }

  /** Up and down step through the dimensions as they are ordered. */
  private onColumnKey(event: KeyboardEvent, rows: PositionRows): void {
    const kept = keptAfterKey(event, this.kept, this.column, MOST_KEPT);
    if (kept !== undefined) {
      this.taken(event, () => (this.kept = kept));
      return;
    }
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step === undefined) return;
    const order = isRelative(this.choices.source) ? "index" : this.choices.order;
    const columns = this.columns(this.stats(rows), order);
    const place = (this.places(columns)[this.column] ?? 0) + step;
    const to = columns[Math.min(Math.max(place, 0), columns.length - 1)] ?? 0;
    this.taken(event, () => (this.column = to));
  }

  /** Moves the crosshair by a key; before there is one, from the first row. */
  private moveCross(
    event: KeyboardEvent,
    at: HeatCell,
    [rows, columns]: readonly [number, number],
    set: (row: number, column: number) => void,
  ): void {
    const from = this.row === undefined ? { row: 0, column: at.column } : at;
    const to = cellAfterKey(event, from, rows, columns, PAGE);
    if (to !== undefined) this.taken(event, () => set(to.row, to.column));
  }

  private taken(event: KeyboardEvent, act: () => void): void {
    event.preventDefault();
    act();
  }

  /** One side is copied from; both are saved, as they are seen. */
  private readonly onPicture = (event: PictureEvent): void => {
    event.stopPropagation();
    const sides = [...this.renderRoot.querySelectorAll<HTMLElement & ShowsPicture>(".sides > *")];
    const name = `positions-${this.choices.source}-${shownPicture(this.choices)}`;
    const picture = pictureOfSides(event.picture, sides, name);
    this.dispatchEvent(new PictureEvent(event.act, picture));
  };

  private readout(): TemplateResult {
    const words = this.words();
    if (words === undefined) {
      return html`<span class="aside"
        >${l10n.t("Move over the picture, or use the keys, for its values.")}</span
      >`;
    }
    return html`<span class="where">${words.where}</span><span class="sum">${words.value}</span>`;
  }

  private words(): Words | undefined {
    const { feed, row, choices } = this;
    const rows = this.rows();
    if (row === undefined) return undefined;
    switch (shownPicture(choices)) {
      case "cosines": {
        const answer = feed?.cosines.current;
        const count = answer?.shape[0] ?? 0;
        if (answer === undefined || row >= count || this.against >= count) return undefined;
        return cosineWords(answer.cosines, count, row, this.against);
      }
      case "pca": {
        const answer = feed?.pca.current;
        return answer === undefined || row >= answer.shape[0] ? undefined : scoreWords(answer, row);
      }
      case "norms":
        return rows === undefined || row >= rows.shape[0]
          ? undefined
          : normWords(this.norms(rows), row);
      case "values":
      case "curves": {
        if (rows === undefined || row >= rows.shape[0]) return undefined;
        const stats = isRelative(choices.source) ? undefined : this.stats(rows);
        const column = Math.min(this.column, rows.shape[1] - 1);
        return cellWords(rows, row, column, stats, choices.scaling);
      }
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "position-pane": PositionPane;
  }
}
