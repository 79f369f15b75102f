import * as l10n from "../../src/shared/base/l10n";
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { PanelLoader } from "../../src/shared/protocol/panelState";
import type { LoaderBatch } from "../../src/windows/loaderWindows";
import { shape } from "../base/format";
import { CopyBatchEvent } from "../base/paneEvents";

/** What the batch is, and a button that copies it. */
export function batchWords(batch: LoaderBatch, loader: PanelLoader): TemplateResult {
  const text = batchText(batch, loader);
  return html`<span class="aside"
    ><span class="size" title=${text}>${text}</span> ${copyButton(batch)}</span
  >`;
}

/** The words of the command, which the palette has too. */
function copyButton({ index, leftOver }: LoaderBatch): TemplateResult | typeof nothing {
  if (leftOver) return nothing;
  const copy = (event: MouseEvent): void => {
    event.target?.dispatchEvent(new CopyBatchEvent(index));
  };
  return html`<button
    type="button"
    class="copy"
    title=${l10n.t("Copy the lines that give this batch in a notebook")}
    @click=${copy}
  >
    ${l10n.t("Copy as PyTorch")}
  </button>`;
}

function batchText({ first, end, leftOver }: LoaderBatch, { options }: PanelLoader): string {
  const size = shape(end - first, options.maxLength);
  return leftOver
    ? l10n.t("inputs over targets {0} · left over by drop_last: no batch has these windows", size)
    : l10n.t("inputs over targets {0}", size);
}
