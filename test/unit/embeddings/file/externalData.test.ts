import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileTables } from "../../../../src/embeddings/file/modelFile";
import { diskSource } from "../../../../src/embeddings/file/node/diskSource";
import { freshFolder } from "../../../../.ci/support/folders";
import { MemoryFiles } from "../../../support/memoryFiles";
import { ONNX, onnxFile } from "../../../support/onnxWriter";
import { f32 } from "../../../../.ci/support/safetensorsWriter";

describe("Data outside an ONNX file is refused", () => {
  const wpe = { name: "wpe", type: ONNX.float, shape: [3, 2], raw: f32([3, 2], () => 1).bytes };
  let folder: string;
  before(() => {
    folder = freshFolder("bad");
    mkdirSync(join(folder, "model"));
    mkdirSync(join(folder, "model-else"));
    for (const name of ["out.bin", "model/in.bin", "model-else/near.bin"]) {
      writeFileSync(join(folder, name), new Uint8Array(64));
    }
    symlinkSync("../out.bin", join(folder, "model/link.bin"));
    symlinkSync("..", join(folder, "model/up"));
    symlinkSync("nowhere", join(folder, "model/dangling.bin"));
  });

  async function at(external: Record<string, string>, reason: RegExp): Promise<void> {
    const path = join(folder, "model/m.onnx");
    const outside = { name: "wte", type: ONNX.float, shape: [5, 2], external };
    writeFileSync(path, onnxFile([outside, wpe]));
    const files = new MemoryFiles();
    await assert.rejects(fileTables({ path }, diskSource, files), (error: Error) => {
      assert.ok(error.message.startsWith(path), error.message);
      assert.match(error.message, reason);
      return true;
    });
    assert.deepEqual([files.finished.size, files.parts.size], [0, 0]);
  }

  it("when it lies outside the model's folder, also by a link", async () => {
    for (const location of [
      "../out.bin",
      "x/../../out.bin",
      "..",
      "../model-else/near.bin",
      join(folder, "out.bin"),
      "/etc/hostname",
      "..\\out.bin",
      "\\\\server\\share\\x",
      "C:\\x.bin",
      "c:x.bin",
      "link.bin",
      "up/out.bin",
      "up/model-else/near.bin",
    ]) {
      await at({ location }, /keeps "wte" in ".*", which is outside the model's folder/);
    }
  });

  it("when there is no such file, or too little in it", async () => {
    for (const location of ["none.bin", "dangling.bin", "in.bin/x"]) {
      await at({ location }, /which is not there/);
    }
    for (const location of ["", ".", "a//b", "in.bin\0"]) {
      await at({ location }, /which is not a file name/);
    }
    await at({ location: "up/model" }, /is outside|is a folder/);
    await at({ location: "in.bin", offset: "32" }, /too short: it has 64 bytes, 72 are needed/);
    await at(
      { location: "in.bin", length: "41" },
      /gives "wte" 41 bytes of "in.bin", but it takes 40/,
    );
    for (const offset of ["-4", "1e3", "x", "99999999999999999999"]) {
      await at({ location: "in.bin", offset }, /which is not a number of bytes/);
    }
    await at({ offset: "0" }, /does not tell in which file "wte" is/);
  });
});
