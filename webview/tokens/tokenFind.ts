import * as l10n from "../../src/shared/base/l10n";
import "@vscode-elements/elements/dist/vscode-icon/index.js";
import { css, html, LitElement } from "lit";
import type { TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { MOST_SOUGHT_UNITS } from "../../src/shared/values/find";
import { readSought } from "../../src/shared/values/findWords";
import type { FindKind } from "../../src/shared/values/findWords";
import { ownerOf } from "../base/eventElements";
import { iconButtonStyles, paneStyles } from "../base/styles";
import type { TokenFinder } from "../feeds/finder";

const KINDS = ["text", "id", "index"] as const satisfies readonly FindKind[];

/** Name of a kind in the list, an example of it or what to do, and what is found by it. */
interface KindWords {
  readonly title: string;
  readonly hint: string;
  readonly how: string;
}

function kindWords(kind: FindKind): KindWords {
  switch (kind) {
    case "text":
      return {
        title: l10n.t("text"),
        hint: l10n.t("find text"),
        how: l10n.t(
          "Text as it stands in the document: upper and lower case differ, spaces count.",
        ),
      };
    case "id":
      return {
        title: l10n.t("id"),
        hint: l10n.t("e.g. {0}", "198"),
        how: l10n.t("An id of the vocabulary."),
      };
    case "index":
      return {
        title: l10n.t("index"),
        hint: l10n.t("e.g. {0}", "#1234"),
        how: l10n.t("A token by its number in the document, from 0."),
      };
  }
}

/** The person is done with looking for tokens. */
export class LeaveEvent extends Event {
  static readonly type = "leave";
  constructor() {
    super(LeaveEvent.type);
  }
}

/** Goes to a token by the text it holds, by its id or by its index. */
@customElement("token-find")
export class TokenFind extends LitElement {
  @property({ attribute: false }) finder: TokenFinder | undefined;
  /** Chosen document token, from which on is looked. */
  @property({ attribute: false }) selected: number | undefined;
  @state() private kind: FindKind = "text";
  /** The token that was chosen when the typing began: each letter more is sought from there on. */
  private from: { readonly token: number | undefined } | undefined;
  @query("input") private readonly field!: HTMLInputElement;

  static override readonly styles = [
    paneStyles,
    iconButtonStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      form {
        display: flex;
        align-items: center;
        gap: 2px;
      }
      input,
      select {
        height: 22px;
        border: 1px solid
          var(--vscode-input-border, var(--vscode-settings-textInputBorder, var(--line)));
        border-radius: 3px;
        background: var(--vscode-input-background, var(--box));
        color: var(--vscode-input-foreground, inherit);
        color-scheme: inherit;
        font: inherit;
        font-size: 12px;
      }
      select {
        margin-right: 2px;
        padding: 0 2px;
      }
      input {
        flex: 0 1 15ch;
        width: 15ch;
        min-width: 36px;
        padding: 0 6px;
        font-family: var(--mono);
        text-overflow: ellipsis;
      }
      input::placeholder {
        font-family: var(--vscode-font-family, sans-serif);
        color: var(--vscode-input-placeholderForeground, var(--dim));
      }
      input:focus,
      select:focus {
        outline: 1px solid var(--accent);
        outline-offset: -1px;
      }
    `,
  ];

  /** Puts the keyboard into the field. */
  enter(): void {
    this.field.focus();
    this.field.select();
  }

  protected override render(): TemplateResult {
    const { hint, how } = kindWords(this.kind);
    const keys = l10n.t("Enter goes to the next place, Shift and Enter to the previous one.");
    return html`<form role="search" aria-label=${l10n.t("Find a token")} @submit=${this.onSubmit}>
      <select
        name="findKind"
        aria-label=${l10n.t("Find by")}
        title=${l10n.t("What is looked for: a text, a token's id, or its number in the document")}
        @change=${this.onKind}
      >
        ${KINDS.map(
          (kind) =>
            html`<option value=${kind} ?selected=${kind === this.kind}>
              ${kindWords(kind).title}
            </option>`,
        )}
      </select>
      <input
        name="find"
        type="text"
        inputmode=${this.kind === "text" ? "text" : "numeric"}
        maxlength=${MOST_SOUGHT_UNITS}
        autocomplete="off"
        spellcheck="false"
        aria-label=${l10n.t("Token to find")}
        aria-description="${how} ${keys}"
        placeholder=${hint}
        title="${how} ${keys}"
        @input=${this.onInput}
        @keydown=${this.onKey}
      />
      ${this.step("arrow-up", l10n.t("Previous place"), true)}
      ${this.step("arrow-down", l10n.t("Next place"), false)}
    </form>`;
  }

  private step(icon: string, label: string, backwards: boolean): TemplateResult {
    return html`<button
      type="button"
      aria-label=${label}
      title=${label}
      @click=${() => {
        this.seek(backwards);
      }}
    >
      <vscode-icon name=${icon}></vscode-icon>
    </button>`;
  }

  private readonly onSubmit = (event: SubmitEvent): void => {
    // Enter is heard in the field, where Shift is known.
    event.preventDefault();
  };

  private readonly onKind = (event: Event): void => {
    this.kind = KINDS[ownerOf(event, HTMLSelectElement).selectedIndex] ?? "text";
    this.from = undefined;
    this.onInput();
  };

  private readonly onInput = (): void => {
    const { value } = this.field;
    if (value === "") {
      this.from = undefined;
      this.finder?.forget();
      return;
    }
    this.from ??= { token: this.selected };
    const entry = readSought(this.kind, value);
    if (entry.ok) this.finder?.type(entry.sought, this.from.token);
    else this.finder?.refuse(entry.problem);
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      this.seek(event.shiftKey);
    } else if (event.key === "Escape") {
      this.from = undefined;
      this.finder?.forget();
      this.dispatchEvent(new LeaveEvent());
    }
  };

  private seek(backwards: boolean): void {
    this.from = undefined;
    const entry = readSought(this.kind, this.field.value);
    if (entry.ok) this.finder?.seek(entry.sought, backwards, this.selected);
    else this.finder?.refuse(entry.problem);
  }
}

declare global {
  interface HTMLElementEventMap {
    [LeaveEvent.type]: LeaveEvent;
  }
  interface HTMLElementTagNameMap {
    "token-find": TokenFind;
  }
}
