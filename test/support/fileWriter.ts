import { userFile } from "../../src/platform/node/userFile";

/*
 * A process that writes a person's file of many pieces and tells of each, to be killed at one of them,
 * or why it cannot:
 * the file, where it is gathered, how many pieces.
 */

const [path = "", gathering = "", pieces = "0"] = process.argv.slice(2);

async function write(): Promise<void> {
  const file = await userFile(path, gathering);
  for (let piece = 0; piece < Number(pieces); piece++) {
    await file.append(new Uint8Array(2 ** 20).fill(1 + (piece % 255)));
    process.send?.("piece");
  }
  process.send?.("finish");
  await file.finish();
  process.send?.("finished");
}

process.on("disconnect", () => process.exit());
write().catch((error: unknown) => process.send?.(String(error)));
