/** The process's end of the socket to the side that started it: the first descriptor after stderr. */
export const PROCESS_SOCKET = 3;

/** What a process is told first. Every later message is for its worker. */
export interface ProcessStart {
  /** The bundled worker, which it starts as a thread. */
  readonly file: string;
  /** What that finds as `workerData`. */
  readonly data: object;
}

/** What a process tells besides what its worker does. */
export type ProcessNews =
  { readonly news: "runs" } | { readonly news: "ended"; readonly why: string };

export function isProcessNews(message: unknown): message is ProcessNews {
  return typeof message === "object" && message !== null && "news" in message;
}
