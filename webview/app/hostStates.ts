import { Observable } from "../../src/shared/base/observable";
import type { PanelDocument, PanelState } from "../../src/shared/protocol/panelState";
import type { Feeds } from "../feeds/feeds";
import type { OrderedLoader } from "../feeds/orderedLoader";
import { afterCut, afterShow, findsItsPlace } from "../feeds/selection";
import { remember } from "../host/pageState";
import type { Place } from "./place";

/** A document whose tokens and windows are known. */
export interface WholeDocument {
  readonly document: Extract<PanelDocument, { kind: "ready" }>;
  readonly loader: OrderedLoader;
}

/** What the host says: its newest state, and the last one that is whole. */
export class HostStates extends Observable {
  newest: PanelState | undefined;
  /** What the panes show: it stays while a newer one of the same document is made. */
  whole: WholeDocument | undefined;
  /** Why the loader's options are not taken. */
  refusal: string | undefined;
  /** The page finds its place in the newest windows once their order is there. */
  private waits = false;

  constructor(
    private readonly feeds: Pick<Feeds, "orders" | "useDocument">,
    private readonly place: Place,
  ) {
    super();
    feeds.orders.watch(() => {
      if (!feeds.orders.isBusy) this.settle();
    });
  }

  /** Whether the panes show the newest state. */
  get isCurrent(): boolean {
    const { newest, whole } = this;
    return newest?.document.kind === "ready" && newest.document.version === whole?.document.version;
  }

  /** Whether the document is a list of ids. */
  get isIds(): boolean {
    return this.whole?.document.layer !== undefined;
  }

  show(state: PanelState): void {
    const { newest, whole, place } = this;
    const { token, window } = place.selection;
    if (whole !== undefined && isOf(state, whole)) {
      this.waits ||= findsItsPlace(place.selection, whole.loader, newest, state);
    } else this.waits = false;
    const selection = afterShow(place.selection, newest, state, this.waits);
    if (selection.token !== token || selection.window !== window) place.select(selection);
    // VS Code hands it to the extension when it restores the panel.
    if (newest?.pinnedTo !== state.pinnedTo) remember("pinnedTo", state.pinnedTo);
    this.newest = state;
    this.refusal = undefined;
    if (state.document.kind === "ready") this.feeds.orders.renew(state.loader);
    this.settle();
  }

  /** @param why undefined where options are on their way */
  refuse(why: string | undefined): void {
    this.refusal = why;
    this.notify();
  }

  /** Shows the newest state as soon as the order of its windows is there. */
  private settle(): void {
    const { newest, whole, feeds } = this;
    if (newest === undefined) return;
    const { document, loader } = newest;
    if (document.kind === "ready") {
      const order = feeds.orders.of(loader);
      this.refusal = feeds.orders.problem ?? this.refusal;
      if (order !== undefined) this.open({ document, loader: { ...loader, order } }, newest);
    } else if (document.kind !== "busy" || document.key !== whole?.document.key) {
      this.whole = undefined;
    }
    this.notify();
  }

  private open(now: WholeDocument, state: PanelState): void {
    const { whole, place } = this;
    const { key, version, tokenCount } = now.document;
    const isSame = whole?.document.key === key;
    this.feeds.useDocument(version, tokenCount, isSame);
    const { selection } = place;
    if (this.waits && whole !== undefined) {
      place.select(afterCut(selection, whole.loader, now.loader, state));
    } else if (!isSame) place.select(selection);
    this.waits = false;
    this.whole = now;
  }
}

const isOf = ({ document }: PanelState, whole: WholeDocument): boolean =>
  document.kind !== "none" && document.key === whole.document.key;
