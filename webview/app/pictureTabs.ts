import * as l10n from "../../src/shared/base/l10n";
import { html } from "lit";
import type { TemplateResult } from "lit";
import * as v from "valibot";
import { Observable } from "../../src/shared/base/observable";
import { ownerOf } from "../base/eventElements";
import { PANE_TEXTS, TABS } from "../../src/shared/values/panes";
import type { Tab } from "../../src/shared/values/panes";
import { recall, remember } from "../host/pageState";

/** What the lower part of the page shows; the layer only of a list of ids. */
export type PictureTab = Tab;

/** The tab for each kind of document: the one last chosen, also before the page was made anew. */
export class PictureTabs extends Observable {
  private text = recall("tab", v.picklist(TABS)) ?? "vectors";
  private ids = recall("tabOfIds", v.picklist(TABS)) ?? "layer";

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
  const tabs = TABS.filter((name) => isIds || name !== "layer");
  const onKey = (event: KeyboardEvent): void => {
    const { key } = event;
    if (key !== "ArrowLeft" && key !== "ArrowRight") return;
    const at = tabs.indexOf(chosen);
    const step = key === "ArrowLeft" ? tabs.length - 1 : 1;
    const other = tabs[(at + step) % tabs.length] ?? "vectors";
    all.choose(isIds, other);
    ownerOf(event, Element).querySelector<HTMLElement>(`#${other}-tab`)?.focus();
  };
  return html`<div class="tabs" role="tablist" aria-label=${l10n.t("Pictures")} @keydown=${onKey}>
    ${tabs.map(
      (name) =>
        html`<button
          title=${PANE_TEXTS[name].about()}
          id="${name}-tab"
          role="tab"
          aria-controls=${name}
          aria-selected=${chosen === name ? "true" : "false"}
          tabindex=${chosen === name ? 0 : -1}
          @click=${() => {
            all.choose(isIds, name);
          }}
        >
          ${PANE_TEXTS[name].tab()}
        </button>`,
    )}
  </div>`;
}
