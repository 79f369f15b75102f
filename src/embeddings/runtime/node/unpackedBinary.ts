import { mkdir, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import Module from "node:module";
import { join } from "node:path";
import { checkBytes, damageProblem, isSound, type HashedFile } from "../../store/node/fileHashes";
import { isOlder, namesIn } from "../../store/node/folderNames";
import { isOwnerAlive, ownerText } from "../../store/node/owners";
import { PACKED, readPacked } from "./packedFile";
import { BINDING, LIBRARIES, nativeFolder } from "./runtimeFiles";
import { syncFolder, writeSynced } from "../../store/node/syncedFiles";

/** Ends the names of folders that are not finished. */
const PART = ".part";
const DAY = 24 * 3600 * 1000;
/** Milliseconds after which whoever was at an unfinished folder has surely died. */
const PART_AGE = DAY;
/** Milliseconds without a use after which no version needs a folder any more. */
const UNUSED_AGE = 30 * DAY;

/** Where ONNX Runtime's binary is, and where its libraries are unpacked. */
export interface BinaryPlaces {
  /** Folder of the bundles, in whose node_modules the runtime is looked for. */
  readonly dist: string;
  /** Folder of the extension's own for unpacked binaries. */
  readonly unpacked: string;
}

/**
 * Has the binary at hand for `require("onnxruntime-node")`, when each of its files is what the build
 * knew: a damaged library would take its process down when it is loaded, or later. A package's is
 * unpacked once, beside a copy of its binding, which then is what the runtime's own `require` of it
 * answers. A binary that is not packed, as npm installs it, is left to that.
 * @throws {Error} when it cannot be read, unpacked or loaded, or the package's own is damaged
 */
export async function loadUnpacked({ dist, unpacked }: BinaryPlaces): Promise<void> {
  const { platform, arch } = process;
  const runtime = join(dist, "node_modules/onnxruntime-node");
  const installed = join(runtime, nativeFolder(platform, arch));
  const packed = (await namesIn(installed)).filter((name) => name.endsWith(PACKED));
  // Not by its name alone, which webpack would take for its own.
  const require = Module.createRequire(join(dist, "vectorWorker.js"));
  if (packed.length === 0) {
    const folder = join(require.resolve("onnxruntime-node"), "../..", nativeFolder(platform, arch));
    for (const file of filesIn(folder)) if (!(await isSound(file))) throw damageProblem(file.path);
    return;
  }
  const key = await keyOf(runtime, installed, packed);
  const folder = await soundFolder(unpacked, key, installed);
  // Both paths are the real ones, by which modules are remembered.
  const binding = require.resolve(join(installed, BINDING));
  const loaded = new Module(binding);
  process.dlopen(loaded, join(unpacked, folder, BINDING));
  loaded.loaded = true;
  require.cache[binding] = loaded;
  const now = new Date();
  await utimes(join(unpacked, folder), now, now).catch(() => undefined);
  await removeUnused(unpacked, folder);
}

/** What is loaded from a folder. */
function filesIn(folder: string): HashedFile[] {
  const { platform, arch } = process;
  return [BINDING, ...(LIBRARIES[platform] ?? [])].map((name) => ({
    path: join(folder, name),
    key: `${platform}/${arch}/${name}`,
  }));
}

/** Another one for another version, platform or build. */
async function keyOf(
  runtime: string,
  installed: string,
  packed: readonly string[],
): Promise<string> {
  const text = await readFile(join(runtime, "package.json"), "utf8");
  const { version } = JSON.parse(text) as { readonly version: string };
  const sizes = await Promise.all(
    packed.map(async (name) => (await stat(join(installed, name))).size),
  );
  return [`onnxruntime-${version}`, process.platform, process.arch, ...sizes].join("-");
}

/** Name of an unpacked folder whose files are sound: one that is there, or a new one. */
async function soundFolder(unpacked: string, key: string, installed: string): Promise<string> {
  for (const name of await namesIn(unpacked)) {
    if (!name.startsWith(key) || name.endsWith(PART)) continue;
    if (await areSound(join(unpacked, name))) return name;
    // Where another window has it loaded, Windows keeps it: then a new one lies beside it.
    await rm(join(unpacked, name), { recursive: true, force: true }).catch(() => undefined);
  }
  return unpack(unpacked, key, installed);
}

async function areSound(folder: string): Promise<boolean> {
  try {
    for (const file of filesIn(folder)) if (!(await isSound(file))) return false;
    return true;
  } catch {
    return false;
  }
}

/** The folder is there whole or not at all, also when another window unpacks it now. */
async function unpack(unpacked: string, key: string, installed: string): Promise<string> {
  const id = await ownerText();
  const part = join(unpacked, `${key}.${id}${PART}`);
  await mkdir(part, { recursive: true });
  try {
    for (const file of filesIn(part)) {
      const source = join(installed, file.path.slice(part.length + 1));
      const bytes = source.endsWith(BINDING)
        ? await readFile(source)
        : await readPacked(source + PACKED);
      checkBytes(bytes, { ...file, path: source });
      await writeSynced(file.path, bytes);
    }
    await syncFolder(part);
    let folder = key;
    await rename(part, join(unpacked, folder)).catch(async () => {
      if (await areSound(join(unpacked, folder))) return;
      folder = `${key}-${id}`;
      await rename(part, join(unpacked, folder));
    });
    await syncFolder(unpacked);
    return folder;
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

/**
 * Removes what nobody uses: folders that no version has loaded for a month, and unfinished ones of
 * processes that have ended. Another version's, which it may load at any moment, stay.
 * @param folder name of the one in use
 */
export async function removeUnused(unpacked: string, folder: string): Promise<void> {
  for (const name of await namesIn(unpacked)) {
    const path = join(unpacked, name);
    if (name === folder) continue;
    const isNeeded = name.endsWith(PART)
      ? // There is no file that tells: where processes cannot be seen, age does.
        ((await isOwnerAlive(name, path).catch(() => undefined)) ??
        !(await isOlder(path, PART_AGE)))
      : !(await isOlder(path, UNUSED_AGE));
    // One that another window has loaded may refuse to go, and stays.
    if (!isNeeded) await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}
