import * as l10n from "../shared/base/l10n";
import { foreign } from "../shared/base/shown";

/** What `${…}` in a path may hold, as a regular expression. */
const KNOWN_VARIABLES =
  "userHome|workspaceFolder(:[^}]+)?|workspaceFolderBasename|env:[^}]+|pathSeparator|/";
const VARIABLES = new RegExp(`\\$\\{(${KNOWN_VARIABLES})\\}`, "g");

/** Of the manifest: a path that is not empty, and has no `${…}` but those that paths may hold. */
export const PATH_PATTERN = `^([^$]|\\$(?!\\{)|\\$\\{(${KNOWN_VARIABLES})\\})+$`;

/** Whether a text is as the pattern says, told in steps that do not nest, however long it is. */
export function isPath(text: string): boolean {
  return text !== "" && !text.replace(VARIABLES, "x").includes("${");
}

/** Those that sentences name. */
export const USUAL_VARIABLES =
  "${userHome}, ${workspaceFolder}, ${workspaceFolder:NAME}, ${env:NAME}";

/** What the paths of the settings start from. */
export interface PathPlaces {
  /** The person's folder; undefined in a browser. */
  readonly home: string | undefined;
  readonly separator: string;
  /** The workspace's, by name and by path or address. */
  readonly folders: readonly { readonly name: string; readonly path: string }[];
  /** Whether files of the workspace may be loaded. */
  readonly isTrusted: boolean;
  /** A variable of the environment; undefined where there is none. */
  readonly environment: (name: string) => string | undefined;
  /** The path of an address such as `file:///home/me/model.onnx`; undefined where it has none. */
  readonly pathOfAddress: (address: string) => string | undefined;
}

/** What cannot be made of a path, as a sentence to go on after it. */
export class PathProblem extends Error {
  override readonly name = "PathProblem";
}

const VARIABLE = /\$\{([^}]*)\}/g;
const ABSOLUTE = /^([/\\]|[a-z]:[/\\])/i;
/** Two letters at least: a single one is a drive of Windows. */
export const ADDRESS = /^([a-z][a-z\d+.-]+:\/\/|file:)/i;

/**
 * The full path that a person means by one in the settings: with `~`, variables as VS Code has
 * them, relative to the workspace's folder, or as an address.
 * @throws {PathProblem} where it means none
 */
export function resolvePath(written: string, places: PathPlaces): string {
  if (ADDRESS.test(written)) {
    const path = places.pathOfAddress(written);
    if (path === undefined) {
      throw new PathProblem(l10n.t("Only files on this machine can be loaded; give a path."));
    }
    return path;
  }
  const path = /^~($|[/\\])/.test(written)
    ? homeOf(places) + written.slice(1)
    : written.replace(VARIABLE, (_, name: string) => valueOf(name, places));
  if (ABSOLUTE.test(path) || ADDRESS.test(path)) return path;
  return joinPath(onlyFolder(places).path, path);
}

function valueOf(variable: string, places: PathPlaces): string {
  if (variable === "userHome") return homeOf(places);
  if (variable === "pathSeparator" || variable === "/") return places.separator;
  if (variable === "workspaceFolder") return onlyFolder(places).path;
  if (variable === "workspaceFolderBasename") return onlyFolder(places).name;
  const [, kind, name = ""] = /^(workspaceFolder|env):(.+)$/s.exec(variable) ?? [];
  if (kind === "workspaceFolder") return folderOf(name, places).path;
  if (kind === "env") {
    const value = places.environment(name);
    if (value !== undefined) return value;
    throw new PathProblem(l10n.t("There is no environment variable {0}.", foreign(name)));
  }
  throw new PathProblem(
    l10n.t("There is no variable {0}. Use one of {1}.", `\${${variable}}`, USUAL_VARIABLES),
  );
}

function homeOf({ home }: PathPlaces): string {
  if (home !== undefined) return home;
  throw new PathProblem(l10n.t("There is no home folder here."));
}

/** What is relative to the workspace is its own, whoever wrote the path. */
function foldersOf({ folders, isTrusted }: PathPlaces): PathPlaces["folders"] {
  if (folders.length === 0) {
    throw new PathProblem(
      l10n.t("No folder is open that it could be relative to. Give an absolute path."),
    );
  }
  if (!isTrusted) {
    throw new PathProblem(
      l10n.t("It lies in this workspace, which is not trusted. Trust the workspace to load it."),
    );
  }
  return folders;
}

function onlyFolder(places: PathPlaces): PathPlaces["folders"][number] {
  const [first, ...others] = foldersOf(places);
  if (first !== undefined && others.length === 0) return first;
  throw new PathProblem(
    l10n.t(
      "Several folders are open. Say which one by {0}.",
      foreign(`\${workspaceFolder:${first?.name ?? ""}}`),
    ),
  );
}

function folderOf(name: string, places: PathPlaces): PathPlaces["folders"][number] {
  const folders = foldersOf(places);
  const found = folders.find((folder) => folder.name === name);
  if (found !== undefined) return found;
  throw new PathProblem(
    l10n.t(
      "No folder of the workspace is called {0}. There is {1}.",
      foreign(name),
      foreign(folders.map((folder) => folder.name).join(", ")),
    ),
  );
}

/**
 * A full path as `resolvePath` takes it for itself.
 * @param addressOf the address of a path that would be taken for another
 */
export function writtenPath(path: string, addressOf: (path: string) => string): string {
  return path.includes("${") ? addressOf(path) : path;
}

function joinPath(folder: string, path: string): string {
  return `${folder.replace(/[/\\]$/, "")}/${path.replace(/^(\.[/\\])+/, "")}`;
}
