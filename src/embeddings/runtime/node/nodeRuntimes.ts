import * as l10n from "../../../shared/base/l10n";
import { foreign, foreignPath } from "../../../shared/base/shown";
import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { messageOf } from "../../../shared/base/rpc";
import type { Runtimes } from "../chosenRuntime";
import { checkBytes } from "../../store/node/fileHashes";
import { PACKED, readPacked } from "./packedFile";
import { WASM } from "./runtimeFiles";
import { loadUnpacked, type BinaryPlaces } from "./unpackedBinary";

/** The runtimes of a Node process. */
export function nodeRuntimes(places: BinaryPlaces): Runtimes {
  const wasmFile = join(places.dist, WASM);
  const binary = async (): Promise<Uint8Array<ArrayBuffer>> => {
    try {
      return await whole(wasmFile);
    } catch (error) {
      throw new Error(
        l10n.t(
          "{0} cannot be read ({1}). Reinstall Tokenscope.",
          foreignPath(wasmFile),
          foreign(messageOf(error), 160),
        ),
        { cause: error },
      );
    }
  };
  return {
    async native() {
      try {
        await loadUnpacked(places);
        // In the bundle, but evaluated here: where the binary is missing, this fails and no more.
        const module = await import(/* webpackMode: "eager" */ "./nativeRuntime");
        return module.nativeRuntime;
      } catch (error) {
        // Further lines tell who asked for the file.
        const [why = ""] = messageOf(error).split("\n");
        throw new Error(
          l10n.t(
            "ONNX Runtime's binary for {0} could not be loaded ({1}).",
            `${process.platform}-${process.arch}`,
            foreign(why, 160),
          ),
          { cause: error },
        );
      }
    },
    async wasm() {
      const { wasmRuntime } = await import(/* webpackMode: "eager" */ "../wasm/wasmRuntime");
      const bytes = await binary();
      checkBytes(bytes, { path: wasmFile, key: WASM });
      return wasmRuntime(bytes);
    },
  };
}

/** @throws {Error} when neither form can be read, or the packed one is damaged */
async function whole(file: string): Promise<Uint8Array<ArrayBuffer>> {
  const isPlain = await access(file).then(
    () => true,
    () => false,
  );
  if (isPlain) return new Uint8Array(await readFile(file));
  return new Uint8Array(await readPacked(file + PACKED));
}
