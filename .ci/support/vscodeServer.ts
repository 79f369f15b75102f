import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Companion } from "./companion";
import { ensureHostedVscode, serverEnvironment } from "./hostedVscode";
import { freshFolder, root } from "./folders";
import { PATIENCE } from "./patience";

/** A window that shows the user's work and nothing that VS Code would like to tell. */
const quietSettings: Readonly<Record<string, unknown>> = {
  "security.workspace.trust.enabled": false,
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "telemetry.telemetryLevel": "off",
  "extensions.ignoreRecommendations": true,
  "update.mode": "none",
  "git.enabled": false,
  // What moves without anybody's doing is drawn without end, by the processor here.
  "editor.cursorBlinking": "solid",
  "workbench.reduceMotion": "on",
  "editor.minimap.enabled": false,
  // A test saves what it wants saved; VS Code in a browser would do it a second later.
  "files.autoSave": "off",
  // VS Code would ask whether to remove them, and what it removes is an edit.
  "editor.unusualLineTerminators": "off",
  // In a browser VS Code asks from 10 MB on whether it is to open a file.
  "workbench.editorLargeFileConfirmation": 200,
};

export interface ServerOptions {
  readonly userDataDir: string;
  readonly extensionsDir: string;
  readonly extraArgs?: readonly string[];
  /** User settings on top of the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** A running VS Code whose window is a page that a browser opens. */
export interface Server {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** What it has printed so far. */
  readonly output: () => string;
  /** Settles when the server has ended, asked or not. */
  readonly closed: Promise<number | null>;
  readonly stop: () => Promise<void>;
}

/**
 * Starts the npm-hosted VS Code on the loopback interface, on a port that the system chooses.
 * @throws with its output when it ends or stays silent instead of listening
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { node, folder } = await ensureHostedVscode();
  await writeSettings(options.userDataDir, options.settings);
  await mkdir(options.extensionsDir, { recursive: true });
  const server = new Companion(
    node,
    [
      ...["--require", join(root, ".ci/support/endWithParent.cjs")],
      join(folder, "out/server-main.js"),
      ...["--host", "127.0.0.1", "--port", "0", "--without-connection-token"],
      ...["--accept-server-license-terms", "--disable-telemetry"],
      ...["--user-data-dir", options.userDataDir, "--extensions-dir", options.extensionsDir],
      ...(options.extraArgs ?? []),
    ],
    { cwd: folder, env: { ...serverEnvironment(), ...temporaryFolder() }, ipc: true },
  );
  let output = "";
  try {
    const port = await new Promise<string>((resolve, reject) => {
      const fail = (why: string): void => {
        reject(new Error(`VS Code's server ${why}. It printed:\n${output}`));
      };
      const timer = setTimeout(fail, PATIENCE, "does not listen");
      server.onOutput((text) => {
        output += text;
        const found = /Extension host agent listening on (\d+)/.exec(output)?.[1];
        if (found === undefined) return;
        clearTimeout(timer);
        resolve(found);
      });
      void server.closed.then(() => {
        clearTimeout(timer);
        fail("ended before it listened");
      });
    });
    return {
      origin: `http://127.0.0.1:${port}`,
      output: () => output,
      closed: server.closed,
      stop: () => server.stop(),
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/**
 * A folder of its own for what a server and its extension hosts put among temporary files, as the
 * environment names it. An extension host of VS Code does not remove its socket when it ends.
 */
function temporaryFolder(): NodeJS.ProcessEnv {
  // Paths of sockets must be short.
  const folder = freshFolder("s");
  return { TMPDIR: folder, TMP: folder, TEMP: folder };
}

/**
 * Settings of the machine. From the user's file VS Code takes them at the start alone: once that is
 * written to, they are gone.
 */
const OF_MACHINE = ["tokenscope.gpt2.endpoint", "tokenscope.cacheLimit", "tokenscope.runtime"];

/** Writes user settings, the quiet ones and these on top, and those of the machine. */
export async function writeSettings(
  userDataDir: string,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const isOfMachine = ([key]: readonly [string, unknown]): boolean => OF_MACHINE.includes(key);
  const all = Object.entries({ ...quietSettings, ...settings });
  await write("User", Object.fromEntries(all.filter((each) => !isOfMachine(each))));
  await write("Machine", Object.fromEntries(all.filter(isOfMachine)));

  async function write(folder: string, values: object): Promise<void> {
    await mkdir(join(userDataDir, folder), { recursive: true });
    const file = join(userDataDir, folder, "settings.json");
    await writeFile(file, JSON.stringify(values, undefined, 2));
  }
}

export interface WindowOptions {
  /** Folder that the window opens. */
  readonly folder?: string | undefined;
  /** Extensions run from their source; the server needs `runsFromSource` for it. */
  readonly extensionDevelopmentPaths?: readonly string[];
  /** Module that exports `run`, to be called in the extension host. */
  readonly extensionTestsPath?: string | undefined;
}

/** Address of a window of this server. */
export function windowUrl(server: Server, options: WindowOptions): string {
  const remote = (path: string): string =>
    `vscode-remote://${new URL(server.origin).host}${pathToFileURL(path).pathname}`;
  const payload = [
    ...(options.extensionDevelopmentPaths ?? []).map((path) => [
      "extensionDevelopmentPath",
      remote(path),
    ]),
    ...(options.extensionTestsPath === undefined
      ? []
      : [["extensionTestsPath", remote(options.extensionTestsPath)]]),
    ["skipWelcome", "true"],
    ["enableProposedApi", ""],
  ];
  const url = new URL(server.origin);
  if (options.folder !== undefined) {
    url.searchParams.set("folder", decodeURI(pathToFileURL(options.folder).pathname));
  }
  if (payload.length > 2) url.searchParams.set("payload", JSON.stringify(payload));
  return url.href;
}
