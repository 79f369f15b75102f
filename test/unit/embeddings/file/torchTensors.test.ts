import assert from "node:assert/strict";
import { candidatesOf } from "../../../../src/embeddings/file/modelFile";
import { MemorySource } from "../../../support/memorySource";
import { mutant } from "../../../support/mutants";
import { seeded } from "../../../support/random";
import { assertRefusal } from "../../../support/refusal";
import { times } from "../../../support/thoroughness";
import { SavedTensor, torchFileOf, zipOf, type SavedValue } from "../../../support/torchWriter";

/** Each mutant is drawn by this and its own number. */
const SEED = 20_261_129;
const MUTANTS = 3000;

const table = (rows: number): SavedTensor =>
  new SavedTensor(
    [rows, 2],
    Float32Array.from({ length: 2 * rows }, (_, at) => at),
  );
const state = (): Record<string, SavedValue> => ({
  "wte.weight": table(5),
  "wpe.weight": table(3),
});
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

function candidates(bytes: Uint8Array<ArrayBuffer>) {
  return candidatesOf("/m.pth", new MemorySource({ "/m.pth": bytes }));
}

async function refused(bytes: Uint8Array<ArrayBuffer>, why: RegExp): Promise<void> {
  await assert.rejects(candidates(bytes), (error) => {
    assertRefusal(error, String(why));
    assert.match((error as Error).message, why);
    return true;
  });
}

describe("A file that torch.save has written", () => {
  it("gives the tensors of its state dict, wherever in it they lie", async () => {
    for (const saved of [state(), { a: { b: state() }, epoch: 3, note: "x", loss: null }]) {
      const [first] = await candidates(torchFileOf(saved));
      assert.deepEqual(first!.token.shape, [5, 2]);
      assert.deepEqual(first!.position.shape, [3, 2]);
    }
  });

  it("is not run: whatever else it asks for ends its reading", async () => {
    for (const asked of [
      "cos\nsystem\nX\u0004\0\0\0true\u0085R",
      "cbuiltins\neval\n",
      "ctorch._utils\n_rebuild_parameter\n",
      "ctorch\nload\n",
      "cposix\nsystem\n",
      "ccollections\nOrderedDict\nctorch\nFloatStorage.__init__\n",
    ]) {
      const name = /c(\S+)\n(\S+)\n(?!.*\n)/s.exec(asked.replace(/^ccoll.*?\nctorch/s, "ctorch"));
      const file = torchFileOf(state(), { more: [Buffer.from(asked, "latin1")] });
      await refused(file, new RegExp(`asks for "${name![1]}.${name![2]}", which could run code`));
    }
    const stacked = [Buffer.from("\u008c\u0002os\u008c\u0006system\u0093", "latin1")];
    await refused(torchFileOf(state(), { more: stacked }), /asks for "os\.system"/);
    // Sets, objects and the like of other pickles.
    for (const operation of ["\u008f", "o", "i", "P1\n", "S'x'\n", "\u0081", "B\0\0\0\0"]) {
      const file = torchFileOf(state(), { more: [Buffer.from(operation, "latin1")] });
      await refused(file, /of another kind than one of tensors\. Convert it where you trust it/);
    }
  });

  it("is refused where its archive or its sizes are not what they say", async () => {
    const whole = torchFileOf(state());
    for (const length of [3, 40, whole.length - 30, whole.length - 1]) {
      await refused(whole.slice(0, length), /damaged|pickle, which can run code/);
    }
    const large = torchFileOf(state(), {
      storage: (values) => Buffer.from(values.slice(1).buffer),
    });
    await refused(large, /its tensors are not where its pickle says they are/);
    await refused(
      torchFileOf(state(), { byteOrder: "big" }),
      /the byte order "big"; little-endian/,
    );
    await refused(zipOf({ "m/data.txt": text("x".repeat(40)) }), /damaged/);
    const packed = Buffer.from(whole);
    // The method of the last file in the directory, and of the first.
    for (let at = 0; (at = packed.indexOf("PK\u0001\u0002", at)) >= 0; at += 4) {
      packed.writeUInt16LE(8, at + 10);
    }
    await refused(new Uint8Array(packed), /compressed, where PyTorch stores it as it is/);
  });

  it("with any of its bytes changed is read or refused in words", async () => {
    const files = [torchFileOf(state()), torchFileOf({ model: state(), optimizer: { a: 1 } })];
    const tally = { read: 0, refused: 0 };
    for (let run = 0; run < times(MUTANTS); run++) {
      const random = seeded(SEED + run);
      const bytes = mutant(files[run % files.length]!, files, random);
      try {
        await candidates(bytes);
        tally.read++;
      } catch (error) {
        tally.refused++;
        const file = Buffer.from(bytes).toString("base64");
        assertRefusal(error, `Mutant ${run} of seed ${SEED}: ${file}`);
      }
    }
    assert.ok(tally.read > 100 && tally.refused > 100, JSON.stringify(tally));
  });
});
