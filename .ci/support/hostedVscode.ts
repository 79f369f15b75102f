import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { cached } from "./cache";
import { run, runNpm } from "./childProcess";

/** The npm package that holds a complete VS Code for the browser, and the VS Code in it. */
const newest = { packageVersion: "4.139.1", version: "1.139.1", ripgrep: undefined };
/** The oldest that the manifest's `engines` allows. TOKENSCOPE_VSCODE=oldest runs the tests in it. */
const oldest = {
  packageVersion: "4.100.0",
  version: "1.100.0",
  // What looks for files comes by an install script there; this package holds the same.
  ripgrep: "@vscode/ripgrep-universal@1.18.0",
};
/** The two that the tests run in, of which the README tells. */
export const testedVersions = { oldest: oldest.version, newest: newest.version };
const {
  packageVersion,
  version: hostedVersion,
  ripgrep,
} = process.env["TOKENSCOPE_VSCODE"] === "oldest" ? oldest : newest;
/**
 * What its server is told for a window that runs extensions from their source. The oldest needs no word
 * for that, and with this one refuses every question that an extension asks.
 */
export const runsFromSource: readonly string[] =
  hostedVersion === oldest.version ? [] : ["--enable-smoke-test-driver"];
/** That VS Code's server refuses to start on an older Node. */
const nodeMajor = 24;

/** VS Code as npm delivers it: the server with its extension host, and the page for a browser. */
export interface HostedVscode {
  /** Node executable that can run it. */
  readonly node: string;
  /** Folder that holds `out/server-main.js`. */
  readonly folder: string;
}

/**
 * The npm-hosted VS Code, fetched into the cache on first use (some 600 MB, 20 s).
 * @throws when npm cannot fetch it
 */
export async function ensureHostedVscode(): Promise<HostedVscode> {
  const cache = await cached(`hosted-${hostedVersion}`, async (folder) => {
    console.log(`Fetching VS Code ${hostedVersion} by npm into .vscode-test (once) ...`);
    const vscode = join(folder, "vscode");
    await unpack(`code-server@${packageVersion}`, "package/lib/vscode", vscode);
    // Its own lock file is out of step with its manifest, so not `npm ci`.
    const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
    await runNpm(["install", "--omit=dev", "--ignore-scripts", ...quiet], { cwd: vscode });
    if (ripgrep !== undefined) {
      const bin = join(vscode, "node_modules/@vscode/ripgrep/bin");
      await unpack(ripgrep, `package/bin/${process.platform}-${process.arch}`, bin);
    }
    if (ownNodeIsNewEnough) return;
    await unpack(`${nodePackage}@${String(nodeMajor)}`, "package/bin", join(folder, "node"));
  }).catch((error: unknown) => {
    throw new Error(
      `VS Code could not be fetched by npm. Tests and "npm start" need either a VS Code ("code" on ` +
        `the PATH) or a registry that npm can install code-server@${packageVersion} from.`,
      { cause: error },
    );
  });
  const cachedNode = join(cache, "node", process.platform === "win32" ? "node.exe" : "node");
  return {
    node: ownNodeIsNewEnough ? process.execPath : cachedNode,
    folder: join(cache, "vscode"),
  };
}

/**
 * Installs a VSIX as a user would, into folders that a server can then be started with.
 * @throws CommandError with VS Code's own words
 */
export async function installVsix(
  file: string,
  { userDataDir, extensionsDir }: { userDataDir: string; extensionsDir: string },
): Promise<void> {
  const { node, folder } = await ensureHostedVscode();
  const server = join(folder, "out/server-main.js");
  const folders = ["--user-data-dir", userDataDir, "--extensions-dir", extensionsDir];
  const options = { cwd: folder, env: serverEnvironment() };
  await run(node, [server, "--install-extension", file, ...folders], options);
}

/**
 * This process's environment without what an outer VS Code has put there for its own children,
 * without a place for sockets outside the run's folder, and without a gallery of extensions, which
 * VS Code would ask at every start.
 */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^((VSCODE|ELECTRON)_|XDG_RUNTIME_DIR$)/.test(name),
  );
  return { ...Object.fromEntries(inherited), EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
}

const ownNodeIsNewEnough = Number(process.versions.node.split(".")[0]) >= nodeMajor;
const nodePackage = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;

/** Puts what an npm package has under `part` into `folder`, without running any of its scripts. */
async function unpack(spec: string, part: string, folder: string): Promise<void> {
  const download = `${folder}-download`;
  await mkdir(download, { recursive: true });
  await mkdir(folder, { recursive: true });
  await runNpm(["pack", spec, "--pack-destination", download, "--loglevel=error"], {
    cwd: download,
  });
  const [file] = await readdir(download);
  if (file === undefined) throw new Error(`npm pack ${spec} delivered no file.`);
  const depth = String(part.split("/").length);
  await run("tar", [
    "-xzf",
    join(download, file),
    "-C",
    folder,
    `--strip-components=${depth}`,
    part,
  ]);
  await rm(download, { recursive: true });
}
