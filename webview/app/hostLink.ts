import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { PanelHost } from "../../src/shared/protocol/panel";
import type { Remote } from "../../src/shared/base/rpc";
import { ChooseEvent } from "../base/paneEvents";
import { Feeds } from "../feeds/feeds";
import { firstSight } from "../host/firstSight";
import { connect, send } from "../host/host";
import { HostStates } from "./hostStates";
import { Place } from "./place";

/** Joins the page to the extension host: its states come in, and what the page asks for goes out. */
export class HostLink implements ReactiveController {
  readonly remote: Remote<PanelHost>;
  readonly feeds: Feeds;
  readonly place = new Place();
  readonly states: HostStates;
  private readonly first = firstSight();

  constructor(page: ReactiveControllerHost & HTMLElement) {
    const { first } = this;
    this.remote = connect({ show: (state) => this.states.show(state) }, first?.answers);
    this.feeds = new Feeds(
      () => this.remote,
      ({ token }) => {
        page.dispatchEvent(new ChooseEvent({ kind: "token", index: token }, true));
      },
    );
    this.states = new HostStates(this.feeds, this.place);
    page.addController(this);
  }

  hostConnected(): void {
    send(this.remote.ready());
    if (this.first !== undefined) this.states.show(this.first.state);
  }
}
