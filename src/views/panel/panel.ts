import * as l10n from "../../shared/base/l10n";
import {
  EventEmitter,
  Uri,
  ViewColumn,
  window,
  type Disposable,
  type WebviewPanel,
  type WebviewPanelSerializer,
} from "vscode";
import { documentName } from "../../analysis/documentName";
import type { FirstSight } from "../../shared/protocol/firstSight";
import { hostChecks, type PanelHost } from "../../shared/protocol/panel";
import type { PanelPage } from "../../shared/protocol/panelState";
import { Latest } from "../../shared/base/latest";
import { join, messageOf, type Channel, type Peer } from "../../shared/base/rpc";
import { nextTask } from "../ui/nextTask";
import { Deadline } from "./deadline";
import { firstAnswers } from "./firstAnswers";
import { panelHost } from "./panelHost";
import { PanelPages } from "./panelPage";
import type { PanelParts } from "./panelParts";
import { PanelStates } from "./panelStates";
import { PointedToken } from "./pointedToken";

export const VIEW_TYPE = "tokenscope.visualizer";

/** Milliseconds that VS Code takes for an empty frame, or longer. */
const FRAME = 500;

/** The visualizer: one webview editor beside the text, which shows what the focus is on. */
export class Panel implements Disposable, WebviewPanelSerializer {
  private open: { readonly panel: WebviewPanel; readonly peer: Peer<PanelPage> } | undefined;
  private announced = false;
  private readonly visibility = new EventEmitter<void>();
  /** The panel was opened or closed. */
  readonly onDidToggle = this.visibility.event;
  private readonly listeners: readonly Disposable[];
  private readonly pointed: PointedToken;
  private readonly pages: PanelPages;
  private readonly states: PanelStates;
  private readonly filling = new Latest();

  constructor(private readonly parts: PanelParts) {
    const { focus, idNotices } = parts;
    this.pointed = new PointedToken(focus);
    this.pages = new PanelPages(this.dist);
    this.states = new PanelStates(parts);
    this.listeners = [
      focus.onDidChange(() => {
        this.announce();
      }),
      idNotices.onDidChange(() => {
        this.announce();
      }),
      window.registerWebviewPanelSerializer(VIEW_TYPE, this),
    ];
  }

  get isOpen(): boolean {
    return this.open !== undefined;
  }

  show(): void {
    if (this.open !== undefined) {
      const { panel } = this.open;
      panel.reveal(isCovered(panel) ? ViewColumn.Beside : undefined, true);
      return;
    }
    this.adopt(
      window.createWebviewPanel(VIEW_TYPE, this.title, {
        viewColumn: ViewColumn.Beside,
        preserveFocus: true,
      }),
    );
  }

  /**
   * Fills the panel of before, when VS Code restores its window after a reload.
   * @param state what the page remembered
   */
  async deserializeWebviewPanel(panel: WebviewPanel, state: unknown): Promise<void> {
    // One was opened meanwhile: there is room for one.
    if (this.open !== undefined) {
      panel.dispose();
      return;
    }
    this.adopt(panel);
    const { pinnedTo } = (state ?? {}) as Record<string, unknown>;
    if (typeof pinnedTo === "string") this.parts.focus.pinTo(pinnedTo);
  }

  private adopt(panel: WebviewPanel): void {
    panel.webview.options = { enableScripts: true, localResourceRoots: [this.dist] };
    panel.iconPath = Uri.joinPath(this.parts.extensionUri, "media", "icon.svg");
    const host = panelHost(this.parts, {
      pointed: this.pointed,
      showState: () => this.open?.peer.tell.show(this.states.current()),
      uncover: () => {
        if (this.open !== undefined && isCovered(this.open.panel)) this.show();
      },
    });
    const peer = join<PanelPage, PanelHost>(webviewChannel(panel), {
      mine: host,
      checks: hostChecks,
      onUnfit: (why) => {
        this.parts.log.warn(`The panel sent a message that was dropped. ${why}`);
      },
    });
    this.open = { panel, peer };
    panel.onDidChangeViewState(() => {
      if (panel.visible) return;
      this.pointed.clear();
      // VS Code makes the page anew when it is seen again: what was true at first may not be then.
      this.fill(panel, undefined);
    });
    panel.onDidDispose(() => {
      this.open = undefined;
      this.pointed.release();
      this.parts.focus.pin(false);
      this.visibility.fire();
    });
    this.visibility.fire();
    // What fails is the model's state from then on.
    this.parts.models.current().catch(() => undefined);
    void this.parts.models.lookForGpt2Positions();
    this.fill(panel, this.firstSight(host));
  }

  /** Gives the panel its page, when what it is to show at first is there. The newest one counts. */
  private fill(panel: WebviewPanel, first: Promise<FirstSight> | undefined): void {
    const signal = this.filling.begin();
    const fill = async (): Promise<void> => {
      const html = await this.pages.page(panel.webview, this.parts.kept.all, await first);
      if (this.open?.panel !== panel || signal.aborted) return;
      // A page that is seen once more stays as it is.
      const isSeen = panel.visible && panel.webview.html !== "";
      if (first !== undefined || !isSeen) panel.webview.html = html;
    };
    fill().catch((error: unknown) => {
      this.parts.log.error(`The panel's page could not be made. ${messageOf(error)}`);
    });
  }

  /**
   * What the page is to show at first. While VS Code makes its frame, the document is read and the
   * model opened; what is not there by then the page asks for.
   */
  private async firstSight(host: PanelHost): Promise<FirstSight> {
    const limit = new Deadline(FRAME);
    await limit.until(this.parts.focus.onDidChange, () => this.states.isSettled);
    const state = this.states.current();
    return { state, answers: await limit.or(firstAnswers(host, state), []) };
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    this.open?.panel.dispose();
    this.pointed.dispose();
    this.visibility.dispose();
  }

  private get dist(): Uri {
    return Uri.joinPath(this.parts.extensionUri, "dist");
  }

  private get title(): string {
    const document = this.parts.focus.analysis?.document;
    return document === undefined
      ? "Tokenscope"
      : l10n.t("Tokenscope: {0}", documentName(document));
  }

  /** Tells the page of the newest state, once for however many changes come together. */
  private announce(): void {
    if (this.open === undefined || this.announced) return;
    this.announced = true;
    nextTask(() => {
      this.announced = false;
      if (this.open === undefined) return;
      this.open.panel.title = this.title;
      // A hidden page is not there; when it comes back it asks by `ready`.
      if (this.open.panel.visible) this.open.peer.tell.show(this.states.current());
    });
  }
}

function webviewChannel({ webview }: WebviewPanel): Channel {
  return {
    // VS Code itself hands typed arrays over as they are.
    post: (message) => webview.postMessage(message),
    listen: (receive) => void webview.onDidReceiveMessage(receive),
  };
}

/** Whether a text lies over it, in its own group: it goes beside the text then. */
function isCovered({ visible, viewColumn }: WebviewPanel): boolean {
  return !visible && viewColumn === window.activeTextEditor?.viewColumn;
}
