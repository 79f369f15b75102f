import "./strings";
import * as l10n from "./shared/base/l10n";
import {
  commands,
  l10n as editorStrings,
  Uri,
  window,
  workspace,
  type ExtensionContext,
  type TextDocument,
} from "vscode";
import { Analyses } from "./analysis/analyses";
import { EncodingInUse } from "./analysis/encodingInUse";
import { Focus } from "./analysis/focus";
import { KnownTokenizers } from "./analysis/knownTokenizers";
import { LastEditor } from "./analysis/lastEditor";
import { Models } from "./analysis/models";
import { OpenDocuments } from "./analysis/openDocuments";
import { publicApi } from "./analysis/publicApi";
import { Readings } from "./analysis/readings";
import { RememberedDocuments } from "./analysis/rememberedDocuments";
import { StoredDocuments } from "./analysis/storedDocuments";
import { ToyDocuments } from "./analysis/toyDocuments";
import { WithheldFile } from "./analysis/withheldFile";
import type { TokenscopeApi } from "./api";
import { cacheBytes, ModelSettings } from "./views/models/modelSettings";
import { Scores } from "./analysis/scores";
import { ModelSize } from "./views/models/modelSize";
import type { Platform } from "./platform/platform";
import {
  choiceOf,
  columnsDrawn,
  editorShows,
  exclusions,
  isAlwaysUtf8,
  isStrangersEncoding,
  readSettings,
  SECTION,
  toyChoiceOf,
  writeSetting,
  type Settings,
} from "./settings/settings";
import { SettingNotices } from "./settings/settingNotices";
import { writtenProblem } from "./settings/checkSettings";
import type { ModelChoice } from "./shared/values/modelChoices";
import { vocabularySizeOf } from "./tokens/encode/encodings";
import type { Reading } from "./tokens/document/tokenDocument";
import { activeContext } from "./views/commands/activeContext";
import { aboutTokenizer, reachText } from "./views/ui/aboutTokenizer";
import { command } from "./views/ui/command";
import { editorCommands } from "./views/commands/editorCommands";
import { CountWorkers } from "./views/counts/countWorkers";
import { registerCountTokens } from "./views/counts/languageModelTool";
import { takeAwayCommands } from "./views/commands/takeAwayCommands";
import { FirstSteps } from "./views/commands/firstSteps";
import { toggleCommands } from "./views/highlights/commands";
import { Highlights } from "./views/highlights/highlights";
import { surprisalCommand } from "./views/highlights/surprisalCommand";
import { areCompared } from "./views/hover/comparison";
import { linkCommands } from "./views/hover/linkCommands";
import { hovers } from "./views/hover/hovers";
import { modelCommands } from "./views/models/modelCommands";
import { openSample } from "./views/commands/openSample";
import { KeptParts } from "./views/panel/keptParts";
import { FirstMarks } from "./views/panel/firstMarks";
import { Panel } from "./views/panel/panel";
import { tellSmallerModel } from "./views/models/smallerModel";
import { notebookHelp } from "./views/panel/paneHelp";
import { IdNotices } from "./views/toy/idNotices";
import { toyExample } from "./views/toy/toyExample";
import { StatusBar } from "./views/statusBar/statusBar";
import { TextSources } from "./views/texts/textSource";
import { WindowBand } from "./views/windowBand/windowBand";
import { HostWorkers } from "./workers/hostWorkers";

/** Settings that change a document's tokens. */
const READING = ["encoding", "lineEndings", "specialTokens", "showSpecialTokensAdded", "toy"];

