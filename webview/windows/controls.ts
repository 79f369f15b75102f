import * as l10n from "../../src/shared/base/l10n";
import "@vscode-elements/elements/dist/vscode-icon/index.js";
import { html, LitElement, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { hasNoBatch } from "../../src/windows/loaderWindows";
import { ownerOf } from "../base/eventElements";
import { chapterLoaders, chapterStyles } from "./chapterLoaders";
import { controlStyles } from "./controlStyles";
import { LoaderEvent } from "../base/paneEvents";
import {
  isOfShuffle,
  LOADER_OPTIONS,
  NUMBER_OPTIONS,
  SWITCH_OPTIONS,
} from "../../src/shared/values/windows";
import type {
  LoaderOptions,
  NumberOptionName,
  SwitchOptionName,
} from "../../src/shared/values/windows";
import { readOption } from "../../src/windows/loaderOptions";
import { checkBoxStyles, iconButtonStyles, paneStyles } from "../base/styles";
import { foldButton, foldStyles } from "../base/sections";
import type { PanelLoader } from "../../src/shared/protocol/panelState";

/** Milliseconds after the last key before an entry counts. */
const PAUSE = 350;

const CUT = NUMBER_OPTIONS.filter((name) => !isOfShuffle(name));
/** What a shuffled order is drawn with. */
const DRAW = NUMBER_OPTIONS.filter(isOfShuffle);

/** The loader's options, in one line where there is room; folded, what they are. */
@customElement("loader-controls")
export class LoaderControls extends LitElement {
  @property({ attribute: false }) loader: PanelLoader | undefined;
  @property({ attribute: false }) folded = false;
  /** Why the host did not take the options last sent. */
  @property({ attribute: false }) refusal: string | undefined;
  /** Entries that differ from the loader's options, as they were typed. */
  @state() private drafts: Partial<Record<NumberOptionName, string>> = {};
  /** Switches that the host has not told of yet. */
  @state() private switches: Partial<Record<SwitchOptionName, boolean>> = {};
  /** Whether the chapter's loaders are shown where there is no room for them beside the fields. */
  @state() private presets = false;
  /** Options sent last, until the host tells of them or refuses them. */
  private lastOptions: string | undefined;
  private pause: ReturnType<typeof setTimeout> | undefined;

  static override readonly styles = [
    paneStyles,
    iconButtonStyles,
    foldStyles,
    checkBoxStyles,
    controlStyles,
    chapterStyles,
  ];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.pause);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("refusal") && this.refusal !== undefined) this.lastOptions = undefined;
    if (!changed.has("loader") || this.loader === undefined) return;
    const before = changed.get("loader");
    if (JSON.stringify(this.loader.options) === this.lastOptions) this.lastOptions = undefined;
    this.settleSwitches(before, this.loader);
    for (const name of NUMBER_OPTIONS) {
      const value = this.loader.options[name];
      const draft = this.drafts[name];
      const moved = before !== undefined && before.options[name] !== value;
      const entry = draft === undefined ? undefined : readOption(name, draft);
      // The host took the entry, or chose another value: the draft has had its time.
      if (entry?.ok === true && (entry.value === value || moved)) this.forget(name);
    }
  }

  /** Forgets the switches that the host took, or set another way. */
  private settleSwitches(before: PanelLoader | undefined, { options }: PanelLoader): void {
    const open = Object.entries(this.switches).filter(([key, value]) => {
      const name = key as SwitchOptionName;
      const moved = before !== undefined && before.options[name] !== options[name];
      return options[name] !== value && !moved;
    });
    if (open.length < Object.keys(this.switches).length) this.switches = Object.fromEntries(open);
  }

  private forget(name: NumberOptionName): void {
    this.drafts = Object.fromEntries(Object.entries(this.drafts).filter(([key]) => key !== name));
  }

  protected override render(): TemplateResult | typeof nothing {
    const { loader } = this;
    if (loader === undefined) return nothing;
    const { folded } = this;
    const text = optionsText(loader);
    // Folded or not, the button is the same element: it may have the focus.
    const button = folded
      ? foldButton(
          "loader",
          true,
          html`<span class="options">${text}</span>`,
          l10n.t("Loader: {0}", text),
        )
      : foldButton("loader", false, "", l10n.t("Loader"));
    return html`<div class="controls">${button} ${folded ? nothing : this.options(loader)}</div>
      ${this.sentences(loader)}`;
  }

  private options(loader: PanelLoader): TemplateResult {
    return html`<div class="fields">
        ${CUT.map((name) => this.field(name, loader))}
        ${SWITCH_OPTIONS.map((name) => this.switch(name, loader))}
        ${loader.options.shuffle ? DRAW.map((name) => this.field(name, loader)) : nothing}
      </div>
      <button
        type="button"
        class="book"
        aria-expanded=${this.presets ? "true" : "false"}
        aria-label=${l10n.t("The chapter's loaders")}
        title=${l10n.t("The chapter's loaders")}
        @click=${() => {
          this.presets = !this.presets;
        }}
      >
        <vscode-icon name="book"></vscode-icon>
      </button>
      <div class="presets ${this.presets ? "shown" : ""}">
        ${chapterLoaders(loader.options, (chosen) => {
          this.presets = false;
          this.tell({ ...loader.options, ...chosen });
        })}
      </div>`;
  }

  private switch(name: SwitchOptionName, { options }: PanelLoader): TemplateResult {
    const { name: label, tooltip } = LOADER_OPTIONS[name];
    return html`<label title=${tooltip()}
      ><input
        type="checkbox"
        name=${name}
        .checked=${this.switches[name] ?? options[name]}
        @change=${(event: Event) => {
          const { checked } = ownerOf(event, HTMLInputElement);
          this.switches = { ...this.switches, [name]: checked };
          this.send();
        }}
      /><span>${label}</span></label
    >`;
  }

  private field(name: NumberOptionName, loader: PanelLoader): TemplateResult {
    const text = this.drafts[name] ?? String(loader.options[name]);
    const entry = readOption(name, text);
    const problem = entry.ok ? this.problemAt(name, loader) : `${name}-problem`;
    const { name: label, tooltip, limits } = LOADER_OPTIONS[name];
    return html`<label title=${tooltip()}
      ><span>${label}</span>
      <input
        type="number"
        inputmode="numeric"
        name=${name}
        min=${limits.least}
        step="1"
        autocomplete="off"
        .value=${text}
        aria-invalid=${problem === undefined ? "false" : "true"}
        aria-describedby=${problem ?? nothing}
        @input=${this.onInput}
        @change=${this.onChange}
    /></label>`;
  }

  /** What is no number, a sentence each. */
  private wrong({ options }: PanelLoader): { readonly id: string; readonly text: string }[] {
    return (options.shuffle ? NUMBER_OPTIONS : CUT).flatMap((name) => {
      const entry = readOption(name, this.drafts[name] ?? String(options[name]));
      return entry.ok ? [] : [{ id: `${name}-problem`, text: entry.problem }];
    });
  }

  /** The sentence on a field's number, which leaves no window or no batch. */
  private problemAt(name: NumberOptionName, loader: PanelLoader): string | undefined {
    if (loader.problem === undefined || this.wrong(loader).length > 0) return undefined;
    const at: NumberOptionName = hasNoBatch(loader) ? "batchSize" : "maxLength";
    return name === at ? "problem" : undefined;
  }

  private sentences(loader: PanelLoader): TemplateResult {
    const { problem } = loader;
    const wrong = this.wrong(loader);
    if (this.refusal !== undefined) wrong.push({ id: "refusal", text: this.refusal });
    const warning = (text: string, id?: string): TemplateResult =>
      html`<p class="warning" id=${id ?? nothing}>
        <vscode-icon name="warning"></vscode-icon><span>${text}</span>
      </p>`;
    return html`<div class="sentences" role="status" aria-live="polite">
      ${wrong.map(({ id, text }) => warning(text, id))}
      ${problem === undefined || wrong.length > 0 ? nothing : warning(problem, "problem")}
    </div>`;
  }

  private readonly onInput = (event: Event): void => {
    const field = ownerOf(event, HTMLInputElement);
    this.drafts = { ...this.drafts, [field.name]: field.value };
    clearTimeout(this.pause);
    this.pause = setTimeout(() => {
      this.send();
    }, PAUSE);
  };

  private readonly onChange = (event: Event): void => {
    const field = ownerOf(event, HTMLInputElement);
    this.drafts = { ...this.drafts, [field.name]: field.value };
    this.send();
  };

  /** Tells all options at once, as soon as every entry is one. */
  private send(): void {
    clearTimeout(this.pause);
    if (this.loader === undefined) return;
    const { options } = this.loader;
    // What was switched before the host's answer must not be taken back by what is typed now.
    const wanted = { ...options, ...this.switches };
    for (const name of NUMBER_OPTIONS) {
      const entry = readOption(name, this.drafts[name] ?? String(options[name]));
      if (!entry.ok) return;
      wanted[name] = entry.value;
    }
    const text = JSON.stringify(wanted);
    if (text === (this.lastOptions ?? JSON.stringify(options))) return;
    this.lastOptions = text;
    this.dispatchEvent(new LoaderEvent(wanted));
  }

  /** Tells options that were chosen as a whole, whatever was typed or switched before. */
  private tell(options: Required<LoaderOptions>): void {
    clearTimeout(this.pause);
    this.drafts = {};
    this.switches = Object.fromEntries(SWITCH_OPTIONS.map((name) => [name, options[name]]));
    this.lastOptions = JSON.stringify(options);
    this.dispatchEvent(new LoaderEvent(options));
  }
}

function optionsText({ options }: PanelLoader): string {
  return [
    ...CUT.map((name) => `${LOADER_OPTIONS[name].name} ${String(options[name])}`),
    ...SWITCH_OPTIONS.filter((name) => options[name]).map((name) => LOADER_OPTIONS[name].name),
  ].join(" · ");
}

declare global {
  interface HTMLElementTagNameMap {
    "loader-controls": LoaderControls;
  }
}
