import { spawnSync } from "node:child_process";
import type { ArraysOfFile } from "./arrays";

let there: boolean | undefined;

/** Whether there is a Python with numpy, for a second opinion: no test needs it. */
export function hasNumpy(): boolean {
  return (there ??= spawnSync("python3", ["-c", "import numpy"]).status === 0);
}

/** What a program in Python prints. */
export function runPython(code: string, args: readonly string[] = [], input = ""): string {
  const options = { input, encoding: "utf8", maxBuffer: 2 ** 28 } as const;
  const { status, stdout, stderr } = spawnSync("python3", ["-c", code, ...args], options);
  if (status !== 0) throw new Error(`Python failed:\n${stderr}`);
  return stdout;
}

/** What numpy finds in a `.npy` or `.npz` file. */
export function arraysByNumpy(path: string): ArraysOfFile {
  const code = `
import json, sys, numpy
loaded = numpy.load(sys.argv[1], allow_pickle=False)
arrays = dict(loaded) if hasattr(loaded, "files") else {"": loaded}
print(json.dumps({name: {"dtype": str(array.dtype), "shape": list(array.shape),
    "values": array.ravel().tolist()} for name, array in arrays.items()}))`;
  return JSON.parse(runPython(code, [path])) as ArraysOfFile;
}
