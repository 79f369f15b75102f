import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Frame } from "playwright-core";
import { makePackages } from "../../.ci/makePackage";
import { ownTarget } from "../../.ci/packageFiles";
import { freshFolder } from "../../.ci/support/folders";
import { Neighbour } from "../support/neighbour";
import { assertRightVector } from "../support/rightVector";
import { until } from "../../.ci/support/until";
import { Workbench } from "../../.ci/support/workbench";

const DRAWS = 3;

describe("Two windows of VS Code with the installed package, on one storage,", () => {
  const neighbour = new Neighbour();
  const [one, two] = [neighbour.in("one"), neighbour.in("two")];
  let first: Workbench;
  let second: Workbench;
  let panel: Frame;
  let models: string;

  before(async () => {
    const given = process.env["TOKENSCOPE_VSIX"]?.split(delimiter);
    const vsix =
      given?.find((each) => each.includes(ownTarget())) ??
      (await makePackages([ownTarget()]))[0]?.file ??
      "";
    const [folder, other] = ["one", "two"].map((name) => join(freshFolder("windows"), name));
    for (const each of [folder!, other!]) {
      mkdirSync(each);
      writeFileSync(join(each, "text.txt"), "Every effort moves you forward.\n".repeat(20));
    }
    const companions = [await neighbour.pack()];
    first = await Workbench.open({ folder: folder!, vsix, companions });
    second = await first.another(other!);
    for (const window of [first, second]) await window.openFile("text.txt");
    models = join((await one.life()).storage, "models");
    assert.equal(models, join((await two.life()).storage, "models"));
    assert.notEqual((await one.life()).pid, (await two.life()).pid);
    await second.runCommand("Tokenscope: Open Visualizer");
    panel = await second.panel();
  });

  after(() => first.close());

  const seeded = (seed: number, dimensions = 256) =>
    ({ source: "seeded", seed, dimensions }) as const;
  const use = (window: Neighbour, seed: number, dimensions?: number) =>
    window.call("useModel", seeded(seed, dimensions));
  const names = (): string[] => (existsSync(models) ? readdirSync(models) : []);

  it("both draw the default model at once and use it, and it is kept once", async () => {
    await Promise.all([use(one, 123), use(two, 123)]);
    await Promise.all([assertRightVector(one, 123), assertRightVector(two, 123)]);
    const tables = names().filter((name) => name.endsWith(".wte.f32"));
    assert.equal(tables.length, 1);
    assert.deepEqual(
      names().filter((name) => /\.(part|lock)$/.test(name)),
      [],
    );
    await panel
      .locator("header .chip", { hasText: /^Model: the book's, seed 123 · 256-d/ })
      .waitFor();
  });

  it("one uses a model that the other removes at the same time, again and again", async () => {
    await use(one, 5, 16);
    const work = { isOver: false };
    const asking = (async () => {
      do await assertRightVector(two, 123);
      while (!work.isOver);
    })();
    try {
      for (let turn = 0; turn < DRAWS; turn++) {
        await first.runCommand("Tokenscope: Clear Cached Models");
        await (await first.notifications(/of model tables were removed/)).first().waitFor();
        await first.runCommand("Notifications: Clear All Notifications");
        // Not one that was in use before.
        await use(one, 6 + turn, 16);
        await assertRightVector(one, 6 + turn, 16);
      }
    } finally {
      work.isOver = true;
      await asking;
    }
    await panel
      .locator("header .chip", { hasText: /^Model: the book's, seed 123 · 256-d/ })
      .waitFor();
    await use(one, 123);
    await assertRightVector(one, 123);
  });

  /** Waits until a window has begun to write a table of a seed. */
  const begun = (seed: number) =>
    until(`unfinished table of seed ${seed}`, async () =>
      names().some((name) => name.includes(`-s${seed}-`) && name.endsWith(".part")),
    );

  it("one draws what the other draws whose worker is killed in the middle of it", async () => {
    for (let seed = 20; seed < 20 + DRAWS; seed++) {
      const { workers } = await two.life();
      const killed = use(two, seed, 768);
      // Looked at below; until then a rejection is no surprise.
      killed.catch(() => undefined);
      await begun(seed);
      const drawn = use(one, seed, 768);
      for (const pid of workers) process.kill(pid, "SIGKILL");
      await assert.rejects(killed, /The vector worker stopped: .*The next use starts it again/);
      await drawn;
      await assertRightVector(one, seed, 768);
      await use(two, seed, 768);
      await assertRightVector(two, seed, 768);
    }
  });

  it("one goes on where the other's whole extension host is killed, and removes what that left", async () => {
    const { pid } = await two.life();
    const killed = use(two, 30, 768);
    killed.catch(() => undefined);
    await begun(30);
    process.kill(pid, "SIGKILL");
    await assert.rejects(killed);
    await use(one, 30, 768);
    await assertRightVector(one, 30, 768);
    // What that had open goes with the next that is opened, once its process is gone.
    await until("removed leavings", async () => {
      await use(one, 31, 16);
      const left = names().filter((name) => name.includes("-s30-") && name.endsWith(".part"));
      return left.length === 0;
    });
    await assertRightVector(one, 31, 16);
  });
});
