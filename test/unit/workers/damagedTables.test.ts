import assert from "node:assert/strict";
import {
  mkdir,
  open,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  utimes,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { GPT2_TABLES, gpt2TableBytes } from "../../../src/embeddings/gpt2/gpt2Tables";
import { DiskFiles } from "../../../src/embeddings/store/node/diskFiles";
import { writeSums } from "../../../src/embeddings/store/tableSums";
import type { Remote } from "../../../src/shared/base/rpc";
import type { ModelChoice } from "../../../src/shared/values/modelChoices";
import type { VectorService } from "../../../src/workers/vectorService";
import { freshFolder } from "../../../.ci/support/folders";
import { seeded } from "../../support/random";
import { runtimes } from "../../support/runtimes";
import { f32, safetensorsFile } from "../../../.ci/support/safetensorsWriter";
import { QUESTIONS, vectorsIn } from "../../support/vectorsIn";

/** Rows of 300 bytes, which lie across the blocks that are hashed. */
const SEEDED: ModelChoice = {
  source: "seeded",
  vocabularySize: 700,
  dimensions: 75,
  contextLength: 500,
};
const SEED = 20_261_128;

/** What may become of a table's file, its size and its times apart. */
const DAMAGES: Record<string, (bytes: Buffer, random: (below: number) => number) => void> = {
  "a flipped bit": (bytes, random) => {
    // In the first rows or the last, which are asked for.
    const at = random(2) === 0 ? random(300) : bytes.length - 1 - random(300);
    bytes[at] = bytes[at]! ^ (1 << random(8));
  },
  "zeros all over": (bytes) => bytes.fill(0),
  "a block of zeros": (bytes, random) => bytes.fill(0, random(2) === 0 ? 0 : bytes.length - 4096),
  "rows in another order": (bytes) => bytes.reverse(),
};
/** What is asked of each table. */
const ASKED = {
  wte: ["vectors", "nearest tokens", "look-ups in two ways"],
  wpe: ["vectors", "position similarity", "principal components", "positions"],
};

for (const [kind, runtime] of Object.entries(runtimes)) {
  describe(`A kept table that is not what was written, by the ${kind} runtime`, () => {
    let folder: string;
    let losses: string[];
    let call: Remote<VectorService>;
    const windows = () => (call = vectorsIn(folder, runtime, losses));
    beforeEach(() => {
      folder = join(freshFolder("damagedTables"), "models");
      losses = [];
      windows();
    });
    const tableOf = async (part: "wte" | "wpe"): Promise<string> => {
      const name = (await readdir(folder)).find((each) => each.endsWith(`.${part}.f32`));
      assert.ok(name !== undefined);
      return join(folder, name);
    };
    /** Of the first row, the last one, and what lies between them. */
    const ask: typeof QUESTIONS = {
      ...QUESTIONS,
      vectors: (each) =>
        each.embed({ ids: Int32Array.of(0, 699), rows: 1, length: 2, firstPosition: 498 }),
    };

    for (const [damage, spoil] of Object.entries(DAMAGES)) {
      for (const part of ["wte", "wpe"] as const) {
        for (const isOpen of [false, true]) {
          const when = isOpen ? "while it is in use" : "between two uses";
          it(`${damage} in ${part} ${when} is found before anybody sees a number of it`, async () => {
            const random = seeded(SEED);
            for (const name of ASKED[part]) {
              const question = ask[name]!;
              folder = join(freshFolder("damagedTables"), "models");
              await windows().use(SEEDED, Infinity);
              const right = await question(call);
              const path = await tableOf(part);
              const sound = await readFile(path);
              const { atime, mtime } = await stat(path);
              const bytes = Buffer.from(sound);
              spoil(bytes, random);
              // In place, as a disk or another program does it, and with the time that it had.
              const file = await open(path, "r+");
              await file.write(bytes, 0, bytes.length, 0);
              await file.close();
              await utimes(path, atime, mtime);
              if (!isOpen) await windows().use(SEEDED, Infinity);
              assert.deepEqual(await question(call), right, `${name}, seed ${SEED}`);
              assert.ok((await readFile(path)).equals(sound), `${name} heals it`);
            }
            assert.deepEqual(losses, []);
          });
        }
      }
    }

    it("is made again where its hashes are damaged or not there", async () => {
      await call.use(SEEDED, Infinity);
      const right = await call.positions("model");
      const path = `${await tableOf("wpe")}.sums`;
      const sound = await readFile(path);
      for (const spoil of [
        () => rm(path),
        () => truncate(path, 7),
        () => writeFile(path, Buffer.from(sound).fill(0, 40, 41)),
        () => writeFile(path, Buffer.concat([sound, sound])),
      ]) {
        await spoil();
        await windows().use(SEEDED, Infinity);
        assert.deepEqual(await call.positions("model"), right);
        assert.ok((await readFile(path)).equals(sound));
      }
    });

    it("is told of where it cannot be made again", async () => {
      const path = join(freshFolder("file"), "m.safetensors");
      const tables = {
        "wte.weight": f32([5, 2], (at) => at),
        "wpe.weight": f32([3, 2], (at) => -at),
      };
      await writeFile(path, safetensorsFile(tables));
      await call.use({ source: "file", path }, Infinity);
      await rm(path);
      await writeFile(await tableOf("wpe"), new Uint8Array(24));
      const expected = /wpe\.f32 on disk is damaged.*m\.safetensors is not there/;
      await assert.rejects(call.positions("model"), expected);
      assert.equal(losses.length, 1);
      assert.match(losses[0] ?? "", expected);
    });
  });
}

describe("GPT-2's tables on disk", () => {
  const { native } = runtimes;
  let folder: string;
  let files: DiskFiles;
  beforeEach(async () => {
    folder = join(freshFolder("gpt2"), "models");
    files = new DiskFiles(folder);
    await mkdir(folder);
    for (const part of ["wpe", "wte"] as const) {
      const { name } = part === "wpe" ? GPT2_TABLES.position : GPT2_TABLES.token;
      await writeFile(join(folder, name), "");
      await truncate(join(folder, name), gpt2TableBytes(part));
    }
  });

  it("that hold zeros are not taken for GPT-2's, and their sentence says what to do", async () => {
    const call = vectorsIn(folder, native);
    const expected = /wpe on this machine is not GPT-2's: it has the SHA-256 .* Get GPT-2 Weights/;
    await assert.rejects(call.use({ source: "gpt2" }, Infinity), expected);
    assert.equal(await call.hasGpt2(), false);
    await assert.rejects(call.use({ source: "gpt2" }, Infinity), /not on this machine yet/);
  });

  it("that changed since they were verified are removed, and their sentence says what to do", async () => {
    const { name } = GPT2_TABLES.position;
    for (const table of [GPT2_TABLES.position, GPT2_TABLES.token]) {
      await writeSums(table.name, files, async () => undefined);
    }
    const losses: string[] = [];
    const call = vectorsIn(folder, native, losses);
    await call.use({ source: "gpt2" }, Infinity);
    assert.equal((await call.positions("gpt2")).values.length, 1024 * 768);
    const file = await open(join(folder, name), "r+");
    await file.write(Uint8Array.of(1), 0, 1, 4 * 768 * 1024 - 1);
    await file.close();
    const expected = /gpt2\.wpe\.f32 on disk is damaged.* Get GPT-2 Weights/;
    await assert.rejects(call.positions("model"), expected);
    assert.match(losses.join(), expected);
    assert.equal(await call.hasGpt2(), false);
  });
});
