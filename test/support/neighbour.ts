import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { freshFolder } from "../../.ci/support/folders";
import { packExtension, writeExtension } from "./packedExtension";
import { until } from "../../.ci/support/until";

/** What the neighbour knows of the extension host that it shares with Tokenscope. */
export interface HostLife {
  readonly pid: number;
  /** Questions that were answered since it started. */
  readonly questions: number;
  /** Processes of Tokenscope's vector worker that run. */
  readonly workers: readonly number[];
  /** Tokenscope's own folder for what it keeps. */
  readonly storage: string;
  /** Tokenscope's version in this window. */
  readonly version: string;
}

/**
 * Another extension in the same extension host. It uses Tokenscope's API as others do, and what it
 * holds in memory is lost where that host dies.
 */
export class Neighbour {
  private readonly place: string;

  /** @param window name of the folder that its window has open; any window's unless told */
  constructor(
    window?: string,
    private readonly folder = freshFolder("neighbour"),
  ) {
    this.place = join(folder, window === undefined ? "port" : `port.${window}`);
  }

  /** The one in the window that has a folder of this name open. */
  in(window: string): Neighbour {
    return new Neighbour(window, this.folder);
  }

  /** Packs it; answers the file. */
  async pack(): Promise<string> {
    writeExtension(this.folder, {
      manifest: {
        name: "neighbour",
        publisher: "test",
        description: "Lives beside Tokenscope.",
        activationEvents: ["onStartupFinished"],
      },
      source: SOURCE.replace("PLACE", JSON.stringify(join(this.folder, "port"))),
    });
    return packExtension(this.folder);
  }

  /**
   * Calls Tokenscope's API.
   * @returns what it answers, typed arrays as arrays
   * @throws {Error} what it refuses
   */
  async call<T>(method: string, ...args: readonly unknown[]): Promise<T> {
    return (await this.ask({ method, args })) as T;
  }

  /** @throws {Error} when the extension host is gone */
  async life(): Promise<HostLife> {
    return (await this.ask({})) as HostLife;
  }

  private async ask(question: object): Promise<unknown> {
    const port = await until("neighbour", async () =>
      existsSync(this.place) ? readFileSync(this.place, "utf8") : undefined,
    );
    const response = await fetch(`http://127.0.0.1:${port}`, {
      method: "POST",
      body: JSON.stringify(question),
    });
    const { value, error } = (await response.json()) as { value?: unknown; error?: string };
    if (error !== undefined) throw new Error(error);
    return value;
  }
}

const SOURCE = `
const { subscribe } = require("node:diagnostics_channel");
const { createServer } = require("node:http");
const { renameSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");
const { json } = require("node:stream/consumers");
const { extensions, workspace } = require("vscode");

const workers = new Set();
subscribe("child_process", ({ process: child }) => {
  child.once("spawn", () => {
    if (!child.spawnargs.some((each) => each.endsWith("workerProcess.js"))) return;
    workers.add(child.pid);
    child.once("exit", () => workers.delete(child.pid));
  });
});

exports.activate = ({ globalStorageUri, subscriptions }) => {
  const storage = join(dirname(globalStorageUri.fsPath), "tokenscope.tokenscope");
  let questions = 0;
  const answer = async ({ method, args }) => {
    const tokenscope = extensions.getExtension("tokenscope.tokenscope");
    const { version } = tokenscope.packageJSON;
    if (method === undefined) return { pid: process.pid, questions, workers: [...workers], storage, version };
    const api = await tokenscope.activate();
    try {
      return await api[method](...args);
    } finally {
      questions++;
    }
  };
  const arrays = (_, value) => (ArrayBuffer.isView(value) ? Array.from(value) : value);
  const server = createServer(async (request, response) => {
    const told = await json(request).then(answer).then(
      (value) => ({ value }),
      (error) => ({ error: error.message }),
    );
    response.end(JSON.stringify(told, arrays));
  });
  subscriptions.push({ dispose: () => server.close() });
  server.listen(0, "127.0.0.1", () => {
    const name = workspace.workspaceFolders?.[0]?.name;
    const any = PLACE;
    for (const place of [any, any + "." + name]) {
      writeFileSync(place + ".new" + process.pid, String(server.address().port));
      renameSync(place + ".new" + process.pid, place);
    }
  });
};
`;
