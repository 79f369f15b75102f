import assert from "node:assert/strict";
import { batchOf } from "../../../../src/embeddings/queries/batch";
import { candidatesOf, fileTables } from "../../../../src/embeddings/file/modelFile";
import { Model } from "../../../../src/embeddings/model";
import { DiskFiles } from "../../../../src/embeddings/store/node/diskFiles";
import { nativeRuntime } from "../../../../src/embeddings/runtime/node/nativeRuntime";
import { freshFolder } from "../../../../.ci/support/folders";
import { MemoryFiles } from "../../../support/memoryFiles";
import { MemorySource } from "../../../support/memorySource";
import {
  attribute,
  bytes,
  condition,
  constant,
  float,
  message,
  modelFunction,
  node,
  onnxOf,
  tensor,
  text,
  varint,
  written,
  type Part,
} from "../../../support/onnxParts";
import { ONNX, type Initializer } from "../../../support/onnxWriter";
import { assertRefusal } from "../../../support/refusal";
import { f32 } from "../../../../.ci/support/safetensorsWriter";

const path = "/models/m.onnx";
const table = (name: string, shape: readonly number[], first = 0): Initializer => ({
  name,
  type: ONNX.float,
  shape,
  raw: f32(shape, (at) => first + at).bytes,
});
// As an exporter without initializers writes them: the token's row 3 is [12, 13].
const wte = table("transformer.wte.weight", [7, 2], 6);
const wpe = table("transformer.wpe.weight", [5, 2]);
const inGraph = (value: Initializer): Part => tensor(5, value);

function sourceOf(file: Uint8Array<ArrayBuffer>): MemorySource {
  return new MemorySource({
    [path]: file,
    "/models/data/w.bin": new Uint8Array(Buffer.concat([wte.raw!, wpe.raw!])),
  });
}

/** Opens a model by its file alone and looks its tables up. */
async function assertFound(file: Uint8Array<ArrayBuffer>, what: string): Promise<void> {
  const files = new DiskFiles(freshFolder("onnx"));
  const { info, tables } = await fileTables({ path }, sourceOf(file), files);
  assert.deepEqual([info.vocabularySize, info.dimensions, info.contextLength], [7, 2, 5], what);
  const model = await Model.open(info, tables, files, nativeRuntime);
  const { token, position } = await model.embed(batchOf([[3, 0]]));
  await model.close();
  assert.deepEqual([...token, ...position], [12, 13, 6, 7, 0, 1, 2, 3], what);
}

async function refused(file: Uint8Array<ArrayBuffer>, reason: RegExp, what = ""): Promise<void> {
  const source = sourceOf(file);
  await assert.rejects(fileTables({ path }, source, new MemoryFiles()), (error: Error) => {
    assertRefusal(error, what);
    assert.match(error.message, reason, what);
    return true;
  });
  assert.equal(source.openCount, 0);
}

async function namesOf(file: Uint8Array<ArrayBuffer>): Promise<string[]> {
  const found = await candidatesOf(path, sourceOf(file));
  return found.map((pair) => `${pair.token.name}+${pair.position.name}`);
}

