const { setImmediate } = globalThis as { readonly setImmediate?: (run: () => void) => void };

/** Runs after what waits already. A browser has timers alone for that. */
export const nextTask: (run: () => void) => void =
  setImmediate ??
  ((run) => {
    setTimeout(run, 0);
  });
