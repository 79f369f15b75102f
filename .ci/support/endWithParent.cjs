// Preloaded into a server: ends it, and its children, when the process that started it is gone,
// even where that one was killed without a chance to clean up.
process.on("disconnect", () => {
  try {
    // It leads its own process group (not on Windows, where children end with their pipes).
    process.kill(-process.pid, "SIGKILL");
  } catch {
    process.exit(1);
  }
});
// What the server forks inherits its options, and has a parent of its own.
process.execArgv.length = 0;
