import * as l10n from "../../src/shared/base/l10n";
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { PinEvent } from "../base/paneEvents";
import type { PanelState } from "../../src/shared/protocol/panelState";

/** Keeps the panel with its document, or lets it follow the editor that is used. */
export function pinButton({ document, pinnedTo }: PanelState): TemplateResult | typeof nothing {
  if (document.kind === "none") return nothing;
  const isPinned = pinnedTo !== undefined;
  const title = isPinned
    ? l10n.t("The panel stays with this document. Press to let it follow the editor you use.")
    : l10n.t("The panel follows the editor you use. Press to keep it with this document.");
  return html`<button
    type="button"
    class="pin"
    aria-label=${l10n.t("Keep the panel with this document")}
    aria-pressed=${isPinned ? "true" : "false"}
    title=${title}
    @click=${(event: MouseEvent) => event.currentTarget?.dispatchEvent(new PinEvent(!isPinned))}
  >
    <vscode-icon name=${isPinned ? "pinned" : "pin"}></vscode-icon>
  </button>`;
}
