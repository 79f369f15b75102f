import { copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import Module from "node:module";
import { join } from "node:path";
import { PACKED, readPacked } from "./packedFile";

const BINDING = "onnxruntime_binding.node";

/** Where ONNX Runtime's binary is, and where its libraries are unpacked. */
export interface BinaryPlaces {
  /** Folder of the bundles, in whose node_modules the runtime is looked for. */
  readonly dist: string;
  /** Folder of the extension's own for unpacked binaries. */
  readonly unpacked: string;
}

/**
 * Has the binary at hand for `require("onnxruntime-node")`. A package's is unpacked once, beside a
 * copy of its binding, which then is what the runtime's own `require` of it answers. A binary that is
 * not packed, as npm installs it, is left to that.
 * @throws {Error} when it cannot be read, unpacked or loaded
 */
export async function loadUnpacked({ dist, unpacked }: BinaryPlaces): Promise<void> {
  const { platform, arch } = process;
  const runtime = join(dist, "node_modules/onnxruntime-node");
  const installed = join(runtime, "bin/napi-v6", platform, arch);
  const packed = (await namesIn(installed)).filter((name) => name.endsWith(PACKED));
  if (packed.length === 0) return;

  const key = await keyOf(runtime, installed, packed);
  const folder = join(unpacked, key);
  if (!(await namesIn(unpacked)).includes(key)) await unpack(installed, packed, folder);
  // Not by its name alone, which webpack would take for its own.
  const require = Module.createRequire(join(dist, "vectorWorker.js"));
  // Both paths are the real ones, by which modules are remembered.
  const binding = require.resolve(join(installed, BINDING));
  const loaded = new Module(binding);
  try {
    process.dlopen(loaded, join(folder, BINDING));
  } catch (error) {
    // What somebody has damaged is unpacked anew at the next start.
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  loaded.loaded = true;
  require.cache[binding] = loaded;
  await removeOthers(unpacked, key);
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

/** The folder is there whole or not at all, also when another window unpacks it now. */
async function unpack(installed: string, packed: readonly string[], folder: string): Promise<void> {
  const part = `${folder}.${crypto.randomUUID()}.part`;
  await mkdir(part, { recursive: true });
  try {
    await copyFile(join(installed, BINDING), join(part, BINDING));
    for (const name of packed) {
      const bytes = await readPacked(join(installed, name));
      await writeFile(join(part, name.slice(0, -PACKED.length)), bytes);
    }
    await rename(part, folder).catch(async (error: unknown) => {
      if ((await namesIn(folder)).length === 0) throw error;
    });
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

/** Binaries of versions before. One that another window still uses may refuse to go, and stays. */
async function removeOthers(unpacked: string, key: string): Promise<void> {
  for (const name of await namesIn(unpacked)) {
    if (name === key || name.endsWith(".part")) continue;
    await rm(join(unpacked, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}
