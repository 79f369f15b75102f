import { commands, env } from "vscode";
import type { OpenedKind, PanelHost } from "../../shared/protocol/panel";
import { documentAnswers } from "./documentAnswers";
import { LayerAnswers } from "./layerAnswers";
import { showPaneHelp } from "./paneHelp";
import type { PanelParts } from "./panelParts";
import type { PointedToken } from "./pointedToken";
import { PredictionAnswers } from "./predictionAnswers";
import { savePicture } from "./savePicture";
import { VectorAnswers } from "./vectorAnswers";

/** The commands by which a person begins. */
const OPENING: Readonly<Record<OpenedKind, string>> = {
  file: "workbench.action.files.openFile",
  sample: "tokenscope.openSample",
  toyExample: "tokenscope.openToyExample",
};

/** What answers do to the panel itself. */
interface PageControl {
  readonly pointed: PointedToken;
  /** Tells the page of the newest state. */
  readonly showState: () => void;
  /** Moves the panel aside where a text lies over it. */
  readonly uncover: () => void;
}

/** Answers to all that the page may ask. */
export function panelHost(parts: PanelParts, page: PageControl): PanelHost {
  const { focus, models, extensionUri } = parts;
  const { pointed } = page;
  const answers = new VectorAnswers(focus, models);
  const layers = new LayerAnswers(focus, models);
  const gpt = new PredictionAnswers(focus, models, parts.chooseModel);
  return {
    ready: async () => {
      page.showState();
    },
    ...documentAnswers(focus),
    point: async (version, token) => {
      if (token === undefined) pointed.clear();
      else await pointed.show(version, token);
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
    residual: (version, from, to, layer, signal) => gpt.residual(version, from, to, layer, signal),
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
    keep: (part, json) => parts.kept.keep(part, json),
    openDocument: async (kind) => {
      await commands.executeCommand(OPENING[kind]);
      page.uncover();
    },
    copyAsPyTorch: async (copied) =>
      await commands.executeCommand<boolean>("tokenscope.copyAsPyTorch", copied),
    firstMarksShown: async () => {
      parts.firstMarks.noteShown();
    },
    help: (pane) => showPaneHelp(extensionUri, pane),
    copy: async (text) => env.clipboard.writeText(text),
    savePicture: (name, format, bytes) =>
      savePicture(focus.analysis?.document.uri, name, format, bytes, parts.newFile),
  };
}
