import type { PanelHost } from "../../src/shared/protocol/panel";
import { messageOf } from "../../src/shared/base/rpc";
import type { Remote } from "../../src/shared/base/rpc";
import { nextLost, tokenUseOf } from "../../src/windows/lostTokens";
import { warn } from "../base/log";
import {
  ChangeLayerEvent,
  ChooseEvent,
  ChooseModelEvent,
  CopyBatchEvent,
  FirstMarksEvent,
  HelpEvent,
  LoaderEvent,
  LostEvent,
  OpenDocumentEvent,
  OpenModelEvent,
  PinEvent,
  PointEvent,
} from "../base/paneEvents";
import { HoveredToken, PointTeller } from "../feeds/hoveredToken";
import { afterChoice } from "../feeds/selection";
import { send } from "../host/host";
import type { HostLink } from "./hostLink";

/** What the person chooses in the panes: it moves their place in the page, and the host hears of it. */
export class Choices {
  readonly pointed = new HoveredToken();
  private readonly remote: Remote<PanelHost>;

  constructor(
    page: HTMLElement,
    private readonly link: HostLink,
  ) {
    const { remote } = link;
    this.remote = remote;
    page.addEventListener(ChooseEvent.type, this.choose);
    page.addEventListener(PointEvent.type, this.look);
    page.addEventListener(LostEvent.type, this.goToLost);
    page.addEventListener(LoaderEvent.type, this.cut);
    page.addEventListener(CopyBatchEvent.type, this.copyBatch);
    page.addEventListener(ChooseModelEvent.type, () => {
      send(remote.chooseModel());
    });
    page.addEventListener(OpenModelEvent.type, () => {
      send(remote.openModel());
    });
    page.addEventListener(ChangeLayerEvent.type, () => {
      send(remote.changeToyLayer());
    });
    page.addEventListener(OpenDocumentEvent.type, ({ kind }) => {
      send(remote.openDocument(kind));
    });
    page.addEventListener(PinEvent.type, ({ isPinned }) => {
      send(remote.pin(isPinned));
    });
    page.addEventListener(HelpEvent.type, ({ pane }) => {
      send(remote.help(pane));
    });
    page.addEventListener(FirstMarksEvent.type, () => {
      send(remote.firstMarksShown());
    });
    this.tellPointed();
  }

  private readonly choose = ({ choice, reveal }: ChooseEvent): void => {
    const { states, place } = this.link;
    if (states.whole === undefined) return;
    place.select(afterChoice(place.selection, choice, states.whole.loader));
    if (reveal) send(this.remote.select(choice));
  };

  private readonly look = ({ row, dimension, chosen }: PointEvent): void => {
    const { place, feeds } = this.link;
    place.look({ row, column: dimension });
    const start = feeds.vectors.last?.answer.start;
    if (chosen && start !== undefined) place.choose(start + row);
  };

  private readonly goToLost = ({ lost }: LostEvent): void => {
    const { states, place } = this.link;
    if (states.whole === undefined) return;
    const { document, loader } = states.whole;
    const search = { use: tokenUseOf(loader), tokenCount: document.tokenCount, kind: lost.kind };
    const index = nextLost(Math.max(place.selection.token ?? -1, lost.from - 1), search);
    if (index !== undefined) this.choose(new ChooseEvent({ kind: "token", index }, true));
  };

  private readonly cut = ({ options }: LoaderEvent): void => {
    const { states } = this.link;
    states.refuse(undefined);
    this.remote.setLoader(options).catch((error: unknown) => {
      states.refuse(messageOf(error));
    });
  };

  private readonly copyBatch = ({ batch }: CopyBatchEvent): void => {
    const { states, place } = this.link;
    const { batchSize } = states.whole?.loader.options ?? { batchSize: 1 };
    const { window: chosen = -1 } = place.selection;
    const isChosen = Math.floor(chosen / batchSize) === batch;
    const window = isChosen ? chosen : batch * batchSize;
    send(this.remote.copyAsPyTorch({ of: "batch", window }));
  };

  /** The editor marks what is pointed at, also once the document has other tokens. */
  private tellPointed(): void {
    const { states } = this.link;
    const teller = new PointTeller(this.pointed, async (token) => {
      const version = states.whole?.document.version;
      if (version === undefined) return;
      const { remote } = this;
      const call = token === undefined ? remote.point(version) : remote.point(version, token);
      await call.catch((error: unknown) => {
        warn(`the editor could not mark a token. ${messageOf(error)}`);
      });
    });
    let version: number | undefined;
    states.watch(() => {
      const now = states.whole?.document.version;
      if (now === undefined || now === version) return;
      version = now;
      teller.again();
    });
  }
}
