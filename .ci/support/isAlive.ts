/** Whether a process of this number runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user may not be signalled, and is alive all the same.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
