import assert from "node:assert/strict";
import { fixed } from "../../../../src/shared/base/fixed";
import { seeded } from "../../../support/random";

describe("A value in fixed digits", () => {
  const check = (value: number, expected: string, digits?: number): void => {
    assert.equal(fixed(value, digits), expected, String(value));
  };

  it("is what PyTorch prints, a float32 by its exact binary value", () => {
    check(Math.fround(1.4588390588760376), "1.4588");
    check(Math.fround(-0.3652968406677246), "−0.3653");
    check(Math.fround(-0.04037235677242279), "−0.0404");
    // Nearest to 0.00005, which no float32 is: below it and above.
    check(Math.fround(4.9999998736893758e-5), "0.0000");
    check(Math.fround(5.0000002374872565e-5), "0.0001");
  });

  it("takes the even one of two decimals that are equally near, as C and Python do", () => {
    check(0.03125, "0.0312");
    check(-0.03125, "−0.0312");
    check(0.09375, "0.0938");
    check(0.15625, "0.1562");
    check(0.21875, "0.2188");
    check(4095.96875, "4095.9688");
    check(0.125, "0.12", 2);
    check(0.375, "0.38", 2);
    check(0.5, "0", 0);
    check(1.5, "2", 0);
    check(2.5, "2", 0);
  });

  it("keeps the sign of what rounds to zero, and of a negative zero", () => {
    check(-0.00001, "−0.0000");
    check(-0, "−0.0000");
    check(0, "0.0000");
  });

  it("names what is not finite, and writes the largest values out as far as JavaScript does", () => {
    check(NaN, "NaN");
    check(Infinity, "∞");
    check(-Infinity, "−∞");
    check(123456789, "123456789.0000");
    check(1e21, "1e+21");
  });

  const seed = 2026;
  it(`never lies further than half a unit from the value, seed ${seed}`, () => {
    const random = seeded(seed);
    for (let i = 0; i < 20_000; i++) {
      // Every other one a tie.
      const value = i % 2 === 0 ? random(2 ** 30) / 2 ** 26 - 8 : (random(2000) - 1000) / 32;
      const text = fixed(value).replace("−", "-");
      assert.match(text, /^-?\d+\.\d{4}$/);
      const [last, twice] = [Number(text.at(-1)), value * 64];
      const away = Math.abs(Number(text) - value);
      assert.ok(away <= 0.00005 + 1e-12, `${value}: ${text}`);
      if (Number.isInteger(twice / 2) && (twice / 2) % 2 !== 0) assert.equal(last % 2, 0, text);
    }
  });
});
