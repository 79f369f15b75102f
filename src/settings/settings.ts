import * as l10n from "../shared/base/l10n";
import {
  ConfigurationTarget,
  Uri,
  workspace,
  type TextDocument,
  type WorkspaceConfiguration,
} from "vscode";
import {
  checkSettings,
  SECTION,
  writtenProblem,
  type SettingValue,
  type SettingProblem,
} from "./checkSettings";
import type { ModelFileSetting } from "./modelFileKind";
import { PathProblem, resolvePath, type PathPlaces } from "./paths";
import { sectionsOf, type SettingSections } from "./sections";
import { OF_MACHINE, OF_TRUSTED, type SettingKey } from "./table";
import { valueText } from "./valueText";
import { withheldSettings } from "./withheld";
import type { ModelChoice } from "../shared/values/modelChoices";

export type HighlightSettings = SettingSections["highlights"];

/** What the editor itself shows, so that it need not be shown twice. */
export interface EditorShows {
  readonly whitespace: boolean;
  readonly controls: boolean;
}

/** What is left out of a folder; globs are relative to its workspace folder. */
export interface Exclusion {
  readonly glob: string;
  /** It counts beside a file of this name alone; `$(basename)` is its own, without the ending. */
  readonly when?: string;
}

/** The settings as one plain value, each of its kind. Nothing else reads the configuration. */
export interface Settings extends SettingSections {
  /** The tokenizer file by its full path, if one is named that may be read. */
  readonly tokenizerFile: string | null;
  /** The model file by its full path, if one is named that may be loaded. */
  readonly modelFile: ModelFileSetting | null;
  /** Settings that cannot be used as they are. */
  readonly problems: readonly SettingProblem[];
}

export { SECTION };

/** What is another thing in Node than in a browser. */
export interface PlatformPaths extends Pick<
  PathPlaces,
  "home" | "separator" | "environment" | "pathOfAddress"
> {
  readonly pathOf: (file: Uri) => string;
}

export function readSettings(platform: PlatformPaths): Settings {
  const section = workspace.getConfiguration(SECTION);
  const { values, problems } = checkSettings((key) => valueOf(section, key));
  const { ofWorkspace } = valueOf(section, "modelFile");
  const { file, problem } = resolvedFile(values.modelFile, ofWorkspace, platform);
  const isFile = values.model === "file";
  const tokenizer = resolvedTokenizer(values.tokenizerFile, platform, (key) =>
    valueOf(section, key),
  );
  const inUse = [
    ...(isFile && problem !== undefined ? [problem] : []),
    ...(values.encoding === "file" && tokenizer.problem !== undefined ? [tokenizer.problem] : []),
  ];
  return {
    ...sectionsOf(values),
    tokenizerFile: tokenizer.path,
    modelFile: file,
    // Nobody has to hear of a file that is not in use.
    problems: [...problems, ...inUse],
  };
}

/**
 * The value that counts. What a workspace says counts where it may, whatever it is: VS Code itself
 * leaves out what it should not say, but not in all of its versions.
 */
function valueOf(section: WorkspaceConfiguration, key: SettingKey): SettingValue {
  const isHeard = !OF_MACHINE.includes(key) && (workspace.isTrusted || !OF_TRUSTED.includes(key));
  const all = section.inspect<unknown>(key);
  const ofFolder = all?.workspaceFolderValue;
  const ofWorkspace = ofFolder === undefined ? all?.workspaceValue : ofFolder;
  if (isHeard && ofWorkspace !== undefined) return { value: ofWorkspace, ofWorkspace: true };
  if (all?.globalValue !== undefined) return { value: all.globalValue, ofWorkspace: false };
  // A person's null is told by the value that counts alone.
  const isNull = ofWorkspace === undefined && section.get<unknown>(key) === null;
  return { value: isNull ? null : all?.defaultValue, ofWorkspace: false };
}

/** The tokenizer file by its full path, likewise. */
function resolvedTokenizer(
  written: string | null,
  platform: PlatformPaths,
  valueOf: (key: SettingKey) => SettingValue,
): { readonly path: string | null; readonly problem?: SettingProblem } {
  if (written === null) {
    const message = l10n.t(
      'tokenscope.encoding is "file", but tokenscope.tokenizerFile names none. The encoding in use stays.',
    );
    return { path: null, problem: { key: "encoding", ...valueOf("encoding"), message } };
  }
  try {
    return { path: resolvePath(written, placesOf(platform)) };
  } catch (error) {
    if (!(error instanceof PathProblem)) throw error;
    const message = l10n.t(
      "tokenscope.tokenizerFile names {0}. {1} The encoding in use stays.",
      valueText(written),
      error.message,
    );
    return { path: null, problem: { key: "tokenizerFile", ...valueOf("tokenizerFile"), message } };
  }
}

function placesOf(platform: PlatformPaths): PathPlaces {
  const folders = (workspace.workspaceFolders ?? []).map(({ name, uri }) => ({
    name,
    path: platform.pathOf(uri),
  }));
  return { ...platform, folders, isTrusted: workspace.isTrusted };
}

/** The model file by its full path; none where the path means none, and the sentence that says so. */
function resolvedFile(
  setting: ModelFileSetting | null,
  ofWorkspace: boolean,
  platform: PlatformPaths,
): { readonly file: ModelFileSetting | null; readonly problem?: SettingProblem } {
  if (setting === null) {
    const message = l10n.t(
      'tokenscope.model is "file", but tokenscope.modelFile names none. The book\'s model is used instead.',
    );
    return { file: null, problem: { key: "model", value: "file", ofWorkspace, message } };
  }
  try {
    const path = resolvePath(setting.path, placesOf(platform));
    return { file: { ...setting, path } };
  } catch (error) {
    if (!(error instanceof PathProblem)) throw error;
    const message = l10n.t(
      "tokenscope.modelFile names {0}. {1} The book's model is used instead.",
      valueText(setting.path),
      error.message,
    );
    return { file: null, problem: { key: "modelFile", value: setting, ofWorkspace, message } };
  }
}

