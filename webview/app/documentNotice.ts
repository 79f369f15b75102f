import * as l10n from "../../src/shared/base/l10n";
import { nothing } from "lit";
import type { TemplateResult } from "lit";
import { notice } from "../base/notice";
import type { PanelDocument } from "../../src/shared/protocol/panelState";

/** What stands in place of the panes while there are no tokens to show. */
export function documentNotice(document: PanelDocument): TemplateResult | typeof nothing {
  switch (document.kind) {
    case "none":
      return notice(l10n.t("Nothing to show yet"), document.message);
    case "busy":
      return notice(
        l10n.t("Reading {0}…", document.name),
        l10n.t("Its tokens appear as soon as they are known."),
        true,
      );
    case "failed":
      return notice(l10n.t("The tokens of {0} could not be made", document.name), document.message);
    case "ready":
      return nothing;
  }
}
