import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import type { Frame } from "playwright-core";
import { makePackages } from "../../.ci/makePackage";
import { ownTarget } from "../../.ci/packageFiles";
import { freshFolder } from "../../.ci/support/folders";
import { Neighbour, type HostLife } from "../support/neighbour";
import { seeded } from "../support/random";
import { f32, safetensorsFile } from "../../.ci/support/safetensorsWriter";
import { times } from "../support/thoroughness";
import { until } from "../../.ci/support/until";
import { Workbench } from "../../.ci/support/workbench";

const [V, D, C] = [50257, 32, 64] as const;
const tokenValue = (at: number): number => at % 65_521;
const positionValue = (at: number): number => 0 - (at % 8191);
/** The first and the last rows of the tables, and one between. */
const ROW = [0, V - 1, Math.trunc(V / 2), ...Array<number>(C - 4).fill(1), V - 2];

/** Each starts a process, ONNX Runtime and the model anew. */
const KILLS = times(40);
const STOPPED = /The vector worker stopped: .*\. The next use starts it again\./s;

/** What may happen to the unpacked library while nobody has it open. */
const DAMAGES: Readonly<Record<string, (library: string, bytes: number) => void>> = {
  "cut in half": (library, bytes) => {
    truncateSync(library, bytes / 2);
  },
  "zeroed at its end": (library, bytes) => {
    overwrite(library, bytes - 2 ** 20, 2 ** 20);
  },
  "zeroed in its middle": (library, bytes) => {
    overwrite(library, Math.trunc(bytes / 2), 2 ** 20);
  },
};

