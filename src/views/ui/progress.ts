import { window, type Progress, type ProgressOptions } from "vscode";

export type Report = Progress<{ readonly message?: string; readonly increment?: number }>;

/** Shows that something takes its time. A person's cancel aborts the signal. */
export async function cancellable<T>(
  options: ProgressOptions,
  run: (progress: Report, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return window.withProgress({ ...options, cancellable: true }, async (progress, cancellation) => {
    const controller = new AbortController();
    cancellation.onCancellationRequested(() => {
      controller.abort();
    });
    return run(progress, controller.signal);
  });
}
