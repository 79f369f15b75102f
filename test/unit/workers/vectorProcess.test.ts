import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { VectorService } from "../../../src/workers/vectorService";
import type { Remote } from "../../../src/shared/base/rpc";
import { builtWorkers, type BuiltWorkers } from "../../support/builtWorkers";
import { freshFolder } from "../../../.ci/support/folders";
import { seeded } from "../../support/random";
import { runFolder } from "../../../.ci/support/runFolder";
import { f32, safetensorsFile } from "../../../.ci/support/safetensorsWriter";
import { times } from "../../support/thoroughness";
import { vectorClient, type VectorClient } from "../../support/vectorClient";
import { vectorWorker } from "../../support/vectorWorkers";

/** Some megabytes, so that most of a table is cut off with whole pages. */
const [V, D, C] = [5000, 300, 70] as const;
const tokenValue = (at: number): number => at % 65_521;
const positionValue = (at: number): number => -(at % 8191);

/** Stands before a worker: loading ONNX Runtime's binary is its end, as where that is broken. */
const KILLED_BY_ITS_BINARY = `
const nodeModule = require("node:module");
const load = nodeModule._load;
nodeModule._load = (name, ...rest) =>
  name === "onnxruntime-node" ? process.kill(process.pid, "SIGKILL") : load(name, ...rest);
`;

const KILLS = times(24);

