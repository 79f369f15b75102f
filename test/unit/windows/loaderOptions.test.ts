import assert from "node:assert/strict";
import fc from "fast-check";
import { SETTINGS } from "../../../src/settings/table";
import { hostChecks } from "../../../src/shared/protocol/panel";
import { LOADER_OPTIONS, NUMBER_OPTIONS } from "../../../src/shared/values/windows";
import { loaderProblem } from "../../../src/windows/loader";
import { optionsProblem, readOption } from "../../../src/windows/loaderOptions";

const GOOD = {
  maxLength: 4,
  stride: 4,
  batchSize: 8,
  dropLast: false,
  shuffle: false,
  seed: 123,
  epoch: 0,
};
const value = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true }),
  fc.constantFrom(1e6, 1e6 + 1, 1e9, 1e9 + 1, 2 ** 53, -(2 ** 53)),
);

describe("A loader's option", () => {
  for (const option of NUMBER_OPTIONS) {
    const { name, limits } = LOADER_OPTIONS[option];

    it(`is refused in one sentence by a field, the host and the setting: ${option}`, () => {
      const kind = Object.entries(SETTINGS).find(([key]) => key === `windows.${option}`)?.[1];
      assert.equal(kind === undefined, option === "epoch");
      fc.assert(
        fc.property(value, (number) => {
          const entry = readOption(option, String(number));
          const problem = entry.ok ? undefined : entry.problem;
          assert.equal(
            entry.ok,
            number >= limits.least && number <= limits.most && number % 1 === 0,
          );
          const options = { ...GOOD, [option]: number };
          assert.equal(optionsProblem(options), problem);
          assert.ok(hostChecks.setLoader([options]));
          if (kind === undefined) return;
          assert.equal(kind.fits(number), entry.ok);
          if (!entry.ok) assert.equal(kind.problem(`The option ${name}`, number), problem);
        }),
      );
    });

    it(`may be for the API what PyTorch takes: ${option}`, () => {
      const { pytorch } = LOADER_OPTIONS[option];
      for (const number of [pytorch.least, pytorch.most]) {
        assert.equal(loaderProblem(100, { ...GOOD, [option]: number }), undefined);
      }
      assert.match(
        loaderProblem(100, { ...GOOD, [option]: pytorch.most + 1 }) ?? "",
        /but must be/,
      );
    });
  }

  it("may be left out where it has a default, and not where it has none", () => {
    assert.equal(optionsProblem({ maxLength: 4, stride: 4 }), undefined);
    for (const name of ["maxLength", "stride"] as const) {
      const { [name]: _, ...rest } = GOOD;
      assert.match(optionsProblem(rest as typeof GOOD) ?? "", / is nothing, but must be /);
    }
  });
});
