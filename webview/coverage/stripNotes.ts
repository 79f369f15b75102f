import * as l10n from "../../src/shared/base/l10n";
import { formatCount } from "../../src/shared/base/numbers";
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { PanelLoader } from "../../src/shared/protocol/panelState";
import type { LoaderNote } from "../../src/shared/values/lostTokens";
import { noteLinks } from "../windows/noteLinks";

/** @param mixed windows whose inputs are of two documents or more */
function mixedText(mixed: number): string {
  return mixed === 1
    ? l10n.t("1 window holds two documents")
    : l10n.t("{0} windows hold two documents", formatCount(mixed));
}

/** What the windows use in one line, lost tokens first; what is cut off is in its tooltip. */
export function stripNotes(
  loader: PanelLoader | undefined,
  mixed = 0,
): TemplateResult | typeof nothing {
  const { notes: ofLoader = [], problem } = loader ?? {};
  const notes = mixed === 0 ? ofLoader : [...ofLoader, [{ text: mixedText(mixed) }]];
  // The problem stands at the options; counts beside it would contradict it.
  if (notes.length === 0 || problem !== undefined) return nothing;
  const isLost = (note: LoaderNote): boolean => note.some(({ lost }) => lost !== undefined);
  const [lost, others] = [notes.filter(isLost), notes.filter((note) => !isLost(note))];
  const whole = notes.map((note) => note.map(({ text }) => text).join("")).join(" · ");
  return html`<p class="notes" role="status" title=${whole}>
    ${lost.length === 0 ? nothing : html`<span class="lost">${noteLinks(lost)}</span>`}
    ${
      others.length === 0
        ? nothing
        : html`<span class="others">${lost.length > 0 ? " · " : ""}${noteLinks(others)}</span>`
    }
  </p>`;
}
