import assert from "node:assert/strict";
import type { TokenscopeApi } from "../../src/api";
import { NO_OPTIONS, refusesAll, type Loose } from "./refusesAll";
import { strangeOptions, strangeValues } from "./strangeValues";
import { tokenscope } from "./tokenscope";

/** Ids in another list of numbers are ids. */
const LISTS = ["bytes", "doubles", "floats of another width"];
const SIZES = { vocabularySize: 6, dimensions: 4, contextLength: 8, layers: 2, heads: 2 } as const;

describe("Questions to a whole GPT with wrong kinds of everything", () => {
  let api: TokenscopeApi;
  before(async () => {
    api = await tokenscope();
    await api.useModel({ source: "seeded", ...SIZES });
  });
  after(() => api.useModel({ source: "seeded" }));

  const loose =
    (name: keyof TokenscopeApi): Loose =>
    async (...given) =>
      (api as unknown as Record<string, Loose>)[name]?.(...given);

  it("predict", async () => {
    const predict = loose("predict");
    await refusesAll(predict, strangeValues());
    await refusesAll((row) => predict([row]), strangeValues(), LISTS);
    await refusesAll((id) => predict([[id]]), strangeValues());
    await refusesAll((options) => predict([[0]], options), strangeValues(), NO_OPTIONS);
    for (const key of ["top", "signal"]) {
      await refusesAll((options) => predict([[0, 5]], options), strangeOptions(key));
    }
    const rows = [[0], [1], [2]];
    await refusesAll(
      (options) => predict(rows, options),
      strangeOptions("targets"),
      ["bytes", "floats of another width"].map((what) => `targets: ${what}`),
    );
    await assert.rejects(api.predict([[6]]), /Id 6 is outside/);
    await assert.rejects(api.predict([[0]], { top: 7 }), /whole number from 1 to 6, not 7/);
    await assert.rejects(api.predict([[0]], { top: 0 }), /whole number from 1 to 6, not 0/);
    await assert.rejects(api.predict([[0]], { targets: [1, 2] }), /each of the 1 rows, not 2/);
    await assert.rejects(api.predict([[0]], { targets: [6] }), /Id 6 is outside/);
    await assert.rejects(api.predict([new Array<number>(9).fill(0)]), /context/);
    const { shape, surprisal } = await api.predict([[0, 5]], { top: 3, targets: [1] });
    assert.deepEqual([...shape], [1, 2, 3]);
    assert.ok(surprisal.every((nats) => nats > 0));
  });

  for (const name of ["attention", "residual", "lens"] as const) {
    it(name, async () => {
      const ask = loose(name);
      const options: Loose = async (given) =>
        name === "lens" ? ask([0, 5], 1, 2, given) : ask([0, 5], 1, given);
      await refusesAll((ids) => ask(ids, 1), strangeValues(), LISTS);
      await refusesAll((id) => ask([id], 1), strangeValues());
      await refusesAll((layer) => ask([0, 5], layer), strangeValues());
      await refusesAll(options, strangeValues(), NO_OPTIONS);
      await refusesAll(options, strangeOptions("signal"));
      const last = name === "attention" ? 1 : 2;
      await assert.rejects(ask([0], last + 1), new RegExp(`from 0 to ${last}, not ${last + 1}`));
      await assert.rejects(ask([6], 0), /Id 6 is outside/);
      await ask([0, 5], last);
    });
  }

  it("lens, of how many", async () => {
    await refusesAll((top) => loose("lens")([0, 5], 1, top), strangeValues());
    assert.deepEqual([...(await api.lens([0, 5], 1, 6)).shape], [2, 6]);
  });

  it("useModel of a whole GPT, and the model in use stays", async () => {
    const before = await api.model();
    for (const key of ["layers", "heads", "qkvBias"]) {
      const given = strangeOptions(key, { source: "seeded", ...SIZES });
      await refusesAll(loose("useModel"), given, [`${key}: true`].slice(key === "qkvBias" ? 0 : 1));
      await api.useModel({ source: "seeded", ...SIZES });
    }
    await refusesAll(loose("useModel"), strangeOptions("whole", { source: "gpt2" }));
    const { layers, ...half } = SIZES;
    await assert.rejects(api.useModel({ source: "seeded", ...half }), /both layers and heads/);
    await assert.rejects(
      api.useModel({ source: "seeded", ...SIZES, layers, heads: 3 }),
      /3 heads do not divide the width 4/,
    );
    assert.deepEqual(await api.model(), before);
  });
});
