import * as l10n from "../../src/shared/base/l10n";
import { html, LitElement, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { clamp } from "../../src/shared/base/numbers";
import { mixedWindows } from "../../src/windows/mixedWindows";
import type { MixedWindows } from "../../src/windows/mixedWindows";
import { TokenUse } from "../../src/windows/tokenUse";
import type { UsedWindows } from "../../src/windows/tokenUse";
import { ChooseEvent } from "../base/paneEvents";
import { isRevealKey } from "../base/keys";
import { inlineStyle } from "../base/inlineStyle";
import { memo } from "../base/memo";
import { paneStyles } from "../base/styles";
import { foldButton, foldStyles } from "../base/sections";
import { watchTheme } from "../base/theme";
import { Watch } from "../base/watch";
import type { DocumentScore, Scores } from "../feeds/documentScore";
import { noteLinkStyles } from "../windows/noteLinks";
import "../windows/windowSteps";
import "./packingLesson";
import { StripCanvas } from "./stripCanvas";
import { stripColours } from "./stripColours";
import type { StripColours } from "./stripColours";
import { laneRows } from "./stripDrawing";
import type { StripMarks } from "./stripDrawing";
import { stretchAfterKey } from "./stripKeys";
import { firstUnused, pixelOf, pixelsOf, sameWindows, stretchAt } from "./stripLayout";
import type { Stretch, StripSurprisal } from "./stripLayout";
import { paintSamples, stripLegend } from "./stripLegend";
import { stripNotes } from "./stripNotes";
import { stripStyles } from "./stripStyles";
import { stretchWords } from "./stripWords";
import type { PanelLoader } from "../../src/shared/protocol/panelState";

const NO_STARTS = new Uint32Array();

/** The whole document in one strip: how often each token is an input and a target, or never. */
@customElement("coverage-strip")
export class CoverageStrip extends LitElement {
  @property({ attribute: false }) tokenCount = 0;
  @property({ attribute: false }) loader: PanelLoader | undefined;
  /** Windows that drop_last leaves out, in text order and rising. */
  @property({ attribute: false }) leftOut = new Uint32Array();
  @property({ attribute: false }) folded = false;
  /** Row of the chosen window in the loader's order. */
  @property({ attribute: false }) window: number | undefined;
  /** First token of the chosen window. */
  @property({ attribute: false }) windowStart: number | undefined;
  /** Chosen document token. */
  @property({ attribute: false }) token: number | undefined;
  /** First tokens of other documents in the text, once that is known. */
  @property({ attribute: false }) documentStarts: Uint32Array | undefined;
  /** What a whole GPT makes of the document's tokens, once a person has had it read. */
  @property({ attribute: false }) score: DocumentScore | undefined;
  /** ln V of that model. */
  @property({ attribute: false }) even = 1;
  @state() private colours: StripColours | undefined;
  @state() private hovered: Stretch | undefined;
  /** Where the keys are, once they have moved. */
  @state() private place: Stretch | undefined;
  @state() private focused = false;
  @query(".strip") private readonly strip!: HTMLElement | null;
  private windows: UsedWindows | undefined;
  private use: TokenUse | undefined;
  /** Uses of the token that is used most often. */
  private most = 0;
  private mixed: MixedWindows | undefined;
  private unwatch: (() => void) | undefined;
  private readonly canvas = new StripCanvas(() => {
    this.requestUpdate();
  });

  private readonly linesOf = memo(
    (starts: Uint32Array, width: number, tokenCount: number): ReadonlySet<number> =>
      new Set(
        starts
          .filter((start) => start < tokenCount)
          .map((start) => pixelOf(start, width, tokenCount)),
      ),
  );
  private readonly surprisalOf = memo(
    (scores: Scores | undefined, full: number): StripSurprisal | undefined =>
      scores && { most: scores.most, least: scores.least, full },
  );

  static override readonly styles = [paneStyles, foldStyles, noteLinkStyles, stripStyles];

  constructor() {
    super();
    new Watch(this, () => [this.score]);
  }

  private get surprisal(): StripSurprisal | undefined {
    const { scores } = this.score ?? {};
    return this.surprisalOf(
      scores?.most.length === this.tokenCount ? scores : undefined,
      this.even,
    );
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.colours = stripColours();
    this.unwatch = watchTheme(() => {
      this.colours = stripColours();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unwatch?.();
    this.canvas.use(null);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("loader") || changed.has("leftOut")) this.count();
    if (changed.has("documentStarts") || this.mixed === undefined) this.countMixed();
    if (changed.has("tokenCount") || changed.has("token")) this.place = undefined;
    if (changed.has("tokenCount")) this.hovered = undefined;
  }

  /** A new state of the document mostly has the windows of before. */
  private count(): void {
    const { loader, leftOut } = this;
    if (loader === undefined) return;
    const { maxLength, stride } = loader.options;
    const windows = { maxLength, stride, count: loader.samples, leftOut };
    if (this.windows !== undefined && sameWindows(this.windows, windows)) return;
    this.windows = windows;
    this.mixed = undefined;
    this.use = new TokenUse(windows);
    this.most = Math.min(loader.samples - leftOut.length, Math.ceil(maxLength / stride));
  }

  private countMixed(): void {
    const { windows, documentStarts = NO_STARTS } = this;
    this.mixed = windows && mixedWindows(documentStarts, windows);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { use, tokenCount, hovered, focused, folded, loader } = this;
    if (use === undefined || tokenCount === 0) return nothing;
    // Folded or not, the heading is the same element: it may have the focus.
    return html`<div class="heading">
        <h2 id="title">${foldButton("coverage", folded, l10n.t("Coverage"))}</h2>
        ${folded ? nothing : this.packing()}
        <window-steps .loader=${loader} .window=${this.window}></window-steps>
      </div>
      ${folded ? nothing : this.renderLanes(use, hovered ?? (focused ? this.here : undefined))}`;
  }

  private packing(): TemplateResult {
    return html`<packing-lesson
      .starts=${this.documentStarts}
      .tokenCount=${this.tokenCount}
      .length=${this.loader?.options.maxLength ?? 0}
    ></packing-lesson>`;
  }

  /** @param subject the place that is told of */
  private renderLanes(use: TokenUse, subject: Stretch | undefined): TemplateResult {
    const place = this.here;
    return html`<div
        class="strip ${this.surprisal === undefined ? "" : "scored"}"
        role="slider"
        tabindex="0"
        aria-labelledby="title"
        aria-orientation="horizontal"
        aria-valuemin="0"
        aria-valuemax=${this.tokenCount - 1}
        aria-valuenow=${place.from}
        aria-valuetext=${stretchWords(use, place, this.surprisal)}
        @pointermove=${this.onMove}
        @pointerleave=${this.onLeave}
        @click=${this.onClick}
        @keydown=${this.onKey}
        @focus=${this.onFocus}
        @blur=${this.onBlur}
      >
        <canvas class="lanes" aria-hidden="true"></canvas>
        <canvas class="marks" aria-hidden="true"></canvas>
      </div>
      ${stripNotes(this.loader, this.mixed?.count)}
      ${subject === undefined ? nothing : this.words(subject, stretchWords(use, subject, this.surprisal))}`;
  }

  /** What is told of stands at the side of its place that has more room. */
  private words(subject: Stretch, words: string): TemplateResult {
    const share = subject.from / this.tokenCount;
    const inset = (part: number): string => `max(14px, calc(${String(part * 100)}% - 60px))`;
    const place = share < 0.5 ? { left: inset(share) } : { right: inset(1 - share) };
    return html`<div class="words" aria-hidden="true" ${inlineStyle(place)}>
      <div>${words}</div>
      ${stripLegend(this.most, {
        hasSurprisal: this.surprisal !== undefined,
        hasDocuments: (this.mixed?.count ?? 0) > 0,
      })}
    </div>`;
  }

  protected override updated(): void {
    const { strip, colours, use, tokenCount, most } = this;
    this.canvas.use(strip);
    if (strip === null || colours === undefined || use === undefined) return;
    const content = { use, tokenCount, most, colours, surprisal: this.surprisal };
    this.canvas.paint(strip, content, this.marksOf(this.canvas.width));
    // Its legend is there while a place is told of.
    paintSamples(this.renderRoot, colours);
  }

  private marksOf(width: number): StripMarks {
    const { tokenCount, windowStart, loader, token, focused } = this;
    const span = (stretch: Stretch) => pixelsOf(stretch, width, tokenCount);
    const subject = this.hovered ?? (focused ? this.here : undefined);
    const end = windowStart === undefined ? 0 : windowStart + (loader?.options.maxLength ?? 0);
    // The options may have changed before the window: what is not in the text is not drawn.
    const chosen = windowStart !== undefined && end < tokenCount;
    return {
      inputs: chosen ? span({ from: windowStart, to: end }) : undefined,
      target: chosen ? span({ from: end, to: end + 1 }) : undefined,
      token:
        token === undefined || token >= tokenCount
          ? undefined
          : span({ from: token, to: token + 1 }),
      place: subject && span(subject),
      // A text that is edited has fewer tokens before it is known where its documents start now.
      documents: this.linesOf(this.mixed?.starts ?? NO_STARTS, width, tokenCount),
    };
  }

  /** Where the keys are: at first on the chosen token. */
  private get here(): Stretch {
    const { place, token = 0, tokenCount } = this;
    const { width } = this.canvas;
    const start = Math.min(token, tokenCount - 1);
    if (place !== undefined) return place;
    if (width === 0) return { from: start, to: start + 1 };
    return stretchAt(pixelOf(start, width, tokenCount), width, tokenCount);
  }

  private stretchUnder(event: MouseEvent): Stretch | undefined {
    if (this.strip === null) return undefined;
    const box = this.strip.getBoundingClientRect();
    const { tokenCount } = this;
    const { width } = this.canvas;
    if (box.width === 0 || width === 0) return undefined;
    const pixel = Math.floor(((event.clientX - box.left) / box.width) * width);
    return stretchAt(clamp(pixel, 0, width - 1), width, tokenCount);
  }

  private readonly onMove = (event: PointerEvent): void => {
    const under = this.stretchUnder(event);
    if (under?.from !== this.hovered?.from || under?.to !== this.hovered?.to) this.hovered = under;
  };

  private readonly onLeave = (): void => {
    this.hovered = undefined;
  };

  private readonly onClick = (event: MouseEvent): void => {
    const under = this.stretchUnder(event);
    const { use } = this;
    const { height } = this.canvas;
    if (under === undefined || use === undefined || this.strip === null) return;
    const box = this.strip.getBoundingClientRect();
    const y = ((event.clientY - box.top) / box.height) * height;
    const rows = laneRows(height, this.surprisal !== undefined);
    const { top, bottom } = rows.find(({ lane }) => lane === "unused") ?? { top: 0, bottom: 0 };
    const isLast = rows.at(-1)?.lane === "unused";
    const isUnused = y >= top && (isLast || y < bottom);
    // In the lane of what is in no window, a click means that, however few of a pixel's tokens are.
    const unused = isUnused ? firstUnused(use, under) : undefined;
    this.choose(unused ?? under.from);
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const { tokenCount } = this;
    const { width } = this.canvas;
    if (isRevealKey(event)) {
      event.preventDefault();
      this.choose(this.here.from);
      return;
    }
    if (event.key === "Escape") {
      this.focused = false;
      this.hovered = undefined;
      return;
    }
    const to = width === 0 ? undefined : stretchAfterKey(event, this.here, width, tokenCount);
    if (to === undefined) return;
    event.preventDefault();
    this.hovered = undefined;
    this.focused = true;
    this.place = to;
  };

  private choose(index: number): void {
    this.dispatchEvent(new ChooseEvent({ kind: "token", index }, true));
  }

  private readonly onFocus = (): void => {
    // A click does not call for words at another place than the pointer's.
    this.focused = this.strip?.matches(":focus-visible") ?? false;
  };

  private readonly onBlur = (): void => {
    this.focused = false;
    this.place = undefined;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "coverage-strip": CoverageStrip;
  }
}
