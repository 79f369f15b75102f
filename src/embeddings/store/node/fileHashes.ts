import * as l10n from "../../../shared/base/l10n";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename } from "node:path";

declare const RUNTIME_HASHES: Readonly<Record<string, string>> | undefined;

/**
 * SHA-256 of each file of ONNX Runtime that is loaded, in hexadecimal digits, as the build found them:
 * by "platform/arch/name", and by its name the WebAssembly. Code that was not built has none.
 */
const hashes = typeof RUNTIME_HASHES === "undefined" ? undefined : RUNTIME_HASHES;

/** A file that is loaded as code, and what it must be. */
export interface HashedFile {
  readonly path: string;
  /** What the build knows it by. */
  readonly key: string;
}

/**
 * Whether a file is what the build knew, byte by byte. Reads all of it.
 * @throws {Error} when it cannot be read
 */
export async function isSound({ path, key }: HashedFile): Promise<boolean> {
  if (hashes === undefined) return true;
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) {
    hash.update(chunk as Uint8Array);
  }
  return hash.digest("hex") === hashes[key];
}

const CHUNK = 1 << 20;

/** @throws {Error} when bytes are not those of the file that the build knew */
export function checkBytes(bytes: Uint8Array, { path, key }: HashedFile): void {
  if (hashes === undefined) return;
  if (createHash("sha256").update(bytes).digest("hex") !== hashes[key]) throw damageProblem(path);
}

export function damageProblem(path: string): Error {
  return new Error(l10n.t("{0} is damaged. Reinstall Tokenscope.", basename(path)));
}
