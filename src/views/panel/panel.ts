import * as l10n from "../../shared/base/l10n";
import {
  commands,
  env,
  EventEmitter,
  Uri,
  ViewColumn,
  window,
  type Disposable,
  type LogOutputChannel,
  type TextDocument,
  type WebviewPanel,
  type WebviewPanelSerializer,
} from "vscode";
import type { Focus } from "../../analysis/focus";
import { called } from "../../analysis/modelChoices";
import type { Models } from "../../analysis/models";
import type { NewFile } from "../../embeddings/store/tableFiles";
import type { FirstSight } from "../../shared/protocol/firstSight";
import { hostChecks, type OpenedKind, type PanelHost } from "../../shared/protocol/panel";
import { Latest } from "../../shared/base/latest";
import { join, messageOf, type Channel, type Peer } from "../../shared/base/rpc";
import { coverageProblem, loaderNotes } from "../../windows/coverageWords";
import { documentName } from "../../analysis/documentName";
import { Deadline } from "./deadline";
import { documentAnswers } from "./documentAnswers";
import { firstAnswers } from "./firstAnswers";
import type { FirstMarks } from "./firstMarks";
import { LayerAnswers } from "./layerAnswers";
import { nextTask } from "../ui/nextTask";
import { showPaneHelp } from "./paneHelp";
import type { KeptParts } from "./keptParts";
import { PanelPages } from "./panelPage";
import { PointedToken } from "./pointedToken";
import { savePicture } from "./savePicture";
import type { IdNotices } from "../toy/idNotices";
import { PredictionAnswers } from "./predictionAnswers";
import { VectorAnswers } from "./vectorAnswers";
import type {
  PanelDocument,
  PanelLoader,
  PanelModel,
  PanelState,
} from "../../shared/protocol/panelState";
import type { PanelPage } from "../../shared/protocol/panelState";
import type { ModelChoice } from "../../shared/values/vectors";

