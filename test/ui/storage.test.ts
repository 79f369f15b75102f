import assert from "node:assert/strict";
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import type { Frame } from "playwright-core";
import { makePackages } from "../../.ci/makePackage";
import { ownTarget } from "../../.ci/packageFiles";
import { freshFolder } from "../../.ci/support/folders";
import { Neighbour, type HostLife } from "../support/neighbour";
import { f32, safetensorsFile } from "../../.ci/support/safetensorsWriter";
import { Workbench } from "../../.ci/support/workbench";

const [V, D, C] = [50257, 16, 32] as const;
const tokenValue = (at: number): number => at % 65_521;
const positionValue = (at: number): number => 0 - (at % 8191);
const ROW = [0, V - 1, ...Array<number>(C - 2).fill(1)];

describe("In VS Code with the installed package, kept tables", () => {
  const neighbour = new Neighbour();
  let workbench: Workbench;
  let panel: Frame;
  let life: HostLife;
  let path: string;
  let models: string;
  let file: Uint8Array;

  before(async () => {
    const given = process.env["TOKENSCOPE_VSIX"]?.split(delimiter);
    const vsix =
      given?.find((each) => each.includes(ownTarget())) ??
      (await makePackages([ownTarget()]))[0]?.file ??
      "";
    const folder = freshFolder("storage");
    writeFileSync(join(folder, "text.txt"), "Every effort moves you forward.\n".repeat(20));
    path = join(folder, "tables.safetensors");
    file = safetensorsFile({
      "wte.weight": f32([V, D], tokenValue),
      "wpe.weight": f32([C, D], positionValue),
    });
    writeFileSync(path, file);
    workbench = await Workbench.open({ folder, vsix, companions: [await neighbour.pack()] });
    await workbench.openFile("text.txt");
    life = await neighbour.life();
    models = join(life.storage, "models");
    await workbench.runCommand("Tokenscope: Open Visualizer");
    panel = await workbench.panel();
    await neighbour.call("useModel", { source: "file", path });
    await isReady();
  });

  after(() => workbench.close());

  afterEach(async () => assert.equal((await neighbour.life()).pid, life.pid));

  const chip = (text: RegExp) => panel.locator("header .chip", { hasText: text }).waitFor();
  const isReady = () => chip(/^Model: tables\.safetensors · 16-d · 32 positions$/);
  const right = async (): Promise<void> => {
    const { token, position } = await neighbour.call<Record<string, number[]>>("embed", [ROW]);
    for (let at = 0; at < C * D; at++) {
      const t = tokenValue(ROW[Math.floor(at / D)]! * D + (at % D));
      assert.deepEqual([token?.[at], position?.[at]], [t, positionValue(at)], `value ${at}`);
    }
  };
  const tableOf = (part: string): string => {
    const name = readdirSync(models).find(
      (each) => each.startsWith("file-") && each.endsWith(`.${part}.f32`),
    );
    assert.ok(name !== undefined);
    return join(models, name);
  };

  it("that another program removes stay in use, also for what opens them first then", async () => {
    const kept = readdirSync(models, { withFileTypes: true }).filter((each) => each.isFile());
    // The model that was there before may have been left before its tables were kept.
    for (const part of ["wte", "wpe"]) tableOf(part);
    for (const { name } of kept) rmSync(join(models, name));
    const nearest = await neighbour.call<{ id: number }[]>("nearestTokens", 7, 3);
    assert.equal(nearest.length, 3);
    await right();
    await isReady();
  });

  it("that are removed with all that holds them are made again", async () => {
    rmSync(models, { recursive: true });
    await right();
    await isReady();
    tableOf("wte");
  });

  for (const [part, at] of [
    ["wte", 4 * D * (V - 1) + 2],
    ["wpe", 7],
  ] as const) {
    it(`with a flipped bit in ${part} are found and made again before a number of them is shown`, async () => {
      const table = tableOf(part);
      const sound = readFileSync(table);
      const handle = openSync(table, "r+");
      const byte = new Uint8Array(1);
      readSync(handle, byte, 0, 1, at);
      writeSync(handle, Uint8Array.of(byte[0]! ^ 0x40), 0, 1, at);
      closeSync(handle);
      await right();
      assert.ok(readFileSync(tableOf(part)).equals(sound));
      await isReady();
    });
  }

  it("that nothing can make again are told of by the panel, until they are there", async () => {
    rmSync(models, { recursive: true });
    rmSync(path);
    await assert.rejects(right(), /tables\.safetensors is not there/);
    await chip(/^no model$/);
    writeFileSync(path, file);
    await right();
    await isReady();
  });
});
