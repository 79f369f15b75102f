import * as l10n from "../../shared/base/l10n";
import { FileType, Uri, workspace, type ExtensionContext } from "vscode";
import { StoredFiles } from "../../embeddings/store/storedFiles";
import { Transfer } from "../../shared/base/rpc";
import type { ThreadHost } from "../../workers/browser/threadHost";
import type { VectorWorkerData } from "../../workers/browser/vectorWorker";
import type { WorkerStrings } from "../../workers/browser/thread";
import { webThread } from "../../workers/browser/webThread";
import type { Platform } from "../platform";
import { WholeFile } from "../wholeFile";
import { WorkspaceStore } from "./workspaceStore";

/** Web workers, and files by the editor's own file systems. */
export function browserPlatform({ extensionUri, globalStorageUri }: ExtensionContext): Platform {
  const dist = (name: string): Promise<Uint8Array> =>
    Promise.resolve(workspace.fs.readFile(Uri.joinPath(extensionUri, "dist", name)));
  const store = new WorkspaceStore(Uri.joinPath(globalStorageUri, "models"));
  return {
    startTokenWorker: (strings) =>
      webThread("tokenWorker", dist("webTokenWorker.js"), { strings } satisfies WorkerStrings),
    startVectorWorker: (strings, { runtime }) =>
      webThread("vectorWorker", dist("webVectorWorker.js"), {
        strings,
        runtime,
      } satisfies VectorWorkerData),
    startSetWorker: undefined,
    cores: navigator.hardwareConcurrency,
    threadHost: threadHost(store, dist),
    // The vector worker keeps in memory what it reads; this side only fetches.
    modelFiles: async () => new StoredFiles(() => store, 0),
    newFile: async (file) => new WholeFile(file),
    pathOf: (file) => file.toString(true),
    // A browser knows no paths, also of the files that a person let it open.
    diskPath: () => undefined,
    pathOfAddress: (address) => address,
    home: undefined,
    separator: "/",
    environment: () => undefined,
  };
}

type Answers = {
  [K in keyof ThreadHost]: (...args: Parameters<ThreadHost[K]>) => Promise<unknown>;
};

function threadHost(store: WorkspaceStore, dist: (name: string) => Promise<Uint8Array>): Answers {
  return {
    sizeOf: (name) => store.sizeOf(name),
    readWhole: async (name) => whole(await store.readWhole(name)),
    writeWhole: (name, bytes) => store.writeWhole(name, bytes),
    listAll: () => store.listAll(),
    removeFile: (name) => store.removeFile(name),
    touchFile: (name) => store.touchFile(name),
    freeBytes: () => store.freeBytes(),
    vocabulary: async (encoding) => whole(await dist(`${encoding}.vocabulary`)),
    wasm: async () => whole(await dist("ort-wasm-simd-threaded.wasm")),
    async statSource(path) {
      const { type, size, mtime } = await workspace.fs.stat(uriOf(path));
      if (type === FileType.Directory) throw new Error(l10n.t("it is a folder, not a file"));
      return { bytes: size, modified: mtime };
    },
    readSource: async (path) => whole(await workspace.fs.readFile(uriOf(path))),
  };
}

/** Bytes that move to the thread instead of being copied. */
function whole(bytes: Uint8Array): Transfer<Uint8Array> {
  return new Transfer(new Uint8Array(bytes));
}

/** What a setting names is an address, or a path in the file system of the workspace. */
function uriOf(path: string): Uri {
  if (/^[a-z][a-z0-9+.-]+:/i.test(path)) return Uri.parse(path);
  const [folder] = workspace.workspaceFolders ?? [];
  return folder === undefined ? Uri.file(path) : folder.uri.with({ path });
}
