import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { candidatesOf, fileTables } from "../../../../src/embeddings/file/modelFile";
import { diskSource } from "../../../../src/embeddings/file/node/diskSource";
import { freshFolder } from "../../../../.ci/support/folders";
import { MemoryFiles } from "../../../support/memoryFiles";
import { TorchStandIn } from "../../../support/torchStandIn";

/** The line for the shell in the message that refuses a pickle. */
async function commandFor(path: string): Promise<string> {
  const error = await candidatesOf(path, diskSource).then(
    () => assert.fail("A pickle was read."),
    (reason: unknown) => reason as Error,
  );
  const [, command] = /in its folder: (python -c ".*")\.$/.exec(error.message) ?? [];
  assert.ok(command !== undefined, error.message);
  return command;
}

describe("A checkpoint of PyTorch, as it is or converted as the message says,", () => {
  const folder = freshFolder("ckpt");
  const python = new TorchStandIn();
  // As nanoGPT's train.py saves it: the head shares the token table's memory.
  const shared =
    "(lambda wte: OrderedDict([('PREtransformer.wte.weight', wte), ('PREtransformer.wpe.weight', torch.full((16, 8), 7)), ('PREtransformer.h.0.attn.bias', torch.full((1, 1, 4, 4), 0)), ('PRElm_head.weight', wte)]))(torch.full((65, 8), 100))";
  const state = (prefix: string): string => shared.replaceAll("PRE", prefix);
  const optimizer =
    "{'state': {0: {'step': torch.full((), 5), 'exp_avg': torch.full((65, 8), 0)}}, 'param_groups': [{'lr': 0.1, 'params': [0]}]}";

  for (const [what, checkpoint] of [
    [
      "of nanoGPT",
      `{'model': ${state("")}, 'optimizer': ${optimizer}, 'model_args': {'n_layer': 1, 'bias': False}, 'iter_num': 250, 'best_val_loss': torch.full((), 2), 'config': {'dataset': 'shakespeare_char', 'compile': True}}`,
    ],
    [
      "of a compiled model",
      `{'model': ${state("_orig_mod.")}, 'best_val_loss': torch.full((), 2)}`,
    ],
    ["of the book", `{'model_state_dict': ${state("")}, 'optimizer_state_dict': ${optimizer}}`],
    [
      "of Lightning",
      `{'epoch': 3, 'state_dict': ${state("model.")}, 'optimizer_states': [${optimizer}], 'callbacks': {'x': {'best': torch.full((), 1)}}}`,
    ],
    ["of several processes", `{'state_dict': ${state("module.")}}`],
    [
      "in a checkpoint",
      `{'checkpoint': {'state': {'net': ${state("_orig_mod.module.")}}}, 'step': 1}`,
    ],
    ["without anything around it", state("")],
    [
      "of modules within modules",
      `{'model': {'transformer': {'wte': {'weight': torch.full((8, 65), 100).t()}, 'wpe': {'weight': torch.full((16, 8), 7)}}}}`,
    ],
  ] as const) {
    // What does not lie row by row is left to PyTorch.
    const isTransposed = checkpoint.includes(".t()");
    const ways = { converted: `{'a': ${checkpoint}, 'b': torch.full((2, 3), 0).t()}` };
    for (const [way, saved] of Object.entries(
      isTransposed ? ways : { ...ways, "as it is": checkpoint },
    )) {
      it(`${what}, opens with its tables (${way})`, () => opensWithTables(saved, isTransposed));
    }
  }

  async function opensWithTables(saved: string, isTransposed: boolean): Promise<void> {
    const path = join(folder, "ckpt.pt");
    python.save(saved, path);
    const isConverted = saved.includes(".t()");
    if (isConverted) python.run(await commandFor(path), folder);
    const opened = { path: isConverted ? join(folder, "ckpt.safetensors") : path };
    const files = new MemoryFiles();
    const { info, tables } = await fileTables(opened, diskSource, files);
    assert.deepEqual([info.vocabularySize, info.dimensions, info.contextLength], [65, 8, 16]);
    const token = new Float32Array(files.finished.get(tables.token.name)!.buffer);
    // Row 1, and of the transposed one column 1.
    assert.deepEqual(
      [...token.subarray(0, 2), token[8]],
      isTransposed ? [100, 165, 101] : [100, 101, 108],
    );
    rmSync(opened.path);
  }

  it("may have any name that a shell does not change; for another the command says IN and OUT", async () => {
    for (const [name, input] of [
      ["my model+2, a=b@c.ckpt", undefined],
      ["$(touch x).pt", "IN"],
      ["a'b.pt", "IN"],
      ['a"b.bin', "IN"],
      ["%PATH%.pt", "IN"],
      ["!x!.pt", "IN"],
      [`${"x".repeat(80)}.pt`, "IN"],
    ] as const) {
      if (process.platform === "win32" && /[:"*?<>|]/.test(name)) continue;
      const path = join(folder, name);
      writeFileSync(path, Buffer.from([0x80, 2]));
      const command = await commandFor(path);
      assert.ok(
        command.includes(`torch.load('${input ?? name}', 'cpu', weights_only=True)`),
        command,
      );
      assert.doesNotMatch(command.slice('python -c "'.length, -1), /["$`\\!%]/);
    }
  });
});
