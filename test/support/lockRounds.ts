import { spawn, type ChildProcess } from "node:child_process";
import { readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { outFolder, root } from "../../.ci/support/folders";
import { ends, endsNoMore } from "../../.ci/support/lifetime";
import type { LockNews, LockTurn } from "./lockContender";
import { seeded } from "./random";
import { until } from "../../.ci/support/until";

/** What came of rounds in which processes take one lock at once. */
export interface LockFigures {
  rounds: number;
  /** Rounds in which two had it at once. */
  twice: number;
  /** Rounds in which nobody had it. */
  nobody: number;
  /** Processes that were killed while they had it. */
  kills: number;
  /** Milliseconds from the start of a round, or the death of who had it, to the next who had it. */
  longest: number;
}

/** What lies there when a round begins. */
export type StaleLock = "none" | "of a killed process" | "of a number used again" | "as before";

const PROCESSES = 3;
/** Milliseconds that the lock is kept, at most. */
const MOST_KEPT = 4;
/** One round of so many has its holder killed. */
const KILL_EVERY = 10;

/** Has three processes take the lock of one file at once, round by round. */
export async function lockRounds(
  folder: string,
  rounds: number,
  stale: StaleLock,
  seed: number,
): Promise<LockFigures> {
  const random = seeded(seed);
  const script = await bundled();
  const figures: LockFigures = { rounds, twice: 0, nobody: 0, kills: 0, longest: 0 };
  const contenders = await Promise.all(
    Array.from({ length: PROCESSES }, () => Contender.start(script, folder)),
  );
  try {
    const dead = await deadClaim(script, folder);
    for (let round = 0; round < rounds; round++) {
      leave(folder, stale, dead);
      const kills = round % KILL_EVERY === KILL_EVERY - 1;
      const turn = { milliseconds: random(MOST_KEPT + 1), forEver: kills };
      let start = performance.now();
      contenders.forEach((each) => each.take(turn));
      const told = new Map<Contender, LockNews>();
      const has = contenders.map(async (each) => {
        const news = await each.news();
        told.set(each, news);
        if (news !== "has") return;
        figures.longest = Math.max(figures.longest, performance.now() - start);
        if (!kills) await each.news();
      });
      await Promise.all(has);
      const all = [...told.values()];
      if (all.includes("twice")) figures.twice++;
      if (!all.includes("has")) figures.nobody++;
      if (!kills) continue;
      for (const [at, each] of contenders.entries()) {
        if (told.get(each) !== "has") continue;
        figures.kills++;
        await each.kill();
        rmSync(join(folder, "has the lock"));
        start = performance.now();
        const next = contenders[(at + 1) % PROCESSES] as Contender;
        next.take({ milliseconds: 0, forEver: false });
        if ((await next.news()) === "has") await next.news();
        else figures.nobody++;
        figures.longest = Math.max(figures.longest, performance.now() - start);
        contenders[at] = await Contender.start(script, folder);
      }
    }
  } finally {
    await Promise.all(contenders.map((each) => each.kill()));
  }
  return figures;
}

class Contender {
  private readonly told: LockNews[] = [];
  private isOver = false;
  private wake: () => void = () => undefined;

  private constructor(private readonly child: ChildProcess) {
    child.on("message", (news) => {
      this.told.push(news as LockNews);
      this.wake();
    });
    child.once("exit", () => {
      this.isOver = true;
      this.wake();
    });
  }

  static async start(script: string, folder: string): Promise<Contender> {
    const child = spawn(process.execPath, [script, folder], {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    ends(child, () => child.kill("SIGKILL"));
    child.once("exit", () => endsNoMore(child));
    const contender = new Contender(child);
    await contender.news();
    return contender;
  }

  take(turn: LockTurn): void {
    this.child.send(turn);
  }

  async news(): Promise<LockNews> {
    while (this.told.length === 0) {
      if (this.isOver) throw new Error("A process that takes locks ended.");
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
    return this.told.shift() as LockNews;
  }

  async kill(): Promise<void> {
    this.child.kill("SIGKILL");
    await until("the end of a process", () => this.isOver);
  }
}

/** The name of the claim of a process that was killed while it had the lock. */
async function deadClaim(script: string, folder: string): Promise<string> {
  const contender = await Contender.start(script, folder);
  contender.take({ milliseconds: 0, forEver: true });
  await contender.news();
  const name = readdirSync(folder).find((each) => each.endsWith(".lock"));
  await contender.kill();
  rmSync(join(folder, "has the lock"));
  if (name === undefined) throw new Error("There is no claim.");
  return name;
}

/** Leaves a lock there that nobody has any more. */
function leave(folder: string, stale: StaleLock, dead: string): void {
  switch (stale) {
    case "none":
      return;
    case "of a killed process":
    case "of a number used again": {
      // This process's number, and another's start.
      const name =
        stale === "of a killed process"
          ? dead
          : dead.replace(/\.([0-9a-f]+)-\d+-/, `.$1-${process.pid}-`);
      writeFileSync(join(folder, name), "");
      writeFileSync(join(folder, `${name}.held`), "");
      return;
    }
    case "as before":
      // By its number alone, as locks were made before: that of a process that runs.
      writeFileSync(join(folder, "a.f32.lock.part"), String(process.pid));
      utimesSync(join(folder, "a.f32.lock.part"), new Date(), new Date());
  }
}

let script: Promise<string> | undefined;

/** As Node runs it without more: it is started often. */
function bundled(): Promise<string> {
  return (script ??= (async () => {
    const outfile = join(outFolder, "lockContender.cjs");
    await build({
      entryPoints: [join(root, "test/support/lockContender.ts")],
      outfile,
      bundle: true,
      platform: "node",
      target: "node20",
      packages: "external",
    });
    return outfile;
  })());
}
