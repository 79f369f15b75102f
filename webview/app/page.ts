import * as l10n from "../../src/shared/base/l10n";
import "@vscode-elements/elements/dist/vscode-progress-ring/index.js";
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { PanelState } from "../../src/shared/protocol/panelState";
import { notice } from "../base/notice";
import type { HoveredToken } from "../feeds/hoveredToken";
import { stoppedNote } from "../vectors/stoppedNote";
import { documentNotice } from "./documentNotice";
import { header } from "./header";
import type { HostLink } from "./hostLink";
import { contentOf, panes } from "./panes";
import type { PanesView } from "./panes";
import { pinButton } from "./pinButton";
import type { Setup } from "./setup";

/** What the page is made of. */
export interface PageParts {
  readonly link: HostLink;
  readonly setup: Setup;
  readonly pointed: HoveredToken;
  /** What came of the last wish for a picture. */
  readonly sentence: string;
}

/** The header with what is to be known first, and all panes beneath it, or why there are none. */
export function page(parts: PageParts): TemplateResult {
  const { newest, whole, isCurrent } = parts.link.states;
  if (newest === undefined) {
    const next = l10n.t(
      "If this stays, close the panel and run “Tokenscope: Open Visualizer” again.",
    );
    return html`<main>${notice(l10n.t("Waiting for the document…"), next, true)}</main>`;
  }
  const { model, modelNote, idNotice } = newest;
  const document = whole?.document ?? newest.document;
  const updating = whole !== undefined && !isCurrent;
  const view = panesView(parts, newest);
  return html`<main aria-busy=${updating ? "true" : "false"}>
    <div class="top">
      ${header(document, model, updating, pinButton(newest))} ${stoppedNote(model)}
      ${modelNote === undefined ? nothing : html`<p class="note" role="status">${modelNote}</p>`}
      ${idNotice === undefined ? nothing : html`<p class="note ids" role="status">${idNotice}</p>`}
    </div>
    ${view === undefined ? documentNotice(newest.document) : panes(view)}
  </main>`;
}

function panesView(
  { link, setup, pointed, sentence }: PageParts,
  { model, token, firstMarks }: PanelState,
): PanesView | undefined {
  const { states, place, feeds } = link;
  const { whole } = states;
  if (whole === undefined) return undefined;
  const { look, tabs, sections } = setup;
  const tab = tabs.of(states.isIds);
  const vectors = feeds.blocks.of(feeds.vectors.last?.answer);
  const isMarked = tab === "vectors" && vectors !== undefined && token !== undefined;
  const view = {
    ...whole,
    model,
    selection: place.selection,
    refusal: states.refusal,
    feeds,
    pointed,
    tab,
    tabs,
    sentence,
    isFirst: firstMarks === true,
    editorPlace: isMarked ? `${String(whole.document.version)} ${String(token)}` : undefined,
    vectors,
    cross: place.cross(vectors),
    limit: look.limit(vectors),
    palette: look.palette,
    drawing: look.choices,
  };
  return { ...view, layout: sections.layoutOf(contentOf(view)) };
}