describe("Tables of an ONNX model are found", () => {
  const external = (name: string, shape: readonly number[], offset: number): Initializer => ({
    name,
    type: ONNX.float,
    shape,
    external: { location: "data/w.bin", offset: String(offset) },
  });

  it("in nodes that are constants, whatever these name the tensor inside", async () => {
    const [token, position] = [wte.name, wpe.name];
    await assertFound(onnxOf([constant(token, wte), constant(position, wpe)]), "constants");
    const unnamed = [
      constant(token, { ...wte, name: "" }),
      constant(position, { ...wpe, name: "value" }),
    ];
    await assertFound(onnxOf(unnamed), "constants without a name");
    await assertFound(onnxOf([inGraph(wte), constant(position, wpe)]), "one of each");
    // Its output may be told behind its value.
    const value = attribute("value", tensor(5, { ...wte, name: "x" }));
    const turned = message(1, value, text(4, "Constant"), text(2, token));
    await assertFound(onnxOf([turned, inGraph(wpe)]), "fields the other way round");
  });

  it("in the graphs within a graph, of an If, a Loop or a Scan, at any depth", async () => {
    const both = [constant(wte.name, wte), inGraph(wpe)];
    await assertFound(onnxOf([condition("y", { then_branch: both })]), "a branch");
    await assertFound(
      onnxOf([condition("y", { then_branch: [inGraph(wte)], else_branch: [inGraph(wpe)] })]),
      "one in each branch",
    );
    for (const operator of ["Loop", "Scan"]) {
      const body = attribute("body", message(6, ...both));
      await assertFound(onnxOf([node(operator, ["y"], [body])]), operator);
    }
    let deep: readonly Part[] = both;
    for (let depth = 0; depth < 30; depth++) deep = [condition(`y${depth}`, { then_branch: deep })];
    await assertFound(onnxOf(deep), "30 deep");
    const graphs = attribute("graphs", message(11), message(11, ...both));
    await assertFound(onnxOf([node("If", ["y"], [graphs])]), "a list of graphs");
  });

  it("in functions, in training, and in the attributes of other nodes", async () => {
    const inFunction = modelFunction(
      "Tables",
      constant(wte.name, wte, 7),
      constant(wpe.name, wpe, 7),
    );
    await assertFound(onnxOf([], inFunction), "a function");
    await assertFound(onnxOf([inGraph(wpe)], message(20, message(1, inGraph(wte)))), "training");
    const file = onnxOf([
      node("TableOf", ["tokens"], [attribute("tok", tensor(5, wte))]),
      node("TableOf", ["positions"], [attribute("pos", tensor(10, wpe))]),
    ]);
    assert.deepEqual(await namesOf(file), ["tokens.tok+positions.pos"]);
  });

  it("in another file, also from constants and branches", async () => {
    const [token, position] = [external(wte.name, [7, 2], 0), external(wpe.name, [5, 2], 56)];
    await assertFound(onnxOf([inGraph(token), inGraph(position)]), "initializers");
    await assertFound(
      onnxOf([constant(wte.name, token), constant(wpe.name, position)]),
      "constants",
    );
    const branches = { then_branch: [constant(wte.name, token)], else_branch: [inGraph(position)] };
    await assertFound(onnxOf([condition("y", branches)]), "branches");
  });

  it("by the names of what they are in, where both branches have one of a name", async () => {
    const branch = [constant("wte.weight", wte), constant("wpe.weight", wpe)];
    const file = onnxOf([condition("y", { then_branch: branch, else_branch: branch })]);
    assert.deepEqual(await namesOf(file), [
      "y.then_branch.wte.weight+y.then_branch.wpe.weight",
      "y.else_branch.wte.weight+y.else_branch.wpe.weight",
    ]);
    await refused(file, /holds 2 pairs of tables\. Name one/);
  });

  it("or named with what else there is: it is never said to hold no tensor when it does", async () => {
    for (const [what, part] of [
      [
        /"c" F32 \[2\]/,
        node("Constant", ["c"], [attribute("value_floats", float(7, 1), float(7, 2))]),
      ],
      [
        /"c" F32 \[2\]/,
        node("Constant", ["c"], [attribute("value_floats", bytes(7, new Uint8Array(8)))]),
      ],
      [/"c" F32 \[\]/, node("Constant", ["c"], [attribute("value_float", float(2, 1))])],
      [
        /"c" I64 \[3\]/,
        node("Constant", ["c"], [attribute("value_ints", bytes(8, Uint8Array.of(1, 128, 1, 9)))]),
      ],
      [/"c" I64 \[\]/, node("Constant", ["c"], [attribute("value_int", varint(3, 0))])],
      [/"c" STRING \[1\]/, node("Constant", ["c"], [attribute("value_strings", text(9, "x"))])],
      [
        /"c" sparse F32 \[7, 2\]/,
        node(
          "Constant",
          ["c"],
          [
            attribute(
              "sparse_value",
              message(22, tensor(1, table("", [1])), varint(3, 7), varint(3, 2)),
            ),
          ],
        ),
      ],
      [
        /"s" sparse F32 \[7, 2\]/,
        message(15, tensor(1, table("s", [1])), varint(3, 7), varint(3, 2)),
      ],
      [
        /"y.value" F32 \[1\]/,
        node("ConstantOfShape", ["y"], [attribute("value", tensor(5, table("", [1])))]),
      ],
      [/"d" F64 \[2, 2\]/, tensor(5, { name: "d", type: 11, shape: [2, 2] })],
      [/"q" F8_E5M2 \[2, 2\]/, tensor(5, { name: "q", type: 19, shape: [2, 2] })],
    ] as const) {
      await refused(onnxOf([part]), what);
    }
    await refused(onnxOf([]), /it holds no tensor/);
    await refused(
      onnxOf([node("Relu", ["y"], [attribute("alpha", float(2, 1))])]),
      /holds no tensor/,
    );
  });
});

