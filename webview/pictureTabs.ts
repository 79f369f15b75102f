import * as l10n from "../src/shared/l10n";
import { html } from "lit";
import type { TemplateResult } from "lit";
import * as v from "valibot";
import { recall, remember } from "./pageState";

const TABS = [
  { name: "vectors", title: () => l10n.t("Vectors") },
  { name: "positions", title: () => l10n.t("Positions") },
] as const;

/** What the lower part of the page shows. */
export type PictureTab = (typeof TABS)[number]["name"];

/** The tab of before the page was made anew, else the first. */
export function recallTab(): PictureTab {
  return recall("tab", v.picklist(TABS.map(({ name }) => name))) ?? "vectors";
}

export function rememberTab(tab: PictureTab): void {
  remember("tab", tab);
}

/** The tabs; each has a tab panel beside it whose id is its name. */
export function pictureTabs(chosen: PictureTab, choose: (tab: PictureTab) => void): TemplateResult {
  const onKey = ({ key, currentTarget }: KeyboardEvent): void => {
    if (key !== "ArrowLeft" && key !== "ArrowRight") return;
    const other = chosen === "vectors" ? "positions" : "vectors";
    choose(other);
    (currentTarget as Element).querySelector<HTMLElement>(`#${other}-tab`)?.focus();
  };
  return html`<div class="tabs" role="tablist" aria-label=${l10n.t("Pictures")} @keydown=${onKey}>
    ${TABS.map(
      ({ name, title }) =>
        html`<button
          id="${name}-tab"
          role="tab"
          aria-controls=${name}
          aria-selected=${chosen === name ? "true" : "false"}
          tabindex=${chosen === name ? 0 : -1}
          @click=${() => {
            choose(name);
          }}
        >
          ${title()}
        </button>`,
    )}
  </div>`;
}
