import * as l10n from "../../../shared/base/l10n";
import { readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isOwnerAlive, openWitness, ownerText } from "./owners";

/** Ends the names of claims to a lock. */
export const LOCK = ".lock";
/** Ends the name of an empty file beside a claim that has become a lock. */
const HELD = ".held";

/** Milliseconds between two looks at who else claims a lock. */
const LOOK_EVERY = 15;
/** Milliseconds for which a lock is waited that nobody has, because claims meet. */
const PATIENCE = 10_000;
/** Milliseconds for which one waits who could do without the lock. */
const LONG_PATIENCE = 60_000;
/** Milliseconds between two signs of life for those who cannot see the process. */
const BEAT_EVERY = 1000;
/** Milliseconds without such a sign after which it counts as dead. */
const SILENCE = 6000;

interface Claim {
  readonly name: string;
  readonly isHeld: boolean;
}

/**
 * Takes a lock. Every process that wants it makes a claim, a file whose name never comes again, and
 * only then looks at the claims of others: it has the lock where no other one's process runs. Of
 * two that run, the one that came second sees the first, whoever is slow or dies meanwhile. A dead
 * process's claim is removed by anybody; no file of a living one ever is.
 * @param folder that is there
 * @param name of the file that it is for
 * @param silence milliseconds after which a process counts as dead that cannot be seen
 * @returns gives the lock back
 * @throws {Error} when a process that runs has it
 */
export async function takeLock(
  folder: string,
  name: string,
  silence = SILENCE,
): Promise<() => Promise<void>> {
  const silences = new Silences(silence);
  const rivals = (own?: string) => claimsOf(folder, name, own, silences);
  const end = performance.now() + PATIENCE;
  while (performance.now() < end) {
    const before = await rivals();
    if (before.some(({ isHeld }) => isHeld)) throw busy(name);
    if (before.length > 0) {
      await pause();
      continue;
    }
    const claim = await OwnClaim.make(folder, name);
    let isMine = false;
    let others: readonly Claim[];
    try {
      others = await undisputed(claim.name, rivals, end);
      if (others.length === 0) {
        await claim.hold();
        isMine = true;
        return () => claim.giveUp();
      }
    } finally {
      // Also where the disk is full: one that is forgotten would keep all others away.
      if (!isMine) await claim.giveUp();
    }
    if (others.some(({ isHeld }) => isHeld)) throw busy(name);
    await pause();
  }
  throw busy(name);
}

/**
 * The same, but waits for a process that has it.
 * @param step awaited between two looks; what it throws ends the wait
 * @param patience milliseconds
 * @returns undefined where it was not to be had in that time, or no lock can be made here
 */
export async function awaitLock(
  folder: string,
  name: string,
  step: () => Promise<void>,
  patience = LONG_PATIENCE,
): Promise<(() => Promise<void>) | undefined> {
  const end = performance.now() + patience;
  do {
    try {
      return await takeLock(folder, name);
    } catch (error) {
      if (!(error instanceof Busy)) return undefined;
    }
    await step();
    await pause();
  } while (performance.now() < end);
  return undefined;
}

/** Removes claims of processes that have died. */
export async function removeDeadClaims(folder: string): Promise<void> {
  await claimsOf(folder, "", undefined, new Silences(SILENCE));
}

/** Claims that this one gives way to; it waits for those that give way to it. */
async function undisputed(
  own: string,
  rivals: (own: string) => Promise<readonly Claim[]>,
  end: number,
): Promise<readonly Claim[]> {
  for (;;) {
    const others = await rivals(own);
    const yields = others.some(({ name, isHeld }) => isHeld || name < own);
    if (others.length === 0 || yields || performance.now() > end) return others;
    await pause();
  }
}

/** A claim of this process. */
class OwnClaim {
  private beat: ReturnType<typeof setInterval> | undefined;

  private constructor(
    private readonly folder: string,
    readonly name: string,
    private readonly closeWitness: () => Promise<void>,
  ) {}

  static async make(folder: string, of: string): Promise<OwnClaim> {
    const name = `${of}.${await ownerText()}${LOCK}`;
    return new OwnClaim(folder, name, await openWitness(join(folder, name)));
  }

  async hold(): Promise<void> {
    const path = join(this.folder, this.name);
    await writeFile(path + HELD, "");
    this.beat = setInterval(() => {
      const now = new Date();
      utimes(path, now, now).catch(() => undefined);
    }, BEAT_EVERY);
    this.beat.unref();
  }

  async giveUp(): Promise<void> {
    clearInterval(this.beat);
    const path = join(this.folder, this.name);
    await this.closeWitness();
    await rm(path + HELD, { force: true });
    await rm(path, { force: true });
  }
}

/** Claims to a lock, or to all, of processes that run or may run; those of others are removed. */
async function claimsOf(
  folder: string,
  of: string,
  own: string | undefined,
  silences: Silences,
): Promise<Claim[]> {
  const names = await readdir(folder);
  const claims: Claim[] = [];
  for (const name of names) {
    if (!name.endsWith(LOCK) || !name.startsWith(of === "" ? "" : `${of}.`) || name === own)
      continue;
    const path = join(folder, name);
    const isAlive = (await isOwnerAlive(name, path)) ?? (await silences.mayLive(path));
    if (isAlive === false) {
      await rm(path + HELD, { force: true });
      await rm(path, { force: true });
      continue;
    }
    // One that may be dead is not taken at its word before it has given a sign of life.
    claims.push({ name, isHeld: isAlive === true && names.includes(name + HELD) });
  }
  return claims;
}

/** Watches claims of processes that cannot be seen, as those of another machine. */
class Silences {
  private readonly seen = new Map<string, { readonly sign: number; readonly since: number }>();

  constructor(private readonly silence: number) {}

  /** Whether it has given a sign of life while it was watched; undefined where it still may. */
  async mayLive(path: string): Promise<boolean | undefined> {
    const sign = await stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => undefined,
    );
    if (sign === undefined) return false;
    const before = this.seen.get(path);
    const now = performance.now();
    if (before === undefined) {
      this.seen.set(path, { sign, since: now });
      return undefined;
    }
    if (before.sign !== sign) return true;
    return now - before.since > this.silence ? false : undefined;
  }
}

/** That a process which runs has a lock. */
class Busy extends Error {}

function busy(name: string): Busy {
  return new Busy(
    l10n.t("Another window is writing {0} at the moment. Wait until it is done.", name),
  );
}

/** Of another length each time, so that two who meet do not meet again. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, LOOK_EVERY * (0.5 + Math.random())));
}
