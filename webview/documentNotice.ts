import { nothing } from "lit";
import type { TemplateResult } from "lit";
import type { PanelDocument } from "../src/shared/panel";
import { notice } from "./notice";

/** What stands in place of the panes while there are no tokens to show. */
export function documentNotice(document: PanelDocument): TemplateResult | typeof nothing {
  switch (document.kind) {
    case "none":
      return notice("Nothing to show yet", document.message);
    case "busy":
      return notice(
        `Reading ${document.name}…`,
        "Its tokens appear as soon as they are known.",
        true,
      );
    case "failed":
      return notice(`The tokens of ${document.name} could not be made`, document.message);
    case "ready":
      return nothing;
  }
}
