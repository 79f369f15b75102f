import * as l10n from "../../src/shared/base/l10n";
import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { positionKind } from "./kinds";
import type { KindExample } from "./kinds";
import type { Source } from "./positionRows";

/** What the kinds of positions are whose pictures stand beneath, with an example if wanted. */
export function kindCards(
  sources: readonly Source[],
  hasExample: boolean,
  showExample: (shown: boolean) => void,
): TemplateResult {
  const button = html`<button
    type="button"
    class="again example"
    title=${hasExample ? l10n.t("Hide the example with small numbers") : l10n.t("Work an example with small numbers")}
    aria-expanded=${hasExample ? "true" : "false"}
    @click=${() => {
      showExample(!hasExample);
    }}
  >
    ${l10n.t("Example")}
  </button>`;
  return html`<div class="kinds">
    ${sources.map((source, at) => card(source, hasExample, at === 0 ? button : nothing))}
  </div>`;
}

function card(
  source: Source,
  hasExample: boolean,
  button: TemplateResult | typeof nothing,
): TemplateResult {
  const { name, kind, usedBy, does, example } = positionKind(source);
  return html`<div class="kind" data-kind=${source}>
    <p class="what">
      <b>${name}</b> <span class="badge">${kind}</span>
      <span class="users" title=${l10n.t("used by {0}", usedBy)}
        >${l10n.t("used by {0}", usedBy)}</span
      >
      ${button}
    </p>
    <p class="does" title=${does}>${does}</p>
    ${hasExample ? exampleTable(example) : nothing}
  </div>`;
}

function exampleTable({ caption, columns, rows }: KindExample): TemplateResult {
  return html`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        ${columns.map((column) => html`<th scope="col">${column}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([first, ...cells]) =>
          html`<tr>
            <th scope="row">${first}</th>
            ${cells.map((cell) => html`<td>${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

export const kindCardStyles = css`
  .kinds {
    display: flex;
    flex: none;
    align-items: flex-start;
    gap: 4px 28px;
    max-height: 45%;
    padding: 0 14px 4px;
    overflow: auto;
    color: var(--dim);
    font-size: var(--small);
  }
  .kind {
    flex: 1;
    min-width: 0;
  }
  .kind p {
    margin: 0;
  }
  .kind b {
    color: var(--vscode-foreground);
    font-weight: 600;
  }
  .badge {
    margin: 0 6px;
    padding: 0 6px;
    border: 1px solid var(--vscode-contrastBorder, var(--line));
    border-radius: 8px;
    color: var(--vscode-foreground);
    white-space: nowrap;
  }
  .kinds .example {
    margin-left: 8px;
    padding: 0 8px;
    font-size: var(--small);
  }
  .kinds table {
    margin: 4px 0 2px;
    border-collapse: collapse;
    font-family: var(--mono);
  }
  .kinds caption {
    padding-bottom: 2px;
    font-family: var(--vscode-font-family, sans-serif);
    text-align: left;
  }
  .kinds th,
  .kinds td {
    padding: 0 14px 0 0;
    font-weight: 400;
    text-align: left;
    white-space: nowrap;
  }
  .kinds td {
    color: var(--vscode-foreground);
  }
  @media (max-width: 600px) {
    .what {
      display: flex;
      align-items: baseline;
    }
    .what b,
    .what .example {
      flex: none;
    }
    .users {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .kinds {
      flex-wrap: wrap;
    }
    .kind {
      flex-basis: 100%;
    }
  }
  /* In a low page a line of it, and the rest under the mouse: the room is the picture's. */
  @media (max-width: 600px) and (max-height: 780px) {
    .does {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
  }
`;