/** Joins the parts, at the first use: a command, or another extension that asks for the API. */
export function start(context: ExtensionContext, platform: Platform): TokenscopeApi {
  const own = <T extends { dispose(): unknown }>(part: T): T => {
    context.subscriptions.push(part);
    return part;
  };
  const file = (...path: string[]): Uri => Uri.joinPath(context.extensionUri, ...path);
  const log = own(window.createOutputChannel("Tokenscope", { log: true }));
  const strings = editorStrings.bundle;
  const workers = new HostWorkers(
    {
      tokens: () => platform.startTokenWorker(strings),
      vectors: (start) => platform.startVectorWorker(strings, start),
      threadHost: platform.threadHost,
    },
    log,
  );
  const tokenizer = own(workers.tokens());
  const vectors = own(
    workers.vectors(
      () => settings.runtime,
      () => models,
    ),
  );
  let settings = readSettings(platform);
  const notices = new SettingNotices(log);
  notices.tell(settings.problems);
  const documents = own(new OpenDocuments());
  const toys = own(new ToyDocuments(documents, context.workspaceState));
  const storedDocuments = own(new StoredDocuments(documents));
  const knownTokenizers = new KnownTokenizers(context.globalState);
  const encodingInUse = own(
    new EncodingInUse(
      tokenizer,
      (path) => knownTokenizers.at(path),
      (message) => {
        log.error(message);
        void window.showErrorMessage(l10n.t("Tokenscope keeps its encoding: {0}", message));
      },
      (file) => {
        const about = aboutTokenizer(file, settings.showSpecialTokensAdded);
        log.info(`${file.path}: ${about} · ${reachText(file)}`);
        knownTokenizers.note(file);
      },
    ),
  );
  encodingInUse.follow(settings);
  /** The settings with the encoding that is in use, which a file's may not be yet. */
  const settingsInUse = (): Settings => ({ ...settings, ...encodingInUse.current });
  const readings = new Readings(() => settings, encodingInUse, toys, storedDocuments);
  const reading = (): Reading => readings.current();
  const readingOfDocument = (document: Pick<TextDocument, "uri">): Reading => readings.of(document);
  const analyses = own(new Analyses(documents, tokenizer, readingOfDocument));
  const size = new ModelSize(context.globalState, isStrangersEncoding);
  const models: Models = own(
    new Models(
      vectors,
      choiceOf(settings),
      vocabularySizeOf(encodingInUse.current),
      cacheBytes(settings.cacheLimit),
      (message) => {
        log.error(message);
      },
      (choice, vocabularySize) => size.objection(choice, vocabularySize),
    ),
  );
  const modelSettings = new ModelSettings(models, size, settingsInUse(), (message) => {
    log.warn(message);
  });
  own(
    tellSmallerModel(models, encodingInUse, (message) => {
      log.warn(message);
    }),
  );
  const last = own(new LastEditor(analyses, documents));
  const focus = own(
    new Focus(last, documents, analyses, models, { ...settings.windows, epoch: 0 }),
  );

  const chooseModel = (choice: ModelChoice): Promise<void> =>
    modelSettings.choose(choice, () => {
      const document = focus.analysis?.document;
      if (document !== undefined) toys.delete(document);
    });
  const lookForToy = (): void => {
    modelSettings.look(toys.has(focus.analysis?.document));
  };
  own(focus.onDidChange(lookForToy));
  own(
    toys.onDidChange(() => {
      analyses.read();
      lookForToy();
    }),
  );

  const texts = new TextSources(isAlwaysUtf8);

  const scores = new Scores(models);
  const highlights = own(
    new Highlights({
      scores,
      documents,
      analyses,
      focus,
      settings: () => settings.highlights,
      editorShows,
      columnsDrawn,
      contextLength: () => models.contextLength,
      remembered: new RememberedDocuments(context.workspaceState, "tokenscope.highlights", false),
    }),
  );
  const panel = own(
    new Panel({
      focus,
      models,
      extensionUri: context.extensionUri,
      log,
      idNotices: own(new IdNotices(focus)),
      isToy: (document) => toys.has(document),
      newFile: (target) => platform.newFile(target),
      kept: new KeptParts(context.globalState, log),
      firstMarks: new FirstMarks(context.globalState),
      chooseModel,
    }),
  );
  own(new WindowBand(focus, panel));
  const statusBar = own(
    new StatusBar(last, focus, models, own(new WithheldFile()), () => settings),
  );
  const isHovered = (document: TextDocument): boolean => {
    if (settings.hover !== "whenActive") return settings.hover === "always";
    if (highlights.isOn(document)) return true;
    const shown = panel.isOpen ? focus.analysis?.document : undefined;
    // Of a comparison the mouse may be on the other side.
    return shown !== undefined && (shown === document || areCompared(shown, document));
  };
  own(hovers({ documents, analyses, models, scores, focus }, isHovered));

  linkCommands({ analyses, focus, showPanel: () => panel.show() }).forEach(own);

  own(
    command("openVisualizer", () => {
      panel.show();
    }),
  );
  toggleCommands(highlights, last).forEach(own);
  own(
    surprisalCommand({
      highlights,
      scores,
      last,
      settings: () => settings.highlights,
      write: writeSetting,
    }),
  );
  // What is remembered is coloured now. The shortcut that was pressed before it, and started this,
  // must not take away colours that nobody has seen yet: until this key it only ever shows them.
  void commands.executeCommand("setContext", "tokenscope.started", true);
  own(notebookHelp(context.extensionUri));
  own(
    openSample({
      file: file("media", "sample.txt"),
      focus,
      last,
      windows: () => ({ ...settings.windows, epoch: 0 }),
      showPanel: () => {
        panel.show();
      },
    }),
  );
  toyExample({
    documents,
    toys,
    focus,
    last,
    size: () => settings.toy,
    costOf: (toy) => size.cost(toyChoiceOf({ ...settings, toy })),
    agrees: (toy) => size.agrees(toyChoiceOf({ ...settings, toy }), toy.vocabulary),
    write: writeSetting,
    problemOf: writtenProblem,
    show: () => {
      panel.show();
    },
  }).forEach(own);
  own(new FirstSteps(focus));
  modelCommands({
    models,
    vectors,
    files: () => platform.modelFiles(),
    pathOf: (chosen) => platform.pathOf(chosen),
    endpoint: () => settings.gpt2.endpoint,
    seed: () => settings.seeded.seed,
    seededGpt: () => settings.seeded.gpt,
    choose: chooseModel,
  }).forEach(own);
  own(activeContext(panel, highlights));
  const { startSetWorker } = platform;
  editorCommands({
    focus,
    last,
    tokenizer,
    texts,
    reading,
    readingAt: (uri) => readingOfDocument({ uri }),
    tokenizerFiles: {
      known: knownTokenizers,
      isShown: () => settings.showSpecialTokensAdded,
      file: () => encodingInUse.file,
      write: writeSetting,
      tokenizer: {
        open: (path) => tokenizer.call.tokenizerFile(path),
        pathOf: (chosen) => platform.pathOf(chosen),
        renew: (path) => encodingInUse.renew(path),
      },
    },
    settings: () => settings.windows,
    startSetWorker: startSetWorker && (() => startSetWorker(strings)),
    log: (message) => {
      log.error(message);
    },
    write: writeSetting,
    workers: () => new CountWorkers(tokenizer, () => workers.tokens(), platform.cores),
    stored: storedDocuments,
    leftOut: () => ({ exclusions, usesIgnoreFiles: settings.useIgnoreFiles }),
    lossOf: (document) => highlights.lossOf(document),
    manifest: context.extension.packageJSON,
  }).forEach(own);
  own(
    command("showLog", () => {
      log.show();
    }),
  );
  const readAgain = (): void => {
    settings = readSettings(platform);
    notices.tell(settings.problems);
    encodingInUse.follow(settings);
  };
  const followAgain = (): void => {
    readAgain();
    modelSettings.follow(settingsInUse());
  };
  own(
    encodingInUse.onDidChange(() => {
      analyses.read();
      modelSettings.follow(settingsInUse());
    }),
  );
  own(
    workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration(SECTION)) return;
      readAgain();
      if (READING.some((key) => event.affectsConfiguration(`${SECTION}.${key}`))) {
        analyses.read();
      }
      if (event.affectsConfiguration(`${SECTION}.windows`)) {
        focus.setOptions({ ...settings.windows, epoch: 0 });
      }
      if (event.affectsConfiguration(`${SECTION}.highlights`)) highlights.follow();
      if (event.affectsConfiguration(`${SECTION}.tokenLimit`)) statusBar.show();
      if (event.affectsConfiguration(`${SECTION}.runtime`)) {
        workers.forgetDeaths();
        models.renew();
      }
      modelSettings.follow(settingsInUse());
    }),
  );
  own(workspace.onDidGrantWorkspaceTrust(followAgain));
  // Paths may be relative to them.
  own(workspace.onDidChangeWorkspaceFolders(followAgain));
  const api = publicApi(analyses, models, tokenizer);
  own(
    registerCountTokens({
      tokenizer,
      texts,
      models,
      reading,
      readingAt: (uri) => readingOfDocument({ uri }),
      knownTokenizers: () => knownTokenizers.all(),
      pathOf: (chosen) => platform.pathOf(chosen),
      choice: () => choiceOf(settings),
    }),
  );
  takeAwayCommands(
    {
      focus,
      models,
      reading: readingOfDocument,
      diskPath: (file) => platform.diskPath(file),
    },
    {
      focus,
      models,
      loader: (...args) => api.loader(...args),
      newFile: (target) => platform.newFile(target),
    },
  ).forEach(own);
  return api;
}
