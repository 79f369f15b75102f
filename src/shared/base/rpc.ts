import { callController, isCallSignal } from "./callSignal";
import * as l10n from "./l10n";
import { foreignLines, shownValue } from "./shown";

/**
 * Calls across a boundary (a thread, a webview) written as the interface one wishes one had.
 * Wire types derive from that interface; an answer is ok or an error. A call whose last argument
 * is an AbortSignal can be cancelled: it rejects at once with the signal's reason, and the other
 * side's method has, as its last argument, a signal of its own that is aborted soon after. What
 * cannot be sent, a call or its answer, rejects the call: nothing waits for what never comes.
 */
export interface Channel {
  /** What cannot be sent throws, or rejects the promise that this answers where it is sent later. */
  post(message: unknown, transfer?: ArrayBuffer[]): unknown;
  /** Called once; `receive` then gets every message of the other side. */
  listen(receive: (message: unknown) => void): void;
}

/** The interface as the other side sees it: every answer comes later. */
export type Remote<T> = {
  readonly [K in keyof T]: T[K] extends (...args: infer A) => infer R
    ? (...args: A) => Promise<Awaited<R>>
    : never;
};

/** One-way messages: nobody waits, a lost one is no error. */
type Tell<T> = {
  readonly [K in keyof T]: T[K] extends (...args: infer A) => unknown
    ? (...args: A) => void
    : never;
};

/** For each method, whether arguments that came over the wire fit it. */
export type Checks<T> = {
  readonly [K in keyof T]: (args: readonly unknown[]) => boolean;
};

type Wire =
  | {
      readonly kind: "call";
      readonly id: number;
      readonly method: string;
      readonly args: unknown[];
      /** Whether a signal followed the arguments. */
      readonly cancellable: boolean;
    }
  | { readonly kind: "cancel"; readonly id: number }
  | { readonly kind: "tell"; readonly method: string; readonly args: unknown[] }
  | { readonly kind: "answer"; readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly kind: "answer"; readonly id: number; readonly ok: false; readonly error: string };

/** An answer that is a typed array, or has some, which move to the other side instead of being copied. */
export class Transfer<T> {
  readonly buffers: ArrayBuffer[] = [];
  constructor(readonly value: T) {
    for (const part of ArrayBuffer.isView(value) ? [value] : Object.values(value as object)) {
      // A view on part of a buffer would ship, and take away, all of it. One that has no memory any
      // more would be lost on its way, unheard.
      if (
        ArrayBuffer.isView(part) &&
        part.byteLength > 0 &&
        part.buffer instanceof ArrayBuffer &&
        part.byteLength === part.buffer.byteLength &&
        !this.buffers.includes(part.buffer)
      ) {
        this.buffers.push(part.buffer);
      }
    }
  }
}

export interface Peer<Theirs> {
  readonly call: Remote<Theirs>;
  readonly tell: Tell<Theirs>;
  /** Rejects what is pending and every later call with this error. */
  fail(error: Error): void;
  /** Resolves as soon as no call is pending. */
  readonly settled: () => Promise<void>;
}

export interface PeerOptions<Mine> {
  /** What this side answers; methods may answer a `Transfer` value. */
  readonly mine?: { readonly [K in keyof Mine]: (...args: never[]) => unknown };
  /** Checks on what comes from outside. Without them the other side is trusted with its types. */
  readonly checks?: Checks<Mine>;
  /** Told of a message that fits neither direction or cannot be sent; it is dropped. */
  readonly onUnfit?: (why: string) => void;
}

