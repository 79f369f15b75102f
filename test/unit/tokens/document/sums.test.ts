import assert from "node:assert/strict";
import { Sums } from "../../../../src/tokens/document/sums";
import { seeded } from "../../../support/random";

describe("Prefix sums", () => {
  for (const count of [0, 1, 2, 7, 64, 100]) {
    it(`of ${count} values are those of adding them up`, () => {
      const random = seeded(count);
      const values = Array.from({ length: count }, () => random(5));
      const sums = new Sums(values);
      for (let change = 0; change < 50; change++) {
        if (count > 0) {
          const index = random(count);
          values[index]! += 3;
          sums.add(index, 3);
        }
        let total = 0;
        values.forEach((value, index) => {
          assert.equal(sums.before(index), total);
          total += value;
        });
        assert.equal(sums.total, total);
        for (let unit = 0; unit < total; unit++) {
          const index = sums.find(unit);
          assert.ok(sums.before(index) <= unit && unit < sums.before(index + 1));
        }
        assert.equal(sums.find(total), count);
      }
    });
  }
});
