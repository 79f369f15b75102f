import assert from "node:assert/strict";
import { runTasks, type Room, type Task } from "../../../.ci/schedule";

const WIDE: Room = { processors: 8, memory: 64 };

/** What has begun and ended, in this order, of tasks that end when they are told to. */
class Watched {
  readonly log: string[] = [];
  private readonly ends = new Map<string, (makesSense: boolean) => void>();

  task(name: string, needs: readonly string[] = [], memory = 1): Task {
    return {
      ...{ name, needs, memory },
      run: () => {
        this.log.push(`+${name}`);
        return new Promise((resolve) => this.ends.set(name, resolve));
      },
    };
  }

  async end(name: string, makesSense = true): Promise<void> {
    this.log.push(`-${name}`);
    this.ends.get(name)?.(makesSense);
    await new Promise(setImmediate);
  }
}

describe("The steps of npm test", () => {
  let watched: Watched;
  beforeEach(() => (watched = new Watched()));

  it("begin in their order, as many side by side as there are processors", async () => {
    const tasks = ["a", "b", "c"].map((name) => watched.task(name));
    const done = runTasks(tasks, { ...WIDE, processors: 2 });
    assert.deepEqual(watched.log, ["+a", "+b"]);
    await watched.end("b");
    assert.deepEqual(watched.log, ["+a", "+b", "-b", "+c"]);
    await watched.end("c");
    await watched.end("a");
    assert.deepEqual(await done, []);
  });

  it("wait for what they need, and let others go before meanwhile", async () => {
    const tasks = [watched.task("ring", ["build"]), watched.task("build"), watched.task("lint")];
    const done = runTasks(tasks, { ...WIDE, processors: 2 });
    assert.deepEqual(watched.log, ["+build", "+lint"]);
    await watched.end("lint");
    assert.equal(watched.log.includes("+ring"), false);
    await watched.end("build");
    await watched.end("ring");
    assert.deepEqual(watched.log, ["+build", "+lint", "-lint", "-build", "+ring", "-ring"]);
    assert.deepEqual(await done, []);
  });

  it("do not run where what they need has failed, and are named then", async () => {
    const tasks = [
      watched.task("build"),
      watched.task("ring", ["build"]),
      watched.task("other", ["ring"]),
    ];
    const done = runTasks(tasks, WIDE);
    await watched.end("build", false);
    assert.deepEqual(await done, ["ring", "other"]);
    assert.deepEqual(watched.log, ["+build", "-build"]);
  });

  it("share the memory, and the one that wants more than there is runs alone", async () => {
    const tasks = [
      watched.task("a", [], 3),
      watched.task("large", [], 9),
      watched.task("b", [], 1),
    ];
    const done = runTasks(tasks, { processors: 3, memory: 4 });
    assert.deepEqual(watched.log, ["+a", "+b"]);
    await watched.end("b");
    assert.equal(watched.log.includes("+large"), false);
    await watched.end("a");
    await watched.end("large");
    assert.deepEqual(await done, []);
    assert.deepEqual(watched.log, ["+a", "+b", "-b", "-a", "+large", "-large"]);
  });

  it("are refused where one needs what there is not", async () => {
    await assert.rejects(
      runTasks([watched.task("a", ["b"])], WIDE),
      /a needs b, and there is none/,
    );
  });
});
