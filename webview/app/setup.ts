import type { ReactiveControllerHost } from "lit";
import type { PanelHost } from "../../src/shared/protocol/panel";
import type { Remote } from "../../src/shared/base/rpc";
import { send } from "../host/host";
import { PageSections } from "./pageSections";
import { PictureLook } from "./pictureLook";
import { PictureTabs } from "./pictureTabs";

/** How the person set the page up: remembered while it is hidden, and kept when it is closed. */
export class Setup {
  readonly tabs = new PictureTabs();
  readonly sections: PageSections;
  readonly look: PictureLook;

  constructor(page: ReactiveControllerHost & HTMLElement, remote: Remote<PanelHost>) {
    this.sections = new PageSections(page, (json) => {
      send(remote.keep("sections", json));
    });
    this.look = new PictureLook(page, (json) => {
      send(remote.keep("pictures", json));
    });
  }
}