/** The commands by which a person begins. */
const OPENING: Readonly<Record<OpenedKind, string>> = {
  file: "workbench.action.files.openFile",
  sample: "tokenscope.openSample",
  toyExample: "tokenscope.openToyExample",
};

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
  private readonly filling = new Latest();

  constructor(
    private readonly focus: Focus,
    private readonly models: Models,
    private readonly extensionUri: Uri,
    private readonly log: LogOutputChannel,
    private readonly idNotices: Pick<IdNotices, "text" | "onDidChange">,
    private readonly isToy: (document: TextDocument) => boolean,
    private readonly newFile: (file: Uri) => Promise<NewFile>,
    private readonly kept: KeptParts,
    private readonly firstMarks: FirstMarks,
    private readonly chooseModel: (choice: ModelChoice) => Promise<void>,
  ) {
    this.pointed = new PointedToken(focus);
    this.pages = new PanelPages(this.dist);
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
    if (typeof pinnedTo === "string") this.focus.pinTo(pinnedTo);
  }

  private adopt(panel: WebviewPanel): void {
    panel.webview.options = { enableScripts: true, localResourceRoots: [this.dist] };
    panel.iconPath = Uri.joinPath(this.extensionUri, "media", "icon.svg");
    const host = this.host();
    const peer = join<PanelPage, PanelHost>(webviewChannel(panel), {
      mine: host,
      checks: hostChecks,
      onUnfit: (why) => {
        this.log.warn(`The panel sent a message that was dropped. ${why}`);
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
      this.focus.pin(false);
      this.visibility.fire();
    });
    this.visibility.fire();
    // What fails is the model's state from then on.
    this.models.current().catch(() => undefined);
    void this.models.lookForGpt2Positions();
    this.fill(panel, this.firstSight(host));
  }

  /** Gives the panel its page, when what it is to show at first is there. The newest one counts. */
  private fill(panel: WebviewPanel, first: Promise<FirstSight> | undefined): void {
    const signal = this.filling.begin();
    const fill = async (): Promise<void> => {
      const html = await this.pages.page(panel.webview, this.kept.all, await first);
      if (this.open?.panel !== panel || signal.aborted) return;
      // A page that is seen once more stays as it is.
      const isSeen = panel.visible && panel.webview.html !== "";
      if (first !== undefined || !isSeen) panel.webview.html = html;
    };
    fill().catch((error: unknown) => {
      this.log.error(`The panel's page could not be made. ${messageOf(error)}`);
    });
  }

  /**
   * What the page is to show at first. While VS Code makes its frame, the document is read and the
   * model opened; what is not there by then the page asks for.
   */
  private async firstSight(host: PanelHost): Promise<FirstSight> {
    const limit = new Deadline(FRAME);
    await limit.until(this.focus.onDidChange, () => this.isKnown);
    const state = this.state();
    return { state, answers: await limit.or(firstAnswers(host, state), []) };
  }

  /** Whether document and model are what they will be for a while. */
  private get isKnown(): boolean {
    return this.document().kind !== "busy" && this.model().kind !== "building";
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    this.open?.panel.dispose();
    this.pointed.dispose();
    this.visibility.dispose();
  }

  private get dist(): Uri {
    return Uri.joinPath(this.extensionUri, "dist");
  }

  private get title(): string {
    const name = this.documentName;
    return name === undefined ? "Tokenscope" : l10n.t("Tokenscope: {0}", name);
  }

  private get documentName(): string | undefined {
    const document = this.focus.analysis?.document;
    return document && documentName(document);
  }

  private host(): PanelHost {
    const { focus, models } = this;
    const answers = new VectorAnswers(focus, models);
    const layers = new LayerAnswers(focus, models);
    const gpt = new PredictionAnswers(focus, models, this.chooseModel);
    return {
      ready: async () => {
        this.open?.peer.tell.show(this.state());
      },
      ...documentAnswers(focus),
      point: async (version, token) => {
        if (token === undefined) this.pointed.clear();
        else await this.pointed.show(version, token);
      },
      vectors: (version, from, to) => answers.vectors(version, from, to),
      positionVectors: (length) => answers.positionVectors(length),
      nearest: (id, position, to, signal) => answers.nearest(id, position, to, signal),
      sameToken: (version, token, position, signal) =>
        answers.sameToken(version, token, position, signal),
      oneHot: (version, from, to, signal) => answers.oneHot(version, from, to, signal),
      layer: (version, chosen) => layers.of(version, chosen),
      changeToyLayer: async () => {
        await commands.executeCommand("tokenscope.changeToyLayer");
      },
      predictions: (version, from, to, signal) => gpt.predictions(version, from, to, signal),
      scores: (version, first, end, signal) => gpt.scores(version, first, end, signal),
      contexts: (version, token, signal) => gpt.contexts(version, token, signal),
      attention: (version, from, to, layer, signal) =>
        gpt.attention(version, from, to, layer, signal),
      attentionHead: (version, from, to, layer, head, signal) =>
        gpt.attentionHead(version, from, to, layer, head, signal),
      residual: (version, from, to, layer, signal) =>
        gpt.residual(version, from, to, layer, signal),
      lens: (version, from, token, signal) => gpt.lens(version, from, token, signal),
      useGpt: (name) => gpt.useGpt(name),
      positions: (source, signal) => models.positions(source, signal),
      // With an argument what goes wrong is thrown, to be told where it was asked for.
      getGpt2Positions: async () =>
        (await commands.executeCommand<boolean | undefined>("tokenscope.getGpt2Positions", {
          from: "panel",
        })) === true,
      positionSimilarity: (of, signal) => models.positionSimilarity(of, signal),
      positionPca: (of, signal) => models.positionPca(of, signal),
      select: (choice) => focus.choose(choice),
      setLoader: async (options) => {
        focus.setOptions(options);
      },
      pin: async (isPinned) => {
        focus.pin(isPinned);
      },
      chooseModel: async () => {
        await commands.executeCommand("tokenscope.chooseModel");
      },
      openModel: async () => {
        await models.current();
      },
      keep: (part, json) => this.kept.keep(part, json),
      openDocument: async (kind) => {
        await commands.executeCommand(OPENING[kind]);
        if (this.open !== undefined && isCovered(this.open.panel)) this.show();
      },
      copyAsPyTorch: async (copied) =>
        await commands.executeCommand<boolean>("tokenscope.copyAsPyTorch", copied),
      firstMarksShown: async () => {
        this.firstMarks.shown();
      },
      help: (pane) => showPaneHelp(this.extensionUri, pane),
      copy: async (text) => env.clipboard.writeText(text),
      savePicture: (name, format, bytes) =>
        savePicture(focus.analysis?.document.uri, name, format, bytes, this.newFile),
    };
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
      if (this.open.panel.visible) this.open.peer.tell.show(this.state());
    });
  }

  private state(): PanelState {
    const { focus } = this;
    return {
      document: this.document(),
      loader: this.loader(),
      model: this.model(),
      positions: this.models.positionsName,
      hasGpt2Positions: this.models.hasGpt2Positions,
      modelNote: this.models.note,
      idNotice: this.idNotices.text,
      firstMarks: this.firstMarks.areWanted,
      token: focus.token,
      window: focus.window,
      pinnedTo: focus.isPinned ? focus.analysis?.document.uri.toString() : undefined,
    };
  }

  private document(): PanelDocument {
    const { analysis } = this.focus;
    const name = this.documentName;
    if (analysis === undefined || name === undefined) {
      return { kind: "none", message: l10n.t("Open a text file to see its tokens.") };
    }
    const { key, summary, failure } = analysis;
    if (failure !== undefined) return { kind: "failed", key, name, message: failure };
    if (summary === undefined) return { kind: "busy", key, name };
    const isIds = analysis.encoding === "ids";
    if (summary.tokenCount === 0 && isIds && summary.length > 0) {
      return {
        kind: "none",
        message: l10n.t("{0} holds no id. Type a list of ids, such as [2, 3, 5, 1].", name),
      };
    }
    if (summary.tokenCount === 0) {
      return {
        kind: "none",
        message: l10n.t("{0} is empty. Type some text to see its tokens.", name),
      };
    }
    const layer = isIds ? { isToy: this.isToy(analysis.document) } : undefined;
    return { kind: "ready", key, name, ...summary, version: analysis.revision, layer };
  }

  private loader(): PanelLoader {
    const { loader, shape } = this.focus;
    if (shape === undefined) return { ...loader, notes: [], problem: undefined };
    const coverage = this.focus.coverageOf(shape.tokenCount);
    return { ...loader, notes: loaderNotes(coverage), problem: coverageProblem(coverage) };
  }

  private model(): PanelModel {
    const { state, runtime } = this.models;
    switch (state.kind) {
      case "idle":
        return { kind: "building", ...called(this.models.chosen) };
      case "ready":
        return { ...state, runtime };
      case "building":
      case "failed":
      case "stopped":
        return state;
    }
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
