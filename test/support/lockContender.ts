import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { DiskFiles } from "../../src/embeddings/store/node/diskFiles";

/*
 * A process that takes the lock of a file when it is told to, for `lockRounds.ts`. While it has it, a
 * file of its own says so, which nobody else can make meanwhile.
 */

/** What it is told: how long it keeps the lock, and whether it does so until it is killed. */
export interface LockTurn {
  readonly milliseconds: number;
  readonly forEver: boolean;
}

/** What it tells: that it has the lock, that it had, that another has it, or that two have. */
export type LockNews = "ready" | "has" | "had" | "busy" | "twice";

const [folder = ""] = process.argv.slice(2);
const files = new DiskFiles(folder);
const proof = join(folder, "has the lock");

process.on("message", (turn: LockTurn) => {
  void take(turn);
});
process.on("disconnect", () => process.exit());
tell("ready");

async function take({ milliseconds, forEver }: LockTurn): Promise<void> {
  let file: Awaited<ReturnType<DiskFiles["resume"]>>;
  try {
    file = await files.resume("a.f32");
  } catch {
    tell("busy");
    return;
  }
  try {
    await (await open(proof, "wx")).close();
  } catch {
    tell("twice");
    return;
  }
  tell("has");
  if (forEver) return;
  await wait(milliseconds);
  await rm(proof);
  await file.close();
  tell("had");
}

function tell(news: LockNews): void {
  process.send?.(news);
}
