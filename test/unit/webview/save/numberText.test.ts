import assert from "node:assert/strict";
import {
  float32Text,
  float64Text,
  matrixText,
  rowText,
  tableOfColumns,
  valueText,
} from "../../../../webview/save/numberText";
import { runPython } from "../../../support/interpreter";
import { hasNumpy } from "../../../support/numpy";
import { seeded } from "../../../support/random";

const SEED = 20_261;

/** Float32 values of every exponent, subnormals and specials among them. */
function anyFloats(count: number): Float32Array {
  const random = seeded(SEED);
  const bits = Uint32Array.from({ length: count }, () => random(2 ** 32));
  bits.set([0, 0x80000000, 1, 0x80000001, 0x007fffff, 0x00800000, 0x7f7fffff]);
  bits.set([0x7f800000, 0xff800000, 0x7fc00000], 7);
  // Powers of two have a nearer neighbour below than above.
  for (let at = 0; at < 254; at++) bits[16 + at] = (at + 1) << 23;
  return new Float32Array(bits.buffer);
}

const read = (text: string): number =>
  ({ nan: NaN, inf: Infinity, "-inf": -Infinity })[text] ?? Math.fround(Number(text));

describe("A value as text", () => {
  it("reads back to the same float32, whatever its bits are", () => {
    for (const value of anyFloats(50_000)) {
      assert.ok(Object.is(read(float32Text(value)), value), `${String(value)}, seed ${SEED}`);
    }
  });

  it("has no digit that a reader does not need", () => {
    const check = (value: number, text: string): void => {
      assert.equal(float32Text(Math.fround(value)), text);
    };
    check(0.1, "0.1");
    check(-0.083, "-0.083");
    check(16_777_216, "16777216");
    check(1 / 3, "0.33333334");
    check(2 ** -149, "1e-45");
    check(1e-7, "1e-7");
    check(3.4028234663852886e38, "3.4028235e+38");
    check(-0, "-0");
    assert.equal(float64Text(0.1), "0.1");
  });

  it("is spelled as numpy spells what is not a number", () => {
    assert.deepEqual([NaN, Infinity, -Infinity].map(float32Text), ["nan", "inf", "-inf"]);
    assert.deepEqual([NaN, Infinity, -Infinity].map(float64Text), ["nan", "inf", "-inf"]);
  });
});

describe("A table as text", () => {
  const table = { values: Float32Array.of(1, 0.5, NaN, -0.1, 2, 3), columns: 3 };
  const noBreath = async (): Promise<void> => undefined;

  it("has tabs between the values of a row and a line for each row", async () => {
    assert.equal(valueText(table, 3), "-0.1");
    assert.equal(rowText(table, 1), "-0.1\t2\t3");
    assert.equal(await matrixText(table, noBreath), "1\t0.5\tnan\n-0.1\t2\t3\n");
    assert.equal(await matrixText({ values: new Float32Array(), columns: 0 }, noBreath), "");
  });

  it("lets others work in between, and stops when it is told to", async () => {
    const large = { values: new Float32Array(100_000), columns: 100 };
    let breaths = 0;
    await matrixText(large, async () => {
      breaths++;
    });
    assert.ok(breaths >= 5, String(breaths));
    const stop = async (): Promise<void> => {
      throw new Error("stopped");
    };
    await assert.rejects(matrixText(large, stop), /stopped/);
  });

  it("of columns is float32 where all values are, and float64 where one is not", () => {
    const narrow = tableOfColumns([Float64Array.of(1, NaN), Float64Array.of(Math.fround(0.1), 2)]);
    assert.ok(narrow.values instanceof Float32Array);
    assert.equal(rowText(narrow, 0), "1\t0.1");
    const wide = tableOfColumns([Float64Array.of(0.1)]);
    assert.equal(rowText(wide, 0), "0.1");
    assert.ok(wide.values instanceof Float64Array);
  });

  it("is read back unchanged, by numpy too where there is one", async () => {
    const values = anyFloats(4096);
    const text = await matrixText({ values, columns: 64 }, noBreath);
    const lines = text.trimEnd().split("\n");
    assert.equal(lines.length, 64);
    const special: Record<string, number> = { nan: NaN, inf: Infinity, "-inf": -Infinity };
    const cells = lines.flatMap((line) => line.split("\t"));
    assertSame(Float32Array.from(cells, (cell) => special[cell] ?? Number(cell)));
    if (!hasNumpy()) return;
    const code = `
import sys, numpy
table = numpy.loadtxt(sys.stdin, dtype=numpy.float32)
sys.stdout.write(str(table.shape) + table.view(numpy.uint32).tobytes().hex())`;
    const bytes = Buffer.from(runPython(code, [], text).replace("(64, 64)", ""), "hex");
    assertSame(new Float32Array(new Uint8Array(bytes).buffer));

    function assertSame(back: Float32Array): void {
      assert.equal(back.length, values.length);
      values.forEach((value, at) => assert.ok(Object.is(back[at], value), `${at}: ${value}`));
    }
  });
});
