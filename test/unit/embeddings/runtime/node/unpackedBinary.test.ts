import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdir, readdir, utimes } from "node:fs/promises";
import { join } from "node:path";
import { ownerText } from "../../../../../src/embeddings/store/node/owners";
import { removeUnused } from "../../../../../src/embeddings/runtime/node/unpackedBinary";
import { freshFolder } from "../../../../../.ci/support/folders";

const DAY = 24 * 3600;

describe("Unpacked binaries of ONNX Runtime", () => {
  it("go when no version has used them for a month, or their process died while it unpacked", async () => {
    const folder = freshFolder("unpacked");
    const make = async (name: string, daysAgo: number): Promise<void> => {
      await mkdir(join(folder, name));
      const time = Date.now() / 1000 - daysAgo * DAY;
      await utimes(join(folder, name), time, time);
    };
    const { pid } = spawnSync(process.execPath, ["--version"]);
    const mine = await ownerText();
    const dead = mine.replace(/-\d+-/, `-${pid}-`);
    const elsewhere = mine.replace(/^[0-9a-f]{8}/, "0badcafe");
    await make("onnxruntime-3", 400);
    await make("onnxruntime-2", 29);
    await make("onnxruntime-1", 31);
    await make(`onnxruntime-3.${mine}.part`, 2);
    await make(`onnxruntime-3.${dead}.part`, 0);
    await make(`onnxruntime-4.${elsewhere}.part`, 0);
    await make(`onnxruntime-5.${elsewhere}.part`, 2);
    await removeUnused(folder, "onnxruntime-3");
    assert.deepEqual((await readdir(folder)).sort(), [
      "onnxruntime-2",
      "onnxruntime-3",
      `onnxruntime-3.${mine}.part`,
      `onnxruntime-4.${elsewhere}.part`,
    ]);
  });
});
