import type { ChildProcess } from "node:child_process";

/** What a process writes first. Rejects where it ends without a word, which nothing else would tell. */
export function firstOutput(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.once("data", (data: Buffer) => {
      resolve(data.toString());
    });
    child.once("error", reject);
    child.once("close", (code, signal) => {
      reject(new Error(`It ended without output (${String(signal ?? code)}).`));
    });
  });
}
