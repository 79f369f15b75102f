import { spawnSync } from "node:child_process";

/** A Python that runs here. */
export interface Interpreter {
  /** Its own program. What the PATH has may be a script that looks for it each time. */
  readonly program: string;
  /** Whether copied code is for it: 3.8 or newer. */
  readonly isNewEnough: boolean;
  readonly hasNumpy: boolean;
  readonly hasTorch: boolean;
  /** Whether it has the libraries that read tokenizer files. */
  readonly hasTokenizers: boolean;
}

const LOOK = `
import json, sys
from importlib.util import find_spec
print(json.dumps({
    "program": sys.executable,
    "isNewEnough": sys.version_info >= (3, 8),
    "hasNumpy": find_spec("numpy") is not None,
    "hasTorch": find_spec("torch") is not None,
    "hasTokenizers": None not in [find_spec("tokenizers"), find_spec("tiktoken")],
}))`;

const known = new Map<string, Interpreter | undefined>();

/** The Python of this name or path; undefined where there is none. */
export function interpreter(name = "python3"): Interpreter | undefined {
  if (!known.has(name)) {
    const { status, stdout } = spawnSync(name, ["-c", LOOK], { encoding: "utf8" });
    known.set(name, status === 0 ? (JSON.parse(stdout) as Interpreter) : undefined);
  }
  return known.get(name);
}

/**
 * What a program in Python prints.
 * @throws {Error} with what it says where it fails
 */
export function runPython(
  code: string,
  args: readonly string[] = [],
  input = "",
  name?: string,
): string {
  const options = { input, encoding: "utf8", maxBuffer: 2 ** 28 } as const;
  const program = interpreter(name)?.program ?? name ?? "python3";
  const { status, stdout, stderr } = spawnSync(program, ["-c", code, ...args], options);
  if (status !== 0) throw new Error(`Python failed:\n${stderr}`);
  return stdout;
}
