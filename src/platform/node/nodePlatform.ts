import { Uri, type ExtensionContext } from "vscode";
import { createFile, DiskFiles } from "../../embeddings/node/diskFiles";
import { nodeThread } from "../../workers/node/nodeThread";
import type { TokenWorkerData } from "../../workers/node/tokenWorker";
import type { VectorWorkerData } from "../../workers/node/vectorWorker";
import type { Platform } from "../platform";
import { WholeFile } from "../wholeFile";

/** Threads of Node, and the disk. */
export function nodePlatform({ extensionUri, globalStorageUri }: ExtensionContext): Platform {
  const dist = Uri.joinPath(extensionUri, "dist");
  const file = (name: string): string => Uri.joinPath(dist, name).fsPath;
  const own = (name: string): string => Uri.joinPath(globalStorageUri, name).fsPath;
  const folder = own("models");
  return {
    startTokenWorker: (strings) =>
      nodeThread(file("tokenWorker.js"), {
        folder: dist.fsPath,
        strings,
      } satisfies TokenWorkerData),
    startVectorWorker: (strings, runtime) =>
      nodeThread(file("vectorWorker.js"), {
        folder,
        strings,
        runtime,
        binary: { dist: dist.fsPath, unpacked: own("runtime") },
      } satisfies VectorWorkerData),
    threadHost: {},
    modelFiles: new DiskFiles(folder),
    async newFile(target) {
      return target.scheme === "file" ? createFile(target.fsPath) : new WholeFile(target);
    },
    pathOf: (chosen) => chosen.fsPath,
  };
}
