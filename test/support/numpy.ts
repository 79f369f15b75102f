import { spawnSync } from "node:child_process";

/** Skips the calling test with a sentence where there is no Python with numpy. */
export function needsNumpy(test: Mocha.Context): void {
  const { status } = spawnSync("python3", ["-c", "import numpy"]);
  if (status === 0) return;
  console.log("      skipped: there is no python3 with numpy");
  test.skip();
}

/** What numpy finds in a file: by array its type, its shape, and its values in one row. */
export function readByNumpy(
  path: string,
): Record<string, { dtype: string; shape: number[]; values: number[] }> {
  const code = `
import json, sys, numpy
loaded = numpy.load(sys.argv[1], allow_pickle=False)
arrays = dict(loaded) if hasattr(loaded, "files") else {"": loaded}
print(json.dumps({name: {"dtype": str(array.dtype), "shape": list(array.shape),
    "values": array.ravel().tolist()} for name, array in arrays.items()}))`;
  const options = { encoding: "utf8", maxBuffer: 2 ** 28 } as const;
  const { status, stdout, stderr } = spawnSync("python3", ["-c", code, path], options);
  if (status !== 0) throw new Error(`numpy cannot read ${path}:\n${stderr}`);
  return JSON.parse(stdout) as ReturnType<typeof readByNumpy>;
}
