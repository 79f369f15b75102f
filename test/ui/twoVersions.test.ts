import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Frame } from "playwright-core";
import { makePackages } from "../../.ci/makePackage";
import { ownTarget } from "../../.ci/packageFiles";
import { freshFolder, outFolder } from "../../.ci/support/folders";
import { until } from "../../.ci/support/until";
import { Workbench } from "../../.ci/support/workbench";
import { standInPositions } from "../support/gpt2StandIn";
import { Neighbour } from "../support/neighbour";
import { assertRightVector } from "../support/rightVector";
import { otherVersion } from "../support/otherVersion";
import { WeightsServer } from "../support/weightsServer";
import gpt2 from "../golden/gpt2.json" with { type: "json" };

const [OLDER, NEWER] = ["0.0.1", "0.0.2"];
const [V, C, WIDTH] = [50257, 1024, 768];
const TOKEN_TABLE_BYTES = 4 * V * WIDTH;

describe("Two versions of the extension at the same time, on one storage,", () => {
  const neighbour = new Neighbour();
  const server = new WeightsServer();
  const windows = { older: neighbour.in("older"), newer: neighbour.in("newer") };
  const { older, newer } = windows;
  let workbenches: Record<keyof typeof windows, Workbench>;
  let panels: Record<keyof typeof windows, Frame>;
  let models: string;

  before(async () => {
    await server.listen();
    const given = process.env["TOKENSCOPE_VSIX"]?.split(delimiter);
    const vsix =
      given?.find((each) => each.includes(ownTarget())) ??
      (await makePackages([ownTarget()]))[0]?.file ??
      "";
    // Verifies what is served here for GPT-2's tables.
    const worker = readFileSync(join(outFolder, "test/workers/vectorWorker.js"));
    const [before, after] = [OLDER, NEWER].map((version) =>
      otherVersion(vsix, version, { "dist/vectorWorker.js": worker }),
    );
    const place = freshFolder("versions");
    const folders = { older: join(place, "older"), newer: join(place, "newer") };
    for (const folder of Object.values(folders)) {
      mkdirSync(folder);
      writeFileSync(join(folder, "text.txt"), "Every effort moves you forward.\n".repeat(20));
    }
    const first = await Workbench.open({
      folder: folders.older,
      vsix: before!,
      companions: [await neighbour.pack()],
      settings: { "tokenscope.gpt2.endpoint": server.endpoint },
    });
    const shown = async (workbench: Workbench): Promise<Frame> => {
      await workbench.openFile("text.txt");
      await workbench.runCommand("Tokenscope: Open Visualizer");
      return workbench.panel();
    };
    const panel = await shown(first);
    // As an update does: the window that is open goes on with what it has begun with.
    await first.install(after!);
    const second = await first.another(folders.newer);
    workbenches = { older: first, newer: second };
    panels = { older: panel, newer: await shown(second) };
    assert.equal((await older.life()).version, OLDER);
    assert.equal((await newer.life()).version, NEWER);
    models = first.models;
    assert.equal(models, join((await newer.life()).storage, "models"));
  });

  after(async () => {
    await workbenches.older.close();
    await server.close();
  });

  const use = (window: Neighbour, seed: number, dimensions = 256) =>
    window.call("useModel", { source: "seeded", seed, dimensions });
  afterEach(async function () {
    if (this.currentTest?.state !== "failed") return;
    for (const [name, workbench] of Object.entries(workbenches)) {
      await workbench.screenshot(`failed-${name}-${this.currentTest.title}`);
    }
  });

  const says = (window: keyof typeof windows, text: RegExp) =>
    panels[window].locator("header .chip.ready", { hasText: text }).waitFor();
  const names = (): string[] => (existsSync(models) ? readdirSync(models) : []);
  const clear = async (window: Workbench): Promise<void> => {
    await window.runCommand("Tokenscope: Clear Cached Models");
    await (await window.notifications(/of model tables were removed/)).first().waitFor();
    await window.runCommand("Notifications: Clear All Notifications");
  };

  it("make a model that both want at once a single time, and both use it", async () => {
    let most = 0;
    const work = { isOver: false };
    const watched = (async () => {
      while (!work.isOver) {
        const made = names().filter((name) => /-s21-.*\.wte\.f32\..*\.part$/.test(name));
        most = Math.max(most, made.length);
        await new Promise(setImmediate);
      }
    })();
    try {
      await Promise.all([use(older, 21, WIDTH), use(newer, 21, WIDTH)]);
    } finally {
      work.isOver = true;
      await watched;
    }
    assert.equal(most, 1);
    await Promise.all([assertRightVector(older, 21, WIDTH), assertRightVector(newer, 21, WIDTH)]);
    assert.equal(names().filter((name) => /-s21-.*\.wte\.f32$/.test(name)).length, 1);
    assert.deepEqual(
      names().filter((name) => /\.(part|lock|held)$/.test(name)),
      [],
    );
    for (const window of ["older", "newer"] as const)
      await says(window, /^Model: the book's, seed 21 · 768-d/);
  });

  for (const [user, other] of [
    ["older", "newer"],
    ["newer", "older"],
  ] as const) {
    it(`take no model away that the ${user} one has open, and its panel says what is true`, async () => {
      const seed = user === "older" ? 31 : 33;
      await use(windows[user], seed, 16);
      await use(windows[other], seed + 1, 16);
      await clear(workbenches[other]);
      await assertRightVector(windows[user], seed, 16);
      await says(user, new RegExp(`^Model: the book's, seed ${seed} · 16-d`));
      await assertRightVector(windows[other], seed + 1, 16);
      await says(other, new RegExp(`^Model: the book's, seed ${seed + 1} · 16-d`));
    });
  }

  it("believe no table that has come without its hashes, and leave alone what they do not know", async () => {
    const stem = `seeded-avx2-s41-v${V}-d16-c${C}`;
    const later = `${stem}.wte.f64`;
    // As a version has left them that kept no hashes; and as one that is to come.
    writeFileSync(join(models, `${stem}.wte.f32`), new Uint8Array(4 * V * 16));
    writeFileSync(join(models, `${stem}.wpe.f32`), new Uint8Array(4 * C * 16));
    writeFileSync(join(models, later), "of a version to come");
    for (const window of [newer, older]) {
      await use(window, 41, 16);
      await assertRightVector(window, 41, 16);
    }
    for (const window of [newer, older]) await use(window, 42, 16);
    await clear(workbenches.newer);
    assert.equal(readFileSync(join(models, later), "utf8"), "of a version to come");
    assert.ok(!names().includes(`${stem}.wte.f32`));
  });

  it("fetch GPT-2's tables a single time: the one that comes later says so, and has them when they are there", async () => {
    const wte = server.place("wte.weight");
    const ofTokens = (start: number): boolean => start >= wte.start && start < wte.end;
    server.answer = ({ start }) => (ofTokens(start) ? { stallAfter: 1e6 } : {});
    const fetchWith = async (window: Workbench): Promise<void> => {
      await window.runCommand("Tokenscope: Get GPT-2 Weights");
      assert.match(await window.answerModal("Download"), /157 MB of the 548 MB/);
    };
    await fetchWith(workbenches.older);
    await until("a token table on its way", () =>
      server.requestsFor("wte.weight").some(({ sent }) => sent >= 1e6),
    );
    const asked = server.requestsFor("wte.weight").length;
    await fetchWith(workbenches.newer);
    const told = await workbenches.newer.notifications(/Another window is writing gpt2\.wte\.f32/);
    await told.first().waitFor();
    assert.equal(server.requestsFor("wte.weight").length, asked);
    await says("newer", /^Model: the book's, seed 42 · 16-d/);
    server.answer = () => ({});
    server.breakConnections();
    await says("older", /^Model: GPT-2 small · 768-d/);
    await says("newer", /^Model: the book's, seed 42 · 16-d/);
    // They are there now: nobody is asked anything.
    await workbenches.newer.runCommand("Tokenscope: Get GPT-2 Weights");
    await says("newer", /^Model: GPT-2 small · 768-d/);
    const sent = server.requestsFor("wte.weight").reduce((sum, each) => sum + each.sent, 0);
    assert.ok(sent < TOKEN_TABLE_BYTES + 2e6, `${sent} bytes`);
    const { rows, columns } = gpt2.tokenTable;
    for (const window of [older, newer]) {
      const vectors = await window.call<Record<"token" | "position", number[]>>("embed", [[0]]);
      assert.deepEqual(vectors.position, [...standInPositions().subarray(0, WIDTH)]);
      columns.forEach((column, at) =>
        assert.equal(vectors.token[column], Math.fround(rows["0"][at]!)),
      );
    }
  });
});
