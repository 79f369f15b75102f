import assert from "node:assert/strict";
import Ajv from "ajv";
import fc from "fast-check";
import {
  checkSettings,
  writtenProblem,
  type SettingValue,
} from "../../../src/settings/checkSettings";
import { SETTINGS, type SettingKey } from "../../../src/settings/table";

const KEYS = Object.keys(SETTINGS) as SettingKey[];
const SEED = 20260114;

/** What a person may have written into settings.json instead of what belongs there. */
const anything = fc.oneof(
  fc.constantFrom<unknown>(
    ...[null, true, false, "", "64", "true", [], [4], {}, { path: "" }, { path: 5 }],
    ...[{ path: "/a.onnx", tokn: "t" }, { token: "t" }, { path: "${nonsense}/a.onnx" }],
    ...[
      { path: "/a.onnx", token: null },
      { path: "~/a.onnx", token: "t", position: "p" },
    ],
    ...[0, -0, -1, 0.5, 1.5, 12, 13, 65_537, 1_048_577, 1e6 + 1, 1e9 + 1, 2 ** 53, 1e21, 1e300],
    ...["gpt2", "GPT2", "always", "id", "wasm", "toString", "__proto__"],
    ...["https://mirror.example", "http://mirror.example", "http://localhost:1", "ftp://a"],
    ...["https://a?b", "https://me:pw@a", `https://${"a/".repeat(1000)}`, "huggingface.co"],
  ),
  fc.integer(),
  fc.double(),
  fc.string({ maxLength: 20 }),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<unknown>,
);
/** JSON has no other numbers, so that settings.json can hold no other. */
const isJson = (value: unknown): boolean =>
  typeof value !== "number" || (Number.isFinite(value) && !Object.is(value, -0));

const given =
  (values: Readonly<Record<string, unknown>>) =>
  (key: SettingKey): SettingValue => ({
    value: Object.hasOwn(values, key) ? values[key] : SETTINGS[key].schema["default"],
    ofWorkspace: false,
  });

describe("Settings that are read", () => {
  it("are each what was set or, where that cannot be, the default, whatever the others are", () => {
    const some = fc.dictionary(fc.constantFrom(...KEYS), anything);
    fc.assert(
      fc.property(some, (values) => {
        const { values: used, problems } = checkSettings(given(values));
        for (const key of KEYS) {
          const alone = checkSettings(
            given(Object.hasOwn(values, key) ? { [key]: values[key] } : {}),
          );
          assert.deepEqual(used[key], alone.values[key], key);
          assert.deepEqual(
            problems.filter((problem) => problem.key === key),
            alone.problems,
          );
        }
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it("take effect beside one that is wrong: 64 dimensions beside windows of no tokens", () => {
    const { values, problems } = checkSettings(
      given({ "windows.maxLength": 0, "windows.batchSize": null, "seeded.dimensions": 64 }),
    );
    assert.equal(values["seeded.dimensions"], 64);
    assert.equal(values["windows.maxLength"], 4);
    assert.equal(values["windows.batchSize"], 8);
    assert.deepEqual(
      problems.map(({ message }) => message),
      [
        "tokenscope.windows.maxLength is 0, but must be a whole number from 1 to 1,000,000,000. The default, 4, is used instead.",
        "tokenscope.windows.batchSize is null, but must be a whole number from 1 to 1,000,000,000. The default, 8, is used instead.",
      ],
    );
  });

  it("are refused exactly where the settings editor underlines them", () => {
    const ajv = new Ajv({ allowUnionTypes: true, strictTypes: false });
    for (const key of KEYS) {
      const kind = SETTINGS[key];
      const underlines = ajv.compile(kind.schema);
      fc.assert(
        fc.property(anything.filter(isJson), (value) => {
          assert.equal(kind.fits(value), underlines(value), `${key}: ${JSON.stringify(value)}`);
          assert.equal(writtenProblem(key, value) === undefined, kind.fits(value));
        }),
        { seed: SEED, numRuns: 1000 },
      );
    }
  });

  it("that are wrong are named in one short line with what is used, whatever was written", () => {
    const huge = [
      "x".repeat(1e7),
      Array<string>(1e5).fill("x".repeat(1000)),
      Object.fromEntries(Array.from({ length: 1e5 }, (_, at) => [`${at}`.repeat(50), at])),
      { path: `/${"y".repeat(1e6)}`, more: "x" },
      nested(50_000),
      "{0} {1}\n\u202e",
    ];
    for (const key of KEYS) {
      for (const value of [...huge, NaN, Infinity, -Infinity, undefined, 2 ** 53 + 2, -3.5]) {
        const { problems } = checkSettings(given({ [key]: value }));
        const [problem, ...others] = problems;
        assert.equal(others.length, 0);
        if (problem === undefined) continue;
        const { message } = problem;
        assert.ok(message.startsWith(`tokenscope.${key} is `), message);
        assert.ok(message.length < 400, `${message.length} units`);
        assert.match(message, /is used\.|is used instead\.|are fetched\.$/);
        assert.doesNotMatch(message, /undefined\b(?<!is undefined)|\[object/);
      }
    }
  });

  it("fit what people write: numbers up to 2^53 - 1 as seeds, mirrors, files by path", () => {
    for (const [key, values] of [
      ["windows.seed", [0, 123, 2 ** 32, 2 ** 53 - 1]],
      ["seeded.seed", [0, 2 ** 53 - 1]],
      ["seeded.dimensions", [1, 768, 12_288]],
      ["cacheLimit", [0, 100_000]],
      [
        "gpt2.endpoint",
        ["https://hf-mirror.com", "http://127.0.0.1:8080/hf/", "HTTPS://München.example"],
      ],
      ["modelFile", [null, { path: "~/gpt2.safetensors" }, { path: "${env:HF_HOME}/a.onnx" }]],
    ] as const) {
      for (const value of values) assert.equal(writtenProblem(key, value), undefined);
    }
  });

  it("keep the limit of what is kept on disk where it is not a number of megabytes", () => {
    for (const value of ["abc", -1, null, 0.5, "1024", 1e300]) {
      const { values, problems } = checkSettings(given({ cacheLimit: value }));
      assert.equal(values.cacheLimit, 1024);
      assert.equal(problems.length, 1);
    }
  });

  it("keep a wrong address as it is, so that nothing is fetched from another", () => {
    for (const value of [5, null, "", "http://mirror.example", ["https://huggingface.co"]]) {
      const { values } = checkSettings(given({ "gpt2.endpoint": value }));
      assert.equal(SETTINGS["gpt2.endpoint"].fits(values["gpt2.endpoint"]), false);
    }
  });

  it("show no password", () => {
    const { problems } = checkSettings(
      given({ "gpt2.endpoint": "https://me:secret@mirror.example" }),
    );
    assert.match(problems[0]!.message, /https:\/\/…@mirror\.example/);
    assert.doesNotMatch(problems[0]!.message, /secret/);
  });
});

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let at = 0; at < depth; at++) value = [value];
  return value;
}
