/**
 * Loaded into a process before its program: has it wait where it begins to write a file of a set, or
 * has the disk be full. What is awaited, and how much the disk takes, stands in the environment.
 */
const fs = require("node:fs");
const { isMainThread } = require("node:worker_threads");

const { HELD_WRITES_TOLD: told, HELD_WRITES_GO: go, HELD_WRITES_ROOM: room } = process.env;
const written = new Set();
let left = Number(room);

if (isMainThread) {
  const { openSync, writeSync } = fs;
  fs.openSync = (path, ...more) => {
    const file = openSync(path, ...more);
    if (!/train.*\.unfinished$/.test(String(path))) return file;
    written.add(file);
    if (told !== undefined && go !== undefined) {
      fs.writeFileSync(told, "");
      while (!fs.existsSync(go)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
    return file;
  };
  fs.writeSync = (file, bytes, ...more) => {
    if (room !== undefined && written.has(file)) {
      left -= bytes.length;
      if (left < 0) {
        const error = new Error("ENOSPC: no space left on device, write");
        throw Object.assign(error, { code: "ENOSPC" });
      }
    }
    return writeSync(file, bytes, ...more);
  };
}