describe("An ONNX file is refused", () => {
  const damaged = /is damaged, or not ONNX at all|ends within a part/;
  const good = [inGraph(wte), inGraph(wpe)];

  it("when two tensors of one graph have one name, of which none is taken", async () => {
    const other = { ...wte, raw: f32([7, 2], () => 0).bytes };
    for (const more of [
      [inGraph(other)],
      [constant(wte.name, other)],
      [constant("x", wte), constant("x", wte)],
      [message(15, tensor(1, table(wte.name, [1])), varint(3, 7))],
    ]) {
      await refused(
        onnxOf([...good, ...more]),
        /has two tensors of the name "(transformer\.wte\.weight|x)"/,
      );
    }
    const twice = [inGraph(wpe), inGraph(wpe)];
    const inBranch = onnxOf([...good, condition("y", { then_branch: twice })]);
    await refused(inBranch, /has two tensors of the name "transformer\.wpe\.weight"/);
    const inFunction = modelFunction("f", constant("a", wte, 7), constant("a", wte, 7));
    await refused(onnxOf(good, inFunction), /two tensors of the name "a"/);
    // A graph in two pieces is one.
    await refused(onnxOf(good, message(7, inGraph(other))), /two tensors of the name/);
  });

  it("when a field that counts is of another wire type than its own", async () => {
    const shape = [varint(1, 7), varint(1, 2)];
    const whole = [...shape, varint(2, 1), text(8, "wte"), bytes(9, wte.raw!)];
    const initializer = (...parts: Part[]): Uint8Array<ArrayBuffer> =>
      onnxOf([message(5, ...parts), inGraph({ ...wpe, name: "wpe" })]);
    assert.deepEqual(await namesOf(initializer(...whole)), ["wte+wpe"]);
    const eight =
      (number: number): Part =>
      (writer) =>
        writer.writeFixed64Field(number, 1);
    for (const [what, part] of [
      ["a data type of one byte", text(2, "x")],
      ["a data type of four bytes", float(2, 1)],
      ["a data type of eight bytes", eight(2)],
      ["sizes of four bytes", float(1, 1)],
      ["sizes of eight bytes", eight(1)],
      ["a name that is a number", varint(8, 3)],
      ["raw values that are a number", varint(9, 56)],
      ["raw values of eight bytes", eight(9)],
      ["floats that are numbers", varint(4, 56)],
      ["a location that is a text", text(14, "x")],
      ["a location of a third kind", varint(14, 2)],
      ["external data that are a number", varint(13, 1)],
      ["an entry of external data that is a number", message(13, varint(1, 8))],
      ["a segment that is a number", varint(3, 1)],
      ["a data type beyond 32 bits", varint(2, 2 ** 32 + 1)],
    ] as const) {
      await refused(initializer(...whole, part), damaged, what);
      await refused(initializer(part, ...whole), damaged, `${what}, at the start`);
    }
    for (const [what, part] of [
      ["a node that is a number", varint(1, 1)],
      ["a name of the graph that is a number", varint(2, 1)],
      ["an initializer that is a number", varint(5, 1)],
      ["an input of four bytes", float(11, 1)],
      ["a node's operator that is a number", message(1, varint(4, 1))],
      ["a node's output that is a number", message(1, varint(2, 1))],
      ["an attribute that is a number", message(1, varint(5, 1))],
      ["an attribute's tensor that is a number", node("x", [], [attribute("a", varint(5, 1))])],
      ["an attribute's graph that is a number", node("x", [], [attribute("a", varint(6, 1))])],
      ["an attribute's type that is a text", node("x", [], [attribute("a", text(20, "x"))])],
      ["an attribute's float that is a number", node("x", [], [attribute("a", varint(2, 1))])],
    ] as const) {
      await refused(onnxOf([...good, part]), damaged, what);
    }
    for (const [what, part] of [
      ["a graph that is a number", varint(7, 1)],
      ["a version that is a text", text(1, "8")],
      ["functions that are numbers", varint(25, 1)],
      ["operators that are numbers", varint(8, 17)],
    ] as const) {
      await refused(written(message(7, ...good), part), damaged, what);
    }
    // Fields that no version of ONNX has may be anything.
    const unknown = [varint(99, 1), text(98, "x"), float(97, 1)];
    await assertFound(onnxOf([...good, ...unknown], ...unknown), "unknown fields");
  });

  it("when a tensor's values are in two places, or its place is told twice", async () => {
    const both = { ...wte, floats: [...new Float32Array(14)] };
    await refused(
      onnxOf([inGraph(both), inGraph(wpe)]),
      /has the values of ".*wte.weight" in two ways/,
    );
    const outside = { ...wte, external: { location: "data/w.bin" } };
    await refused(onnxOf([inGraph(outside), inGraph(wpe)]), /in two ways/);
    const entry = message(13, text(1, "location"), text(2, "data/w.bin"));
    const told = message(
      5,
      varint(1, 7),
      varint(1, 2),
      varint(2, 1),
      text(8, "wte"),
      entry,
      entry,
      varint(14, 1),
    );
    await refused(
      onnxOf([told, inGraph(wpe)]),
      /tells the "location" of a tensor outside it twice/,
    );
  });

  it("when it has more of anything than is read, before any of it is taken", async () => {
    const sizes = Array.from({ length: 65 }, () => varint(1, 1));
    await refused(onnxOf([message(5, ...sizes)]), /more than 64 dimensions/);
    await refused(
      onnxOf([message(5, bytes(1, new Uint8Array(60_000).fill(1)))]),
      /more than 64 dim/,
    );
    await refused(
      onnxOf([message(5, bytes(1, new Uint8Array(70_000).fill(1)))]),
      /70000 bytes where a short/,
    );
    const long = "x".repeat(4097);
    for (const part of [
      inGraph(table(long, [2])),
      node(long, ["y"]),
      node("Relu", [long]),
      constant(long, wte),
      node("Relu", ["y"], [attribute(long)]),
    ]) {
      await refused(onnxOf([part]), /has a part of 4097 bytes where a short one belongs/);
    }
    let deep: readonly Part[] = [inGraph(wte)];
    for (let depth = 0; depth < 40; depth++) deep = [condition("y", { then_branch: deep })];
    await refused(onnxOf(deep), /too many graphs within graphs/);
    const attributes = Array.from({ length: 4097 }, () => attribute("a"));
    await refused(onnxOf([node("Relu", ["y"], attributes)]), /too many parts/);
    const custom = Array.from({ length: 10_001 }, (_, at) =>
      message(1, text(4, `${at}`), text(7, "mine")),
    );
    await refused(onnxOf(custom), /too many parts/);
    const many: Part = (writer) => {
      for (let at = 0; at <= 2 ** 17; at++) message(5, text(8, at.toString(36)))(writer);
    };
    await refused(onnxOf([many]), /too many parts/);
    for (const shape of [
      [2 ** 27, 4],
      [2 ** 40, 2 ** 40],
      [2 ** 53 - 1, 2 ** 53 - 1],
    ]) {
      await refused(
        onnxOf([inGraph({ ...wte, shape }), inGraph(wpe)]),
        /gives ".*wte.weight" 56 bytes/,
      );
    }
  });

  it("or is given up between any two steps", async () => {
    const many = Array.from({ length: 3000 }, (_, at) => node("Relu", [`y${at}`]));
    const file = onnxOf([...many, ...good]);
    let all = 0;
    await candidatesOf(path, sourceOf(file), async () => {
      all++;
    });
    assert.ok(all >= 3, `${all} steps`);
    for (let last = 1; last <= all; last++) {
      const source = sourceOf(file);
      let steps = 0;
      const step = async (): Promise<void> => {
        if (++steps === last) throw new Error("Given up.");
      };
      await assert.rejects(candidatesOf(path, source, step), { message: "Given up." });
      assert.equal(source.openCount, 0);
    }
  });
});
