import type { PanelHost, PanelState } from "../../src/shared/panel";
import type { LoaderOptions } from "../../src/shared/windows";

/** What the fake host makes its answers of. Token `i` of the document is `texts[i % n]`. */
export interface MadeDocument {
  readonly ids: readonly number[];
  readonly texts: readonly string[];
  /** "2/3" where the token is part of a shared character. */
  readonly parts?: Readonly<Record<number, readonly [number, number]>>;
  readonly dimensions: number;
}

/** A call of the page, as the fake host saw it. */
export interface HostCall {
  readonly method: keyof PanelHost;
  readonly args: readonly unknown[];
}

/** What the fake host offers to tests, in the page as `fakeHost`. */
export interface FakeHost {
  readonly calls: HostCall[];
  /** Values of the last answer of `vectors`, as the page got them. */
  lastVectors: { token: Float32Array; position: Float32Array; input: Float32Array } | undefined;
  /** Content Security Policy violations. */
  readonly violations: string[];
  /** Methods that are left unanswered, or answered by an error, until they are removed. */
  readonly silent: Set<string>;
  readonly failing: Set<string>;
  /** Values put into the token table of every answer. */
  readonly odd: Map<number, number>;
  show(state: PanelState): void;
  /** Any message, as from outside. */
  post(message: unknown): void;
}

declare global {
  // The page's own global.
  var fakeHost: FakeHost;
}

/**
 * Stands in for the extension host, in the page. Sent as source: it may use nothing from outside.
 */
export function installFakeHost(made: MadeDocument, first: PanelState): void {
  interface Wire {
    readonly id: number;
    readonly method: string;
    readonly args: never[];
  }
  const encoder = new TextEncoder();
  const n = made.ids.length;
  const gaussian = (key: number): number => {
    // Box and Muller's transform of two hashes: the same key gives the same value.
    const uniform = (salt: number): number => {
      let x = Math.imul(key ^ (salt * 0x9e3779b1), 0x85ebca6b);
      x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
      return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32;
    };
    return Math.sqrt(-2 * Math.log(uniform(1) + 1e-12)) * Math.cos(2 * Math.PI * uniform(2));
  };
  const host: FakeHost = {
    calls: [],
    lastVectors: undefined,
    violations: [],
    silent: new Set(),
    failing: new Set(),
    odd: new Map(),
    show(state) {
      now = state;
      host.post({ kind: "tell", method: "show", args: [state] });
    },
    post(message) {
      window.postMessage(message, "*");
    },
  };
  let now = first;
  const version = (): number | undefined =>
    now.document.kind === "ready" ? now.document.version : undefined;
  const answers: Record<string, (...args: never[]) => unknown> = {
    ready: () => {
      host.show(now);
    },
    tokens: (asked: number, from: number, to: number) => {
      if (asked !== version()) return undefined;
      const texts: string[] = [];
      const starts: number[] = [];
      const ends: number[] = [];
      const bytes: number[] = [];
      const byteStarts = [0];
      const part: number[] = [];
      const parts: number[] = [];
      let at = 0;
      for (let i = from; i < to; i++) {
        const text = made.texts[i % n] ?? "";
        const share = made.parts?.[i % n];
        const later = share !== undefined && share[0] > 1;
        // Later parts of a character lie on the same text as the first.
        if (later && texts.length > 0) at -= text.length;
        else texts.push(text);
        starts.push(at);
        ends.push((at += text.length));
        const all = [...encoder.encode(text)];
        const [k, of] = share ?? [1, 1];
        bytes.push(...all.slice(((k - 1) * all.length) / of, (k * all.length) / of));
        byteStarts.push(bytes.length);
        part.push(share?.[0] ?? 0);
        parts.push(share?.[1] ?? 0);
      }
      return {
        version: asked,
        first: from,
        ids: Uint32Array.from({ length: to - from }, (_, i) => made.ids[(from + i) % n] ?? 0),
        starts: Uint32Array.from(starts),
        ends: Uint32Array.from(ends),
        bytes: Uint8Array.from(bytes),
        byteStarts: Uint32Array.from(byteStarts),
        part: Uint8Array.from(part),
        parts: Uint8Array.from(parts),
        text: texts.join(""),
      };
    },
    vectors: (asked: number, window: number) => {
      if (asked !== version()) return undefined;
      const { maxLength, stride } = now.loader.options;
      const d = made.dimensions;
      const token = new Float32Array(maxLength * d);
      const position = new Float32Array(maxLength * d);
      for (let row = 0; row < maxLength; row++) {
        const id = made.ids[(window * stride + row) % n] ?? 0;
        for (let j = 0; j < d; j++) {
          token[row * d + j] = gaussian(id * 4099 + j);
          position[row * d + j] = gaussian(0x5bd1e995 + row * 4099 + j);
        }
      }
      for (const [i, value] of host.odd) token[i] = value;
      const input = token.map((value, i) => value + (position[i] ?? 0));
      host.lastVectors = { token, position, input };
      return { shape: [1, maxLength, d], token, position, input };
    },
    positions: () => {
      const { contextLength = 0, dimensions = 0 } = now.positions ?? {};
      const values = new Float32Array(contextLength * dimensions);
      for (let at = 0; at < values.length; at++) values[at] = gaussian(0x5bd1e995 + at);
      return { shape: [contextLength, dimensions], values };
    },
    select: () => undefined,
    setLoader: (options: LoaderOptions) => {
      const { document, loader } = now;
      const tokens = document.kind === "ready" ? document.tokenCount : 0;
      const { maxLength, stride, batchSize = 1, dropLast = false, shuffle = false } = options;
      const samples = Math.max(0, Math.ceil((tokens - maxLength) / stride));
      const batches = dropLast ? Math.floor(samples / batchSize) : Math.ceil(samples / batchSize);
      host.show({
        ...now,
        loader: {
          ...loader,
          options: { maxLength, stride, batchSize, dropLast, shuffle },
          samples,
          batches,
        },
      });
    },
  };
  window.addEventListener("securitypolicyviolation", (event) => {
    host.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
  });
  const answer = ({ id, method, args }: Wire): void => {
    host.calls.push({ method, args } as HostCall);
    if (host.silent.has(method)) return;
    if (host.failing.has(method)) {
      host.post({ kind: "answer", id, ok: false, error: `${method} failed on purpose.` });
      return;
    }
    const value = answers[method]?.(...args);
    host.post({ kind: "answer", id, ok: true, value });
  };
  let acquired = false;
  Object.assign(globalThis, {
    fakeHost: host,
    acquireVsCodeApi: () => {
      // As in VS Code, a second call is an error.
      if (acquired) throw new Error("An instance of the VS Code API has already been acquired");
      acquired = true;
      return {
        postMessage: (message: Wire) => setTimeout(answer, 0, structuredClone(message)),
        getState: () => undefined,
        setState: () => undefined,
      };
    },
  });
}
