import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { PanelLoader } from "../../src/shared/protocol/panelState";
import type { LoaderNote } from "../../src/shared/values/lostTokens";
import { noteLinks } from "../windows/noteLinks";

/** What the windows use in one line, lost tokens first; what is cut off is in its tooltip. */
export function stripNotes(loader: PanelLoader | undefined): TemplateResult | typeof nothing {
  const { notes = [], problem } = loader ?? {};
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
