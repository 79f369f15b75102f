import * as l10n from "../../src/shared/base/l10n";
import { css, html } from "lit";
import type { TemplateResult } from "lit";
import type { LoaderNote, LostKind, NotePart } from "../../src/shared/values/lostTokens";
import { LostEvent } from "../base/paneEvents";

/** Sentences on a loader in one line; the numbers of lost tokens in it lead to the tokens. */
export function noteLinks(notes: readonly LoaderNote[]): (TemplateResult | string)[] {
  return notes.flatMap((note, at) => [...(at === 0 ? [] : [" · "]), ...note.map(notePart)]);
}

function notePart({ text, lost }: NotePart): TemplateResult | string {
  if (lost === undefined) return text;
  const title = linkTitle(lost.kind);
  const follow = (event: MouseEvent): void => {
    event.currentTarget?.dispatchEvent(new LostEvent(lost));
  };
  // On one line: white space between the sentence and its full stop would be seen.
  // prettier-ignore
  return html`<button type="button" class="lost" title=${title} aria-label="${text}: ${title}" @click=${follow}>${text}</button>`;
}

function linkTitle(kind: LostKind): string {
  return kind === "unused"
    ? l10n.t("Go to the next token that is in no window")
    : l10n.t("Go to the next token that is never an input");
}

export const noteLinkStyles = css`
  button.lost {
    display: inline;
    width: auto;
    height: auto;
    padding: 0;
    border: none;
    border-radius: 2px;
    background: none;
    color: var(--vscode-textLink-foreground, var(--accent));
    font: inherit;
    text-decoration: underline;
    text-underline-offset: 2px;
    cursor: pointer;
  }
  button.lost:hover {
    color: var(--vscode-textLink-activeForeground, var(--accent));
  }
  button.lost:focus-visible {
    outline: 1px solid var(--accent);
    outline-offset: 1px;
  }
`;
