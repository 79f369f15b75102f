import { createHash, randomBytes } from "node:crypto";
import { open, readFile, readlink } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { close as closeDescriptor, constants, open as openDescriptor } from "node:fs";
import { promisify } from "node:util";

/** Whose a file is: its name holds it, and tells whether that process still runs. */
interface Owner {
  /** A running system and its own numbering of processes, as eight digits; zeros where unknown. */
  readonly system: string;
  readonly pid: number;
  /** When the process began, in the system's own count, which no two of one number share. */
  readonly started: string;
}

const UNKNOWN_SYSTEM = "00000000";
const OWNER = /([0-9a-f]{8})-(\d+)-(\d+)-[0-9a-f]{8}/;

/**
 * Opens a file so that no other open of this kind succeeds before it is closed, which the end of a
 * process does too. Linux has none; there the list of processes tells.
 */
const EXCLUSIVE: Readonly<Record<string, number>> = {
  // O_EXLOCK and O_NONBLOCK.
  darwin: 0x20 | 0x4,
  // A share mode of nothing, by libuv's own name UV_FS_O_EXLOCK.
  win32: 0x10000000,
};

/** How such a file is opened. */
const NEW =
  constants.O_CREAT | constants.O_EXCL | constants.O_RDWR | (EXCLUSIVE[process.platform] ?? 0);

/** A part of a file's name that is nobody else's, and tells which process made it. */
export async function ownerText(): Promise<string> {
  const { system, pid, started } = await (self ??= thisProcess());
  return `${system}-${pid}-${started}-${randomBytes(4).toString("hex")}`;
}

/** Whether a name tells which process made it. */
export function hasOwner(name: string): boolean {
  return OWNER.test(name);
}

/** Makes a file that tells, while it is open, that its process runs; its name holds `ownerText`. */
export function openOwn(path: string): Promise<FileHandle> {
  return open(path, NEW);
}

/**
 * Makes a file that does nothing but that.
 * @returns closes it; whoever forgets it keeps it until the process ends
 */
export async function openWitness(path: string): Promise<() => Promise<void>> {
  // By its number: a handle that nobody remembers would be closed.
  const descriptor = await promisify(openDescriptor)(path, NEW);
  return () => promisify(closeDescriptor)(descriptor);
}

/**
 * Whether the process runs that made a name.
 * @param witness path of the file that it keeps open, and which it made by `openOwn` or `openWitness`
 * @returns undefined where nobody can know: it ran on another machine, or in a container
 */
export async function isOwnerAlive(name: string, witness: string): Promise<boolean | undefined> {
  const owner = ownerIn(name);
  if (owner === undefined) return false;
  const mine = await (self ??= thisProcess());
  if (mine.system !== UNKNOWN_SYSTEM && mine.system === owner.system) {
    return (await startOf(String(owner.pid))) === owner.started;
  }
  const exclusive = EXCLUSIVE[process.platform];
  if (exclusive === undefined || owner.system !== UNKNOWN_SYSTEM) return undefined;
  try {
    await (await open(witness, constants.O_RDWR | exclusive)).close();
    return false;
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return false;
    return ["EBUSY", "EAGAIN", "EWOULDBLOCK", "EPERM", "EACCES"].includes(code) ? true : undefined;
  }
}

let self: Promise<Owner> | undefined;

async function thisProcess(): Promise<Owner> {
  const { pid } = process;
  try {
    const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8");
    const processes = await readlink("/proc/self/ns/pid");
    const started = await startOf("self");
    if (started !== undefined) {
      const system = createHash("sha256").update(`${boot} ${processes}`).digest("hex").slice(0, 8);
      return { system, pid, started };
    }
  } catch {
    // Another system than Linux.
  }
  return { system: UNKNOWN_SYSTEM, pid, started: "0" };
}

/** When a process began; undefined where there is none of this number. */
async function startOf(pid: string): Promise<string | undefined> {
  try {
    const text = await readFile(`/proc/${pid}/stat`, "utf8");
    // The name before stands in brackets, and may hold anything.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    // A process that has ended stays in the list until its parent has asked for its end.
    return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function ownerIn(name: string): Owner | undefined {
  const [, system, pid, started] = OWNER.exec(name) ?? [];
  if (system === undefined || started === undefined) return undefined;
  return { system, pid: Number(pid), started };
}
