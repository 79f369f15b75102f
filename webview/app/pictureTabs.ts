import * as l10n from "../../src/shared/base/l10n";
import { html } from "lit";
import type { TemplateResult } from "lit";
import * as v from "valibot";
import { Observable } from "../../src/shared/base/observable";
import { ownerOf } from "../base/eventElements";
import { recall, remember } from "../host/pageState";

const TABS = [
  {
    name: "layer",
    title: () => l10n.t("Layer"),
    about: () => l10n.t("The embedding layer's table, and the rows of the list's ids"),
  },
  {
    name: "vectors",
    title: () => l10n.t("Vectors"),
    about: () => l10n.t("Token vectors + position vectors = input vectors of the chosen window"),
  },
  {
    name: "positions",
    title: () => l10n.t("Positions"),
    about: () => l10n.t("The table of position vectors, and other kinds of positions beside it"),
  },
] as const;

/** What the lower part of the page shows; the layer only of a list of ids. */
export type PictureTab = (typeof TABS)[number]["name"];

const NAMES = TABS.map(({ name }) => name);

/** The tab for each kind of document: the one last chosen, also before the page was made anew. */
export class PictureTabs extends Observable {
  private text = recall("tab", v.picklist(NAMES)) ?? "vectors";
  private ids = recall("tabOfIds", v.picklist(NAMES)) ?? "layer";

  of(isIds: boolean): PictureTab {
    if (isIds) return this.ids;
    return this.text === "layer" ? "vectors" : this.text;
  }

  choose(isIds: boolean, tab: PictureTab): void {
    if (isIds) this.ids = tab;
    else this.text = tab;
    remember(isIds ? "tabOfIds" : "tab", tab);
    this.notify();
  }
}

/** The tabs; each has a tab panel beside it whose id is its name. */
export function pictureTabs(all: PictureTabs, isIds: boolean): TemplateResult {
  const chosen = all.of(isIds);
  const tabs = TABS.filter(({ name }) => isIds || name !== "layer");
  const onKey = (event: KeyboardEvent): void => {
    const { key } = event;
    if (key !== "ArrowLeft" && key !== "ArrowRight") return;
    const at = tabs.findIndex(({ name }) => name === chosen);
    const step = key === "ArrowLeft" ? tabs.length - 1 : 1;
    const other = tabs[(at + step) % tabs.length]?.name ?? "vectors";
    all.choose(isIds, other);
    ownerOf(event, Element).querySelector<HTMLElement>(`#${other}-tab`)?.focus();
  };
  return html`<div class="tabs" role="tablist" aria-label=${l10n.t("Pictures")} @keydown=${onKey}>
    ${tabs.map(
      ({ name, title, about }) =>
        html`<button
          title=${about()}
          id="${name}-tab"
          role="tab"
          aria-controls=${name}
          aria-selected=${chosen === name ? "true" : "false"}
          tabindex=${chosen === name ? 0 : -1}
          @click=${() => {
            all.choose(isIds, name);
          }}
        >
          ${title()}
        </button>`,
    )}
  </div>`;
}
