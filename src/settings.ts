import {
  ConfigurationTarget,
  workspace,
  type TextDocument,
  type Uri,
  type WorkspaceConfiguration,
} from "vscode";
import { RUNTIME_CHOICES, type RuntimeChoice } from "./shared/runtimes";
import type { ModelChoice } from "./shared/vectors";
import { encodings } from "./tokens/encodings";
import type { Reading } from "./tokens/tokenDocument";
import type { HighlightSettings } from "./views/highlights/highlights";
import type { EditorShows } from "./views/highlights/whitespace";

/** The settings as one plain value. Nothing else reads the configuration. */
export interface Settings extends Reading {
  readonly hover: "whenActive" | "always" | "off";
  readonly highlights: HighlightSettings;
  readonly windows: {
    readonly maxLength: number;
    readonly stride: number;
    readonly batchSize: number;
    readonly shuffle: boolean;
    readonly dropLast: boolean;
    readonly seed: number;
  };
  readonly seeded: {
    readonly seed: number;
    readonly dimensions: number;
    readonly contextLength: number;
  };
  readonly model: ModelChoice["source"];
  /** The model file, if one is named that may be loaded. */
  readonly modelFile: ModelFileSetting | null;
  readonly gpt2: {
    /** Where weights are fetched from. */
    readonly endpoint: string;
  };
  /** Megabytes of tables kept on disk. */
  readonly cacheLimit: number;
  /** What computes the vectors. */
  readonly runtime: RuntimeChoice;
}

export type ModelFileSetting = Omit<Extract<ModelChoice, { source: "file" }>, "source">;

export const SECTION = "tokenscope";

export function readSettings(): Settings {
  const section = workspace.getConfiguration(SECTION);
  // package.json holds the defaults, so a value is always there.
  const get = <T>(key: string): T => section.get<T>(key) as T;
  return {
    hover: get("hover"),
    // What is misspelt in settings.json is underlined there, and must not break anything here.
    encoding: Object.hasOwn(encodings, get("encoding")) ? get("encoding") : "gpt2",
    specialTokens: get("specialTokens"),
    lineEndings: get("lineEndings"),
    highlights: {
      colours: Math.min(12, Math.max(2, Math.round(get<number>("highlights.colours")) || 6)),
      colourBy: get("highlights.colourBy") === "id" ? "id" : "turn",
      borders: get("highlights.borders"),
      whitespace: get("highlights.whitespace"),
      pieces: get("highlights.pieces"),
      windows: get("highlights.windows"),
    },
    windows: {
      maxLength: get("windows.maxLength"),
      stride: get("windows.stride"),
      batchSize: get("windows.batchSize"),
      shuffle: get("windows.shuffle"),
      dropLast: get("windows.dropLast"),
      seed: get("windows.seed"),
    },
    seeded: {
      seed: get("seeded.seed"),
      dimensions: get("seeded.dimensions"),
      contextLength: get("seeded.contextLength"),
    },
    model: get("model"),
    modelFile: modelFiles(section).used ?? null,
    gpt2: { endpoint: get("gpt2.endpoint") },
    cacheLimit: get("cacheLimit"),
    runtime: RUNTIME_CHOICES.find((choice) => choice === get("runtime")) ?? "auto",
  };
}

/** Changes a setting where it is set now: in the workspace if that sets it, else for the person. */
export async function writeSetting(key: string, value: unknown): Promise<void> {
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

export interface Exclusion {
  readonly glob: string;
  /** It counts beside a file of this name alone; `$(basename)` is its own, without the ending. */
  readonly when?: string;
}

/** What VS Code's own settings make of characters that are not seen by themselves. */
export function editorShows(document: TextDocument): EditorShows {
  const editor = workspace.getConfiguration("editor", document);
  return {
    whitespace: editor.get("renderWhitespace") === "all",
    controls: editor.get("renderControlCharacters") !== false,
  };
}

/** Path of a model file that an untrusted workspace names, and that is not loaded. */
export function ignoredModelFile(): string | undefined {
  return modelFiles(workspace.getConfiguration(SECTION)).ignored?.path;
}

/** A workspace that nobody trusts does not say which files are read. */
function modelFiles(section: WorkspaceConfiguration): {
  readonly used?: ModelFileSetting | undefined;
  readonly ignored?: ModelFileSetting | undefined;
} {
  const values = section.inspect<unknown>("modelFile");
  const ofWorkspace = fileOf(values?.workspaceFolderValue) ?? fileOf(values?.workspaceValue);
  const ofPerson = fileOf(values?.globalValue);
  return workspace.isTrusted
    ? { used: ofWorkspace ?? ofPerson }
    : { used: ofPerson, ignored: ofWorkspace };
}

function fileOf(value: unknown): ModelFileSetting | undefined {
  const { path, token, position } = (value ?? {}) as Record<string, unknown>;
  if (typeof path !== "string" || path === "") return undefined;
  return {
    path,
    ...(typeof token === "string" && { token }),
    ...(typeof position === "string" && { position }),
  };
}

/** What the settings ask for. */
export function choiceOf({ model, modelFile, seeded }: Settings): ModelChoice {
  if (model === "gpt2") return { source: "gpt2" };
  if (model === "file" && modelFile !== null) return { source: "file", ...modelFile };
  return { source: "seeded", ...seeded };
}