describe("The vector worker's process", () => {
  let built: BuiltWorkers;
  let file: string;
  let models: string;
  const clients: VectorClient[] = [];
  const started = (
    runtime: Parameters<typeof vectorClient>[1] = "auto",
    { dist }: Pick<BuiltWorkers, "dist"> = built,
  ): VectorClient & { readonly call: Remote<VectorService> } => {
    const client = vectorClient({ dist, models, unpacked: join(models, "none") }, runtime);
    clients.push(client);
    return {
      ...client,
      get call() {
        return client.worker.call;
      },
    };
  };
  before(async () => {
    built = await builtWorkers();
    file = join(freshFolder("file"), "tables.safetensors");
    const tables = {
      "wte.weight": f32([V, D], tokenValue),
      "wpe.weight": f32([C, D], positionValue),
    };
    writeFileSync(file, safetensorsFile(tables));
  });
  beforeEach(() => (models = freshFolder("models")));
  afterEach(() => {
    for (const { worker } of clients.splice(0)) worker.dispose();
  });

  const use = (call: Remote<VectorService>) => call.use({ source: "file", path: file }, Infinity);
  /** Every row that is asked for, at the last positions. */
  const check = async (call: Remote<VectorService>, rows: readonly number[]): Promise<void> => {
    const firstPosition = C - rows.length;
    const ids = Int32Array.from(rows);
    const { token, position, input } = await call.embed({
      ids,
      rows: 1,
      length: rows.length,
      firstPosition,
    });
    for (let at = 0; at < rows.length * D; at++) {
      const [row, column] = [Math.floor(at / D), at % D];
      const t = tokenValue(ids[row]! * D + column);
      const p = positionValue((firstPosition + row) * D + column);
      assert.deepEqual([token[at], position[at], input[at]], [t, p, Math.fround(t + p)]);
    }
  };
  const LAST = [V - 1, 0, Math.trunc(V / 2), V - 2];

  /** What another program may do to a table in use, by the bytes that stay of so many. */
  const CUTS: Record<string, (bytes: number) => number> = {
    "is cut in half": (bytes) => bytes / 2,
    "is emptied": () => 0,
    "loses its last row": (bytes) => bytes - 4 * D,
    "loses its last byte": (bytes) => bytes - 1,
  };
  for (const [what, kept] of Object.entries(CUTS)) {
    for (const table of ["wte", "wpe"]) {
      it(`costs one answer where ${table} ${what} while it is in use, and the next is right`, async () => {
        const client = started();
        await use(client.call);
        await check(client.call, LAST);
        const name = readdirSync(models).find((each) => each.endsWith(`.${table}.f32`))!;
        const path = join(models, name);
        const { size } = statSync(path);
        truncateSync(path, kept(size));
        await assert.rejects(check(client.call, LAST), /The vector worker stopped: .*cut.* short/);
        assert.equal(client.deaths.length, 1);
        await use(client.call);
        await check(client.call, LAST);
        assert.equal(statSync(path).size, size);
        assert.deepEqual(
          client.runtimes.map(({ kind }) => kind),
          ["native", "native"],
        );
      });
    }
  }

  it(`is killed ${KILLS} times at random moments: each time the next answer is right`, async function () {
    const seed = 20_261_128;
    console.log(`      seed ${seed}`);
    const random = seeded(seed);
    const client = started();
    let cut = 0;
    const rows = (): number[] => Array.from({ length: 1 + random(C) }, () => random(V));
    /** Uses the model, and kills the process at a moment of the next so many milliseconds. */
    const killed = async (within: number): Promise<void> => {
      const asked = use(client.call).then(() => check(client.call, rows()));
      const outcome = asked.then(
        () => "right",
        (error: unknown) => String(error),
      );
      await new Promise((resolve) => setTimeout(resolve, random(within)));
      // None is there where the one before has died, and its client has not heard of it.
      vectorWorker()?.process.kill("SIGKILL");
      const said = await outcome;
      assert.match(said, /^right$|The vector worker stopped: it was killed/, `seed ${seed}`);
      if (said !== "right") cut++;
    };
    await use(client.call);
    while (client.deaths.length < KILLS) {
      // At its work; or while it is idle, and the next one while it starts. Two that die at one step
      // with no answer between them would be taken for a fault of the binary, and rightly so.
      const isIdle = random(2) === 0;
      if (isIdle) vectorWorker()?.process.kill("SIGKILL");
      await killed(isIdle ? 200 : 20);
      // Where it was idle, nobody may have heard of its death yet: then that is what it says.
      await use(client.call).catch((error: unknown) => {
        assert.match(String(error), /The vector worker stopped: it was killed/, `seed ${seed}`);
        return use(client.call);
      });
      await check(client.call, rows());
    }
    console.log(`      ${cut} of ${client.deaths.length} kills cut an answer off`);
    // None was taken for a fault of the binary.
    assert.ok(client.runtimes.every(({ kind }) => kind === "native"));
  });

  it("has ONNX Runtime gather no data on its use: it leaves no log of such", async () => {
    // As in an editor, where nobody has set it.
    const name = "ORT_DISABLE_TELEMETRY";
    const { [name]: before } = process.env;
    Reflect.deleteProperty(process.env, name);
    try {
      const client = started();
      await use(client.call);
      await check(client.call, LAST);
      assert.deepEqual(
        client.runtimes.map(({ kind }) => kind),
        ["native"],
      );
      const { pid } = vectorWorker()!.process;
      assert.ok(!readdirSync(runFolder()).includes(`mat-debug-${pid!}.log`));
    } finally {
      process.env[name] = before;
    }
  });

  it("hands over to WebAssembly where it dies twice while a model is opened, and says why", async () => {
    // Its binary kills it, so that it never comes to an answer, however slow who kills from outside is.
    const fatal = freshFolder("fatal");
    cpSync(built.dist, fatal, { recursive: true });
    const worker = join(fatal, "vectorWorker.js");
    writeFileSync(worker, `${KILLED_BY_ITS_BINARY}${readFileSync(worker, "utf8")}`);
    const client = started("auto", { dist: fatal });
    for (let turn = 0; turn < 2; turn++)
      await assert.rejects(use(client.call), /stopped: .*killed/);
    assert.match(client.deaths[1]!, /It stopped there before, so WebAssembly takes over\.$/);
    await use(client.call);
    await check(client.call, LAST);
    const inUse = client.runtimes.at(-1);
    assert.equal(inUse?.kind, "wasm");
    assert.match(inUse.reason ?? "", /given up: its process stopped 2 times in a row .*killed/);
    assert.equal(client.deaths.length, 2);
  });

  if (process.platform === "linux") {
    it("costs the answer that memory is short for, and the next is right", async () => {
      const client = started();
      await use(client.call);
      await check(client.call, LAST);
      const { pid } = vectorWorker()!.process;
      const status = execFileSync("sh", ["-c", `grep VmSize /proc/${pid!}/status`], {
        encoding: "utf8",
      });
      const used = 1024 * Number(/\d+/.exec(status)?.[0]);
      execFileSync("prlimit", [`--pid=${pid!}`, `--as=${used + 2 ** 24}`]);
      const large = { ids: new Int32Array(4000 * C), rows: 4000, length: C, firstPosition: 0 };
      await assert.rejects(client.call.embed(large), /The vector worker stopped: /);
      await use(client.call);
      await check(client.call, LAST);
    });
  }
});