describe("In VS Code with the installed package, native code that dies", () => {
  const neighbour = new Neighbour();
  let workbench: Workbench;
  let panel: Frame;
  let life: HostLife;

  before(async function () {
    const given = process.env["TOKENSCOPE_VSIX"]?.split(delimiter);
    const vsix =
      given?.find((file) => file.includes(ownTarget())) ??
      (await makePackages([ownTarget()]))[0]?.file ??
      "";
    const folder = freshFolder("crashes");
    writeFileSync(join(folder, "text.txt"), "Every effort moves you forward.\n".repeat(20));
    const path = join(folder, "tables.safetensors");
    const tables = {
      "wte.weight": f32([V, D], tokenValue),
      "wpe.weight": f32([C, D], positionValue),
    };
    writeFileSync(path, safetensorsFile(tables));
    workbench = await Workbench.open({ folder, vsix, companions: [await neighbour.pack()] });
    await workbench.openFile("text.txt");
    // Before Tokenscope is used: the neighbour sees every process that it starts.
    life = await neighbour.life();
    await workbench.runCommand("Tokenscope: Open Visualizer");
    panel = await workbench.panel();
    await neighbour.call("useModel", { source: "file", path });
    await chip(/^Model: tables\.safetensors · 32-d · 64 positions$/);
    await right();
  });

  after(() => workbench.close());

  afterEach(async function () {
    const failed = this.currentTest?.state === "failed";
    if (failed) await workbench.screenshot(`failed-${this.currentTest?.title ?? ""}`);
    // Whatever happened: the extension host is the one that it was, and so is what others hold in it.
    const now = await neighbour.life();
    assert.equal(now.pid, life.pid);
    assert.ok(now.questions >= life.questions, `${String(now.questions)} questions were answered.`);
    life = now;
  });

  const chip = (text: RegExp) => panel.locator("header .chip", { hasText: text }).waitFor();
  /** Asks for the vectors of one row, which must be right. */
  const right = async (): Promise<void> => {
    const { token, position, input } = await neighbour.call<Record<string, number[]>>("embed", [
      ROW,
    ]);
    for (let at = 0; at < C * D; at++) {
      const t = tokenValue(ROW[Math.floor(at / D)]! * D + (at % D));
      const p = positionValue(at);
      assert.deepEqual([token?.[at], position?.[at], input?.[at]], [t, p, t + p], `value ${at}`);
    }
  };
  /** As `right`; where the process had died and nobody knew it yet, it says so, and the next is right. */
  const soonRight = () =>
    right().catch((error: unknown) => {
      assert.match(String(error), STOPPED);
      return right();
    });
  const worker = async (): Promise<number> => {
    const [pid, ...more] = (await neighbour.life()).workers;
    assert.ok(pid !== undefined && more.length === 0, "One process runs.");
    return pid;
  };
  const kill = async (): Promise<void> => {
    const pid = await worker();
    process.kill(pid, "SIGKILL");
    await until(
      "the end of the process",
      async () => !(await neighbour.life()).workers.includes(pid),
    );
  };

  it("while nobody asks anything is told by panel and status bar, and one click starts it again", async () => {
    await kill();
    await chip(/^Model: tables\.safetensors · stopped$/);
    const note = panel.locator(".note.stopped");
    assert.match(await note.innerText(), /The vector worker stopped: it was killed \(SIGKILL\)/);
    assert.match(await note.innerText(), /The next use starts it again/);
    const item = workbench.statusBar("tokenscope.tokens");
    await item.locator(".codicon-warning").waitFor();
    await item.hover();
    const tooltip = workbench.page.locator(".monaco-hover", {
      hasText: "The vector worker stopped",
    });
    await tooltip.first().waitFor();
    await workbench.screenshot("vectors-stopped");
    await note.getByRole("button", { name: "Start again" }).click();
    await chip(/^Model: tables\.safetensors · 32-d · 64 positions$/);
    await note.waitFor({ state: "detached" });
    await item.locator(".codicon-warning").waitFor({ state: "detached" });
    await right();
  });

  for (const [what, damage] of Object.entries(DAMAGES)) {
    it(`is never loaded from a library ${what}: the next answer is right, by a new copy`, async () => {
      await kill();
      const runtime = join(life.storage, "runtime");
      const [folder = ""] = readdirSync(runtime);
      const library = readdirSync(join(runtime, folder)).find((name) =>
        name.includes("onnxruntime."),
      );
      assert.ok(library !== undefined);
      const path = join(runtime, folder, library);
      const sound = readFileSync(path);
      damage(path, sound.length);
      await right();
      assert.ok(readFileSync(path).equals(sound), "The library is what it was.");
      await chip(/^Model: tables\.safetensors · 32-d · 64 positions$/);
    });
  }

  for (const table of ["wte", "wpe"]) {
    it(`for a table cut short while in use (${table}) costs one answer, and the next is right`, async () => {
      const models = join(life.storage, "models");
      const name = readdirSync(models).find(
        (each) =>
          each.endsWith(`.${table}.f32`) &&
          statSync(join(models, each)).size === 4 * D * (table === "wte" ? V : C),
      );
      assert.ok(name !== undefined);
      const path = join(models, name);
      const { size } = statSync(path);
      truncateSync(path, size / 2);
      await assert.rejects(right(), STOPPED);
      await right();
      assert.equal(statSync(path).size, size);
    });
  }

  it(`at ${KILLS} random moments costs what is pending, and the next answer is right`, async () => {
    const seed = 20_261_129;
    console.log(`      seed ${seed}`);
    const random = seeded(seed);
    for (let turn = 0; turn < KILLS; turn++) {
      const pid = await worker();
      const asked = right().then(
        () => "right",
        (error: unknown) => String(error),
      );
      await new Promise((resolve) => setTimeout(resolve, random(30)));
      process.kill(pid, "SIGKILL");
      assert.match(await asked, new RegExp(`^right$|${STOPPED.source}`, "s"), `seed ${seed}`);
      await soonRight();
    }
    // None of these was taken for a fault of the binary.
    await chip(/^Model: tables\.safetensors · 32-d · 64 positions$/);
  });

  if (process.platform === "linux") {
    it("for want of memory costs the answer, and the next is right", async () => {
      const pid = await worker();
      const status = readFileSync(`/proc/${pid}/status`, "utf8");
      const used = 1024 * Number(/VmSize:\s+(\d+)/.exec(status)?.[1]);
      execFileSync("prlimit", [`--pid=${pid}`, `--as=${used + 2 ** 24}`]);
      await assert.rejects(neighbour.call("embed", Array<number[]>(4000).fill(ROW)));
      await soonRight();
    });
  }
});

function overwrite(path: string, at: number, bytes: number): void {
  const file = openSync(path, "r+");
  writeSync(file, new Uint8Array(bytes), 0, bytes, at);
  closeSync(file);
}
