import * as l10n from "../../src/shared/base/l10n";
import "@vscode-elements/elements/dist/vscode-icon/index.js";
import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { TO_THE_PAGE } from "./paneEvents";

/** Parts of the page that fold, from top to bottom. */
export const SECTIONS = ["loader", "coverage", "tokens", "windows", "pictures"] as const;
export type Section = (typeof SECTIONS)[number];

/** A part of the page is to be folded, or unfolded. */
export class FoldEvent extends Event {
  static readonly type = "tokenscope-fold";
  constructor(
    readonly section: Section,
    readonly folded: boolean,
  ) {
    super(FoldEvent.type, TO_THE_PAGE);
  }
}

/**
 * The button that folds a part of the page, with VS Code's keys for views: Enter and Space turn it,
 * Left folds and Right unfolds.
 * @param face what stands beside the mark
 * @param name for who does not see the face, where the face is no name
 */
export function foldButton(
  section: Section,
  folded: boolean,
  face: TemplateResult | string,
  name?: string,
): TemplateResult {
  const tell = (target: EventTarget | null, wish: boolean): void => {
    if (wish !== folded) target?.dispatchEvent(new FoldEvent(section, wish));
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    event.stopPropagation();
    tell(event.currentTarget, event.key === "ArrowLeft");
  };
  const title = folded ? l10n.t("Show") : l10n.t("Fold");
  return html`<button
    type="button"
    class="fold"
    data-section=${section}
    aria-expanded=${folded ? "false" : "true"}
    aria-label=${name ?? (typeof face === "string" && face !== "" ? face : nothing)}
    title=${title}
    @click=${(event: MouseEvent) => {
      tell(event.currentTarget, !folded);
    }}
    @keydown=${onKey}
  >
    <vscode-icon name=${folded ? "chevron-right" : "chevron-down"}></vscode-icon
    ><span class="face">${face}</span>
  </button>`;
}

export const foldStyles = css`
  button.fold {
    display: flex;
    align-items: center;
    gap: 2px;
    width: auto;
    min-width: 0;
    height: 20px;
    padding: 0 4px 0 0;
    border: 0;
    border-radius: 3px;
    background: none;
    color: inherit;
    font: inherit;
    letter-spacing: inherit;
    text-transform: inherit;
    cursor: pointer;
  }
  .face {
    display: flex;
    min-width: 0;
  }
  button.fold:hover {
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    background: var(--vscode-toolbar-hoverBackground, #5a5d5e50);
  }
  button.fold:focus-visible {
    outline: 1px solid var(--accent);
  }
`;

declare global {
  interface HTMLElementEventMap {
    [FoldEvent.type]: FoldEvent;
  }
}