/** Joins this side of a channel: answers calls to `mine`, and calls the other side's `Theirs`. */
export function join<Theirs, Mine = object>(
  channel: Channel,
  { mine, checks, onUnfit = () => undefined }: PeerOptions<Mine> = {},
): Peer<Theirs> {
  /** Calls of this side that the other has not answered. */
  const pending = new Map<number, PendingCall>();
  /** What cancels the calls of the other side that are being answered. */
  const running = new Map<number, { abort(): void }>();
  /** Told when no call is pending any more. */
  const waiters: (() => void)[] = [];
  let nextId = 0;
  let failure: Error | undefined;

  const run = async (method: string, args: unknown[]): Promise<unknown> => {
    const handler = (mine as Record<string, (...args: unknown[]) => unknown>)[method];
    return handler?.apply(mine, args);
  };
  const fits = (method: string, args: unknown[]): boolean => {
    if (mine === undefined || !Object.hasOwn(mine, method)) {
      onUnfit(`There is no method ${JSON.stringify(method)}.`);
      return false;
    }
    const check = checks?.[method as keyof Mine];
    if (check !== undefined && !check(args)) {
      onUnfit(`The arguments do not fit method ${JSON.stringify(method)}.`);
      return false;
    }
    return true;
  };
  /** @param unsent told why, at once or later, where the message cannot be sent */
  const send = (wire: Wire, unsent: (error: unknown) => void, transfer?: ArrayBuffer[]): void => {
    try {
      const sent = channel.post(wire, transfer);
      if (isThenable(sent)) sent.then(undefined, unsent);
    } catch (error) {
      unsent(error);
    }
  };
  const drop = (error: unknown): void => {
    onUnfit(`A message could not be sent: ${messageOf(error)}`);
  };
  const refuse = (id: number, error: string): void => {
    send({ kind: "answer", id, ok: false, error }, drop);
  };
  const answer = async (
    id: number,
    method: string,
    sentArgs: unknown[],
    cancellable: boolean,
  ): Promise<void> => {
    const controller = cancellable ? callController() : undefined;
    if (controller !== undefined) running.set(id, controller);
    const args = controller === undefined ? sentArgs : [...sentArgs, controller.signal];
    try {
      const answered = await run(method, args);
      const [value, buffers] =
        answered instanceof Transfer ? [answered.value, answered.buffers] : [answered, undefined];
      const unsent = (error: unknown): void => {
        refuse(id, l10n.t("The answer could not be sent: {0}", messageOf(error)));
      };
      send({ kind: "answer", id, ok: true, value }, unsent, buffers);
    } catch (error) {
      refuse(id, messageOf(error));
    } finally {
      running.delete(id);
    }
  };
  /** Forgets a call that is settled. */
  const take = (id: number): PendingCall | undefined => {
    const waiting = pending.get(id);
    pending.delete(id);
    waiting?.release();
    if (pending.size === 0) for (const resolve of waiters.splice(0)) resolve();
    return waiting;
  };

  channel.listen((message) => {
    if (!isWire(message)) {
      onUnfit("The message is neither a call nor an answer.");
      return;
    }
    switch (message.kind) {
      case "call":
        if (fits(message.method, message.args)) {
          void answer(message.id, message.method, message.args, message.cancellable);
        } else {
          refuse(message.id, `${message.method} was not understood.`);
        }
        break;
      case "cancel":
        // The answer may have been on its way already.
        running.get(message.id)?.abort();
        break;
      case "tell":
        if (fits(message.method, message.args)) {
          run(message.method, message.args).catch((error: unknown) => {
            onUnfit(`${message.method} failed: ${messageOf(error)}`);
          });
        }
        break;
      case "answer": {
        const waiting = take(message.id);
        if (message.ok) waiting?.resolve(message.value);
        else waiting?.reject(new Error(message.error));
        break;
      }
    }
  });

  const call = async (method: string, args: unknown[]): Promise<unknown> => {
    if (failure !== undefined) throw failure;
    const last = args.at(-1);
    const signal = isCallSignal(last) ? last : undefined;
    signal?.throwIfAborted();
    const id = nextId++;
    return new Promise((resolve, reject) => {
      const cancel = (): void => {
        send({ kind: "cancel", id }, drop);
        take(id)?.reject(signal?.reason);
      };
      // A signal may outlive its calls by far.
      const release = (): void => signal?.removeEventListener("abort", cancel);
      signal?.addEventListener("abort", cancel);
      pending.set(id, { resolve, reject, release });
      const cancellable = signal !== undefined;
      const plainArgs = cancellable ? args.slice(0, -1) : args;
      send({ kind: "call", id, method, args: plainArgs, cancellable }, (error) => {
        const message = l10n.t("The call could not be sent: {0}", messageOf(error));
        take(id)?.reject(new Error(message, { cause: error }));
      });
    });
  };
  const methods = (use: (method: string, args: unknown[]) => unknown): object =>
    new Proxy(Object.create(null) as object, {
      get: (_, method) =>
        // A proxy that answered to `then` would be taken for a promise when awaited.
        typeof method === "string" && method !== "then"
          ? (...args: unknown[]) => use(method, args)
          : undefined,
    });
  return {
    call: methods(call) as Remote<Theirs>,
    tell: methods((method, args) => {
      if (failure === undefined) send({ kind: "tell", method, args }, drop);
    }) as Tell<Theirs>,
    fail(error) {
      failure = error;
      for (const id of [...pending.keys()]) take(id)?.reject(error);
    },
    settled: () =>
      new Promise((resolve) => {
        if (pending.size === 0) resolve();
        else waiters.push(resolve);
      }),
  };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { readonly then?: unknown } | null | undefined)?.then === "function";
}

interface PendingCall {
  resolve(value: unknown): void;
  reject(reason: unknown): void;
  /** Lets go of the signal. */
  release(): void;
}

function isWire(message: unknown): message is Wire {
  if (typeof message !== "object" || message === null) return false;
  const { kind, id, method, args, cancellable, ok, error } = message as Record<string, unknown>;
  switch (kind) {
    case "call":
      return (
        typeof id === "number" &&
        typeof method === "string" &&
        Array.isArray(args) &&
        typeof cancellable === "boolean"
      );
    case "cancel":
      return typeof id === "number";
    case "tell":
      return typeof method === "string" && Array.isArray(args);
    case "answer":
      return typeof id === "number" && (ok === true || (ok === false && typeof error === "string"));
    default:
      return false;
  }
}

/** The message of whatever was thrown, which may be anything. */
export function messageOf(error: unknown): string {
  try {
    const { message } = error as { readonly message?: unknown };
    if (typeof message === "string" && message !== "") return foreignLines(message);
  } catch {
    // Nothing that has properties, or that lets them be read.
  }
  if (typeof error === "string") return foreignLines(error);
  return l10n.t("Something went wrong without saying what: {0}.", shownValue(error));
}
