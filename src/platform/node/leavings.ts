import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { isOwnerAlive } from "../../embeddings/store/node/owners";

/** Begins the names of files that are gathered here, beside tables. */
export const EXPORT = "export.";
/** Ends the names of files that are not finished. */
export const PART = ".part";
/** What a file beside a person's is called before it is finished: short, whatever that one is called. */
const BESIDE_NAME = /^\.tokenscope-[0-9a-f]{8}\.part$/;

/**
 * Notes that stand beside what is gathered, and name a file that a killed process leaves: one that
 * is not finished beside a person's, or a person's that is being written into.
 */
type Leaving = ".beside" | ".into";
const LEAVINGS: readonly Leaving[] = [".beside", ".into"];

/**
 * Notes what is left if the process ends now.
 * @param part path of what is gathered, whose name tells which process that is
 * @returns takes the note away
 */
export async function noteLeaving(
  part: string,
  kind: Leaving,
  path: string,
): Promise<() => Promise<void>> {
  const note = part.slice(0, -PART.length) + kind;
  await writeFile(note, path, { flag: "wx", flush: true });
  return () => rm(note, { force: true });
}

/**
 * Removes what processes have left that were ended while they wrote a file.
 * @returns paths of files that they were writing into
 */
export async function removeLeavings(gathering: string): Promise<string[]> {
  const halfWritten: string[] = [];
  for (const name of await readdir(gathering)) {
    if (!name.startsWith(EXPORT)) continue;
    const path = join(gathering, name);
    const kind = LEAVINGS.find((each) => name.endsWith(each));
    const part = kind === undefined ? path : path.slice(0, -kind.length) + PART;
    if ((await isOwnerAlive(name, part)) !== false) continue;
    if (kind !== undefined) {
      const noted = await readFile(path, "utf8").catch(() => "");
      if (kind === ".into" && noted !== "") halfWritten.push(noted);
      if (kind === ".beside" && BESIDE_NAME.test(basename(noted))) await rm(noted, { force: true });
    }
    await rm(path, { force: true });
  }
  return halfWritten;
}
