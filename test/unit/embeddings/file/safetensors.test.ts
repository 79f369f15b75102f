import assert from "node:assert/strict";
import {
  checkFilled,
  headerLength,
  LENGTH_BYTES,
  readHeader,
} from "../../../../src/embeddings/file/safetensors";
import { f32, safetensorsFile, withHeader } from "../../../../.ci/support/safetensorsWriter";

/** Reads the header of a whole file, as a reader of parts would. */
function entriesOf(file: Uint8Array<ArrayBuffer>, fileBytes = file.length) {
  const length = headerLength(file.subarray(0, LENGTH_BYTES), fileBytes);
  const entries = readHeader(file.subarray(LENGTH_BYTES, LENGTH_BYTES + length), fileBytes);
  checkFilled(entries, length, fileBytes);
  return entries;
}

function tensor(from: number, to: number, shape: unknown = [(to - from) / 4], dtype = "F32") {
  return { dtype, shape, data_offsets: [from, to] };
}

function headed(header: object, bytes: number): Uint8Array<ArrayBuffer> {
  return withHeader(JSON.stringify(header), [new Uint8Array(bytes)]);
}

describe("A safetensors header", () => {
  it("tells each tensor's type, shape and place, in the order of their places", () => {
    const file = headed(
      { b: tensor(8, 16, [1, 2]), a: tensor(0, 8), __metadata__: { x: "y" } },
      16,
    );
    const start = file.length - 16;
    assert.deepEqual(entriesOf(file), [
      { name: "a", type: "F32", shape: [2], start, end: start + 8 },
      { name: "b", type: "F32", shape: [1, 2], start: start + 8, end: start + 16 },
    ]);
  });

  it("may be padded, and tell of scalars, of empty tensors and of unknown types", () => {
    const header = { a: tensor(0, 4, []), b: tensor(4, 4, [0, 7]), c: tensor(4, 5, [2], "F4_NEW") };
    const file = withHeader(`${JSON.stringify(header)}    `, [new Uint8Array(5)]);
    assert.deepEqual(
      entriesOf(file).map(({ name }) => name),
      ["a", "b", "c"],
    );
  });

  it("of another length than there are bytes is refused", () => {
    const file = safetensorsFile({ a: f32([2, 2], () => 1) });
    assert.throws(() => entriesOf(file.subarray(0, 5)), /is too short/);
    assert.throws(() => entriesOf(file.subarray(0, 40)), /ends within its header: 40 bytes/);
    assert.throws(() => entriesOf(file.subarray(0, -1)), /places tensor "a" at bytes/);
    assert.throws(() => entriesOf(file, file.length + 3), /has 3 bytes after its last tensor/);
  });

  it("that claims an absurd length is refused before anything is read", () => {
    for (const claim of [2n ** 53n, 2n ** 63n, 2n ** 64n - 1n, 100_000_001n]) {
      const start = withHeader("{}", [], claim);
      assert.throws(
        () => headerLength(start, 2 ** 40),
        new RegExp(`claims a header of ${claim} b`),
      );
    }
    assert.throws(() => headerLength(withHeader("{}", [], 99_999_999n), 1000), /ends within/);
  });

  it("with its length in big-endian is told as such", () => {
    const file = safetensorsFile({ a: f32([1], () => 1) });
    file.subarray(0, 8).reverse();
    assert.throws(() => entriesOf(file), /little-endian/);
  });

  it("that is no JSON object is refused", () => {
    for (const text of ["", "{", "[]", "null", "7", '{"a":1', "{'a':1}", "\ufffe"]) {
      assert.throws(() => entriesOf(withHeader(text)), /header that is no JSON/, text);
    }
    const notUtf8 = withHeader('{"a":1}');
    notUtf8[10] = 0xff;
    assert.throws(() => entriesOf(notUtf8), /no JSON/);
  });

  it("that describes a tensor in no readable way is refused by the tensor's name", () => {
    for (const value of [
      null,
      5,
      "F32",
      {},
      { ...tensor(0, 4), dtype: 1 },
      { ...tensor(0, 4), shape: "1" },
      { ...tensor(0, 4), shape: [1.5] },
      { ...tensor(0, 4), shape: [-1] },
      { ...tensor(0, 4), data_offsets: [0] },
      { ...tensor(0, 4), data_offsets: [0, 4, 4] },
      { ...tensor(0, 4), data_offsets: [-4, 0] },
      { ...tensor(0, 4), data_offsets: [0, 2 ** 60] },
    ]) {
      assert.throws(() => entriesOf(headed({ odd: value }, 4)), /describes tensor "odd"/);
    }
  });

  it("that places tensors wrongly is refused", () => {
    const overlapping = headed({ a: tensor(0, 8), b: tensor(4, 12) }, 12);
    assert.throws(() => entriesOf(overlapping), /overlapping tensors: "a" and "b"/);
    const twice = headed({ a: tensor(0, 8), b: tensor(0, 8) }, 8);
    assert.throws(() => entriesOf(twice), /overlapping/);
    const gap = headed({ a: tensor(0, 8), b: tensor(12, 16) }, 16);
    assert.throws(() => entriesOf(gap), /has 4 bytes before "b" that belong to nothing/);
    const backwards = headed({ a: tensor(8, 4, [1]) }, 8);
    assert.throws(() => entriesOf(backwards), /places tensor "a"/);
    const beyond = headed({ a: tensor(0, 2 ** 53 - 4, [2 ** 51 - 1]) }, 8);
    assert.throws(() => entriesOf(beyond), /places tensor "a"/);
    const short = headed({ a: tensor(0, 8, [3]) }, 8);
    assert.throws(() => entriesOf(short), /gives tensor "a" 8 bytes, but F32 \[3\] takes 12/);
    const wrapped = headed({ a: tensor(0, 8, [2 ** 52, 2 ** 52, 2]) }, 8);
    assert.throws(() => entriesOf(wrapped), /gives tensor "a" 8 bytes/);
  });

  it("that names a tensor or a part of one twice is refused, however it is escaped", () => {
    const one = JSON.stringify(tensor(0, 4));
    const other = JSON.stringify(tensor(4, 8));
    for (const [first, second] of [
      ['"a"', '"a"'],
      ['"a"', '"\\u0061"'],
      ['"\\u00e9"', '"é"'],
      ['"\\/"', '"/"'],
      ['"\\ud83d\\ude00"', '"😀"'],
      ['""', '""'],
      ['"__proto__"', '"__proto__"'],
    ] as const) {
      for (const between of ["", `"b":${JSON.stringify(tensor(8, 12))},`]) {
        const bytes = new Uint8Array(between === "" ? 8 : 12);
        const file = withHeader(`{${first}:${one},${between}${second}:${other}}`, [bytes]);
        assert.throws(() => entriesOf(file), /names ".*" twice, which its format forbids/, second);
      }
    }
    const metadata = '"__metadata__":{"a":"b"}';
    assert.throws(() => entriesOf(withHeader(`{${metadata},${metadata}}`)), /"__metadata__" twice/);
    const twoTexts = '{"__metadata__":{"a":"b","\\u0061":"c"}}';
    assert.throws(() => entriesOf(withHeader(twoTexts)), /names "a" twice/);
    for (const more of [
      '"dtype":"F32"',
      '"shape":[1]',
      '"data_offsets":[0,4]',
      '"d\\u0074ype":"F32"',
    ]) {
      const file = withHeader(`{"a":{${more},${one.slice(1)}}`, [new Uint8Array(4)]);
      assert.throws(() => entriesOf(file), /describes tensor "a" twice in one entry/, more);
    }
    const fine = `{"a":{"more":{"x":1,"y":{"z":2}},${one.slice(1)}, "A":${other},"__proto__":${JSON.stringify(tensor(8, 12))}}`;
    assert.deepEqual(
      entriesOf(withHeader(fine, [new Uint8Array(12)])).map(({ name }) => name),
      ["a", "A", "__proto__"],
    );
  });

  it("is read as JSON by the letter: no comments, no marks, no commas too many", () => {
    const one = JSON.stringify(tensor(0, 4));
    for (const text of [
      `{"a":${one},}`,
      `{,"a":${one}}`,
      `{"a":${one}}}`,
      `{"a":${one}} {}`,
      `{"a":${one}]"b":${one}}`,
      `{"a":${one}]`,
      `{"a":${one}]}`,
      `{]`,
      `{"a"${one}}`,
      `{"a":${one} ${one}}`,
      `{"a":${one}"b":${one}}`,
      `{a:${one}}`,
      `{"a":\ufeff${one}}`,
      `\ufeff{"a":${one}}`,
      `{"a":/**/${one}}`,
      `{"a\n":${one}}`,
      `{"a":}`,
      `{"a"}`,
      `{"a":${one}`,
      `{"a`,
      `{"a\\`,
      `{"a":"`,
      `{"__metadata__":{"a":"\\x"}}`,
    ]) {
      const file = withHeader(text, [new Uint8Array(4)]);
      assert.throws(() => entriesOf(file), /header that is no JSON|metadata that are no/, text);
    }
    for (const text of [`{ "a" :\t${one}\r\n}\n`, `{"__metadata__":null,"a":${one}}`]) {
      assert.equal(entriesOf(withHeader(text, [new Uint8Array(4)])).length, 1, text);
    }
  });
});