/**
 * Changes a setting where it is set now: in the workspace if that sets it, else for the person.
 * @throws {RangeError} where `readSettings` would not use the value
 */
export async function writeSetting(key: string, value: unknown): Promise<void> {
  const problem = writtenProblem(key, value);
  if (problem !== undefined) throw new RangeError(problem);
  const section = workspace.getConfiguration(SECTION);
  const isOfWorkspace = section.inspect(key)?.workspaceValue !== undefined;
  const { Global, Workspace } = ConfigurationTarget;
  await section.update(key, value, isOfWorkspace ? Workspace : Global);
}

/** What the person leaves out of the explorer and of searches; globs relative to the folder. */
export function exclusions(folder: Uri): Exclusion[] {
  return ["files", "search"].flatMap((section) => {
    const globs = workspace.getConfiguration(section, folder).get<unknown>("exclude");
    return Object.entries(globs ?? {}).flatMap(([glob, value]: [string, unknown]) => {
      if (value === true) return { glob };
      const { when } = (value ?? {}) as { when?: unknown };
      return typeof when === "string" ? { glob, when } : [];
    });
  });
}

/** VS Code's own, where nothing else is set. */
const COLUMNS_DRAWN = 10_000;

/** Columns of a line that VS Code draws where it does not wrap lines; where it may, all. */
export function columnsDrawn(document: TextDocument): number {
  const editor = workspace.getConfiguration("editor", document);
  if (editor.get("wordWrap") !== "off") return Infinity;
  // No setting that it lists, but one that it heeds.
  const columns = editor.get<unknown>("stopRenderingLineAfter");
  if (typeof columns !== "number") return COLUMNS_DRAWN;
  return columns < 0 ? Infinity : columns;
}

/** What VS Code's own settings make of characters that are not seen by themselves. */
export function editorShows(document: TextDocument): EditorShows {
  const editor = workspace.getConfiguration("editor", document);
  return {
    whitespace: editor.get("renderWhitespace") === "all",
    controls: editor.get("renderControlCharacters") !== false,
  };
}

/**
 * Whether VS Code's settings make every file UTF-8 that a byte order mark or its zero bytes make
 * nothing else. Of a file that is not open nobody knows the language, so all of them count.
 */
export function isAlwaysUtf8(file: Uri): boolean {
  const files = workspace.getConfiguration("files", file);
  const languages = ["encoding", "autoGuessEncoding"].flatMap(
    (key) => files.inspect(key)?.languageIds ?? [],
  );
  return [
    files,
    ...languages.map((languageId) =>
      workspace.getConfiguration("files", { uri: file, languageId }),
    ),
  ].every((each) => {
    const encoding = each.get("encoding");
    // A file without the mark is no utf8bom.
    return (
      (encoding === "utf8" || encoding === "utf8bom") && each.get("autoGuessEncoding") !== true
    );
  });
}

/** Whether a workspace that nobody trusts says which encoding is used, and so how large models are. */
export function isStrangersEncoding(): boolean {
  const all = workspace.getConfiguration(SECTION).inspect("encoding");
  const value = all?.workspaceFolderValue ?? all?.workspaceValue;
  return !workspace.isTrusted && value !== undefined;
}

/** Settings of the workspace that are not used because nobody trusts it. */
export async function untrustedSettings(): Promise<readonly SettingKey[]> {
  if (workspace.isTrusted) return [];
  const { workspaceFile, workspaceFolders = [] } = workspace;
  const files = workspaceFolders.map(({ uri }) => Uri.joinPath(uri, ".vscode/settings.json"));
  if (workspaceFile !== undefined && workspaceFile.scheme !== "untitled") files.push(workspaceFile);
  const named = await Promise.all(files.map(async (file) => withheldSettings(await textOf(file))));
  return OF_TRUSTED.filter((key) => named.some((keys) => keys.includes(key)));
}

/** Empty where there is no such file, or one that nobody wrote by hand. */
async function textOf(file: Uri): Promise<string> {
  try {
    const { size } = await workspace.fs.stat(file);
    return size > MOST_BYTES ? "" : new TextDecoder().decode(await workspace.fs.readFile(file));
  } catch {
    return "";
  }
}

/** Of a file of settings. */
const MOST_BYTES = 1e6;

/**
 * The toy layer, whatever model the settings ask for. It is the first that is drawn, also in the
 * notebook, so that the order of what is drawn makes no difference.
 */
export function toyChoiceOf({ seeded, toy }: Pick<Settings, "seeded" | "toy">): ModelChoice & {
  readonly source: "seeded";
} {
  const { vocabulary: vocabularySize, dimensions } = toy;
  const { gpt: _, ...tables } = seeded;
  return { source: "seeded", ...tables, order: "afterSeed", vocabularySize, dimensions };
}

/** What the settings ask for. */
export function choiceOf({ model, modelFile, seeded, gpt2 }: Settings): ModelChoice {
  if (model === "gpt2") return gpt2.whole ? { source: "gpt2", whole: true } : { source: "gpt2" };
  if (model === "file" && modelFile !== null) return { source: "file", ...modelFile };
  const { gpt, ...tables } = seeded;
  if (gpt === null) return { source: "seeded", ...tables };
  // The notebook of chapter 2 makes none: a whole GPT is what is drawn right after the seed.
  return { source: "seeded", ...tables, order: "afterSeed", ...gpt };
}
