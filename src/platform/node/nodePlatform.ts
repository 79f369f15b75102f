import * as l10n from "../../shared/base/l10n";
import { foreignPath } from "../../shared/base/shown";
import { availableParallelism, homedir } from "node:os";
import { sep } from "node:path";
import { Uri, window, type ExtensionContext } from "vscode";
import { nodeProcess } from "../../workers/node/nodeProcess";
import { nodeThread } from "../../workers/node/nodeThread";
import type { SetWorkerData } from "../../workers/node/setWorker";
import type { TokenWorkerData } from "../../workers/node/tokenWorker";
import type { VectorWorkerData } from "../../workers/node/vectorWorker";
import type { Platform } from "../platform";
import { WholeFile } from "../wholeFile";

/** Threads and processes of Node, and the disk. */
export function nodePlatform({ extensionUri, globalStorageUri }: ExtensionContext): Platform {
  const dist = Uri.joinPath(extensionUri, "dist");
  const file = (name: string): string => Uri.joinPath(dist, name).fsPath;
  const own = (name: string): string => Uri.joinPath(globalStorageUri, name).fsPath;
  const folder = own("models");
  return {
    startTokenWorker: (strings) =>
      nodeThread(file("tokenWorker.js"), {
        folder: dist.fsPath,
        tokenizers: own("tokenizers"),
        strings,
      } satisfies TokenWorkerData),
    startSetWorker: (strings) =>
      nodeThread(file("setWorker.js"), {
        folder: dist.fsPath,
        tokenizers: own("tokenizers"),
        strings,
      } satisfies SetWorkerData),
    startVectorWorker(strings, { runtime, reason, inProcess }) {
      const binary = { dist: dist.fsPath, unpacked: own("runtime") };
      const data: VectorWorkerData = { folder, strings, runtime, reason, binary };
      const worker = file("vectorWorker.js");
      // WebAssembly too, where it can be: its tables take memory that the editor may need.
      return inProcess
        ? nodeProcess(file("workerProcess.js"), { file: worker, data })
        : nodeThread(worker, data);
    },
    cores: availableParallelism(),
    threadHost: {},
    async modelFiles() {
      const { DiskFiles } = await import("../../embeddings/store/node/diskFiles");
      return new DiskFiles(folder);
    },
    async newFile(target) {
      if (target.scheme !== "file") return new WholeFile(target);
      const { userFile } = await import("./userFile");
      return userFile(target.fsPath, folder, tellHalfWritten);
    },
    pathOf: (chosen) => chosen.fsPath,
    diskPath: ({ scheme, fsPath }) => (scheme === "file" ? fsPath : undefined),
    pathOfAddress: (address) => {
      const uri = Uri.parse(address);
      return uri.scheme === "file" ? uri.fsPath : undefined;
    },
    get home() {
      return homedir();
    },
    separator: sep,
    environment: (name) => process.env[name],
  };
}

function tellHalfWritten(path: string): void {
  void window.showWarningMessage(
    l10n.t(
      "Tokenscope was ended while it wrote {0}, which may be half written. Write it again.",
      foreignPath(path),
    ),
  );
}
