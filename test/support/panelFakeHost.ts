import type { FindFrom, SearchTarget } from "../../src/shared/values/find";
import type { PanelHost } from "../../src/shared/protocol/panel";
import type { LoaderOptions } from "../../src/shared/values/windows";
import type { PanelState } from "../../src/shared/protocol/panelState";

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
interface FakeHost {
  readonly calls: HostCall[];
  /** Values of the last answer of `vectors`, as the page got them. */
  lastVectors: { token: Float32Array; position: Float32Array; input: Float32Array } | undefined;
  /** Content Security Policy violations. */
  readonly violations: string[];
  /** Methods that are left unanswered, or answered by an error, until they are removed. */
  readonly silent: Set<string>;
  readonly failing: Set<string>;
  /** The position table's values, where they are not to be made up; base64 of float32. */
  positionBytes: string | undefined;
  /** Id of the last call that was left unanswered, to answer it by hand. */
  lastId: number;
  /** Values put into the token table of every answer. */
  readonly odd: Map<number, number>;
  /** First tokens of other documents in the text. */
  documentStarts: number[];
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
  const positionVectors = (length: number): Float32Array<ArrayBuffer> => {
    const d = made.dimensions;
    return Float32Array.from({ length: length * d }, (_, at) =>
      gaussian(0x5bd1e995 + Math.floor(at / d) * 4099 + (at % d)),
    );
  };
  const host: FakeHost = {
    calls: [],
    lastVectors: undefined,
    violations: [],
    silent: new Set(),
    failing: new Set(),
    positionBytes: undefined,
    lastId: -1,
    odd: new Map(),
    documentStarts: [],
    show(state) {
      now = state;
      host.post({ kind: "tell", method: "show", args: [state] });
    },
    post(message) {
      window.postMessage(message, "*");
    },
  };
  let now = first;
  interface PositionRows {
    readonly source: string;
    readonly contextLength?: number;
    readonly dimensions?: number;
  }
  const positionValues = (of: PositionRows): Float32Array<ArrayBuffer> => {
    const { source, contextLength = 0, dimensions = 0 } = of;
    if (source !== "sinusoidal" && host.positionBytes !== undefined) {
      const bytes = atob(host.positionBytes);
      const given = new Float32Array(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)).buffer);
      if (given.length === contextLength * dimensions) return given;
    }
    return Float32Array.from({ length: contextLength * dimensions }, (_, at) => {
      if (source !== "sinusoidal") return gaussian(0x5bd1e995 + at);
      const j = at % dimensions;
      const angle = Math.floor(at / dimensions) * 10_000 ** (-(j - (j % 2)) / dimensions);
      return j % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
    });
  };
  const version = (): number | undefined =>
    now.document.kind === "ready" ? now.document.version : undefined;
  /** What a made-up model expects after a token: the real one likeliest, third, tenth, or far off. */
  const likeliest = (token: number) => {
    const id = made.ids[(token + 1) % n] ?? 0;
    const rank = [0, 2, 9, 1233][token % 4] ?? 0;
    const others = [...made.ids, 8582, 198, 220, 10, 11, 12, 13, 14, 15, 16, 17, 18].filter(
      (other, i, all) => other !== id && all.indexOf(other) === i,
    );
    const shift = token % 5;
    const ids = others.slice(shift, shift + 10);
    if (rank < 10) ids.splice(rank, 1, id);
    const logs = ids.map((_, k) => Math.log(0.4 * 0.6 ** k));
    return { id, rank, ids, logs, surprisal: rank < 10 ? -(logs[rank] ?? 0) : 11.5 };
  };
  const bytesOf = (id: number): number[] => {
    if (id === 8582) return [0xf0, 0x9f];
    const at = made.ids.indexOf(id);
    return [...encoder.encode(at < 0 ? `w${String(id)}` : made.texts[at])];
  };
  /** Attention of a row that looks back by the head's own distance, softmaxed. */
  const weightsOf = (layer: number, head: number, row: number): number[] => {
    const back = (head * 3 + layer) % 7;
    const weights = Array.from({ length: row + 1 }, (_, at) =>
      Math.exp(-Math.abs(row - back - at) / 2),
    );
    const sum = weights.reduce((all, each) => all + each, 0);
    return weights.map((each) => each / sum);
  };
  const answers: Record<string, (...args: never[]) => unknown> = {
    ready: () => {
      host.show(now);
    },
    tokens: (of: number, from: number, to: number) => {
      if (of !== version()) return undefined;
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
        version: of,
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
    frequencies: (of: number, from: number, to: number) => {
      if (of !== version()) return undefined;
      const tokenCount = now.document.kind === "ready" ? now.document.tokenCount : 0;
      const all = new Map<number, number>();
      made.ids.forEach((id, i) => {
        const places = Math.max(0, Math.ceil((tokenCount - i) / n));
        if (places > 0) all.set(id, (all.get(id) ?? 0) + places);
      });
      const ids = Uint32Array.from({ length: to - from }, (_, i) => made.ids[(from + i) % n] ?? 0);
      const counts = ids.map((id) => all.get(id) ?? 0);
      const ranks = counts.map((count) => {
        return 1 + [...all.values()].filter((each) => each > count).length;
      });
      const most = Math.max(...all.values());
      const whole = { tokenCount, distinct: all.size, most };
      return { version: of, first: from, ...whole, ids, counts, ranks };
    },
    find: (of: number, sought: SearchTarget, { token, unit, backwards }: FindFrom) => {
      if (of !== version()) return undefined;
      const tokenCount = now.document.kind === "ready" ? now.document.tokenCount : 0;
      if (sought.kind === "index" && sought.index >= tokenCount) {
        return { kind: "refused", version: of, most: tokenCount - 1 };
      }
      if (sought.kind === "id" && sought.id > 50256) {
        return { kind: "refused", version: of, most: 50256 };
      }
      // A text is looked for as a reader would: in the whole document, written out.
      const starts: number[] = [];
      let text = "";
      for (let i = 0; i < tokenCount; i++) {
        starts.push(text.length);
        text += made.texts[i % n] ?? "";
      }
      const holding = (at: number): number => {
        return starts.findLastIndex((start) => start <= at);
      };
      const places: { token: number; end: number; unit: number }[] = [];
      if (sought.kind === "text") {
        for (let at = text.indexOf(sought.text); at >= 0; at = text.indexOf(sought.text, at + 1)) {
          const end = holding(at + sought.text.length - 1) + 1;
          places.push({ token: holding(at), end, unit: at });
        }
      } else {
        for (let i = 0; i < tokenCount; i++) {
          const hit = sought.kind === "id" ? made.ids[i % n] === sought.id : i === sought.index;
          if (hit) places.push({ token: i, end: i + 1, unit: starts[i] ?? 0 });
        }
      }
      if (places.length === 0) return { kind: "none", version: of };
      const caret = sought.kind === "text" ? (unit ?? starts[token] ?? text.length) : token;
      const behind = places.findIndex((place) => {
        return (sought.kind === "text" ? place.unit : place.token) >= caret;
      });
      const next = behind < 0 ? places.length : behind;
      const wanted = backwards ? next - 1 : next;
      const at = (wanted + places.length) % places.length;
      const which = { count: places.length, place: at + 1, wrapped: at !== wanted };
      return { kind: "found", version: of, ...places[at], ...which };
    },
    layer: (of: number) => {
      if (of !== version()) return undefined;
      const tokenCount = now.document.kind === "ready" ? now.document.tokenCount : 0;
      const { info } = now.model.kind === "ready" ? now.model : {};
      const [v, d] = [info?.vocabularySize ?? 0, info?.dimensions ?? 0];
      const row = (id: number): number[] =>
        Array.from({ length: d }, (_, j) => gaussian(id * d + j));
      const tokens = Array.from({ length: tokenCount }, (_, i) => i);
      const ids = tokens.map((i) => made.ids[i % n] ?? 0);
      const weightIds = Array.from({ length: v }, (_, id) => id);
      return {
        vocabularySize: v,
        dimensions: d,
        tokenCount,
        tokens: Uint32Array.from(tokens),
        ids: Uint32Array.from(ids),
        rows: Float32Array.from(ids.flatMap(row)),
        multiplied: Float32Array.from(ids.flatMap(row)),
        weightIds: Uint32Array.from(weightIds),
        weights: Float32Array.from(weightIds.flatMap(row)),
      };
    },
    changeToyLayer: () => undefined,
    chooseModel: () => undefined,
    openDocument: () => undefined,
    keep: () => undefined,
    point: () => undefined,
    documentStarts: (of: number) =>
      of === version() ? { version: of, places: Uint32Array.from(host.documentStarts) } : undefined,
    // Every seed and epoch begins elsewhere and goes on backwards.
    order: (samples: number, seed: number, epoch: number) =>
      Uint32Array.from(
        { length: samples },
        (_, k) => (samples * 2 - 1 - k + seed + epoch) % samples,
      ),
    positionVectors,
    vectors: (of: number, from: number, to: number) => {
      if (of !== version()) return undefined;
      const maxLength = to - from;
      const d = made.dimensions;
      const token = new Float32Array(maxLength * d);
      const position = positionVectors(maxLength);
      for (let row = 0; row < maxLength; row++) {
        const id = made.ids[(from + row) % n] ?? 0;
        for (let j = 0; j < d; j++) token[row * d + j] = gaussian(id * 4099 + j);
      }
      for (const [i, value] of host.odd) token[i] = value;
      const input = token.map((value, i) => value + (position[i] ?? 0));
      host.lastVectors = { token, position, input };
      return token;
    },
    nearest: (id: number, position: number, to: string) => {
      const others = made.ids.filter((other, i) => other !== id && made.ids.indexOf(other) === i);
      const ids = (to === "input" ? [id, ...others] : others).slice(0, 7);
      // The last is half a character.
      const texts = ids.map((other) => [
        ...encoder.encode(made.texts[made.ids.indexOf(other)] ?? ""),
      ]);
      const bytes = [...texts, [0xf0, 0x9f]];
      const byteStarts = [0];
      for (const each of bytes) byteStarts.push((byteStarts.at(-1) ?? 0) + each.length);
      return {
        ids: Uint32Array.from([...ids, 8582]),
        similarities: Float32Array.from(bytes, (_, i) => 0.75 - i / 10 - position / 1000),
        bytes: Uint8Array.from(bytes.flat()),
        byteStarts: Uint32Array.from(byteStarts),
      };
    },
    sameToken: (of: number, token: number, position: number) => {
      if (of !== version()) return undefined;
      const { loader, document } = now;
      const { maxLength, stride } = loader.options;
      const tokenCount = document.kind === "ready" ? document.tokenCount : 0;
      const id = made.ids[token % n] ?? 0;
      const rows: { token: number; window: number; position: number }[] = [];
      let count = 0;
      let windows = 0;
      for (let i = 0; i < tokenCount; i++) {
        if (made.ids[i % n] !== id) continue;
        count++;
        const first = Math.max(0, Math.ceil((i - maxLength + 1) / stride));
        const end = Math.min(loader.samples, Math.floor(i / stride) + 1);
        if (i === token) windows = end - first;
        if (first >= end) rows.push({ token: i, window: -1, position: -1 });
        for (
          let window = first;
          window < (i === token ? end : Math.min(end, first + 1));
          window++
        ) {
          const at = i - window * stride;
          if (i !== token || at !== position) rows.push({ token: i, window, position: at });
        }
      }
      const shown = rows.slice(0, 200);
      const same = (at: number): boolean => at === position;
      return {
        id,
        count,
        windows,
        tokenDifference: 0,
        tokens: Uint32Array.from(shown, (row) => row.token),
        before: shown.map((row) =>
          [3, 2, 1]
            .map((back) => (row.token < back ? "" : made.texts[(row.token - back) % n]))
            .join(""),
        ),
        after: shown.map((row) => [1, 2, 3].map((on) => made.texts[(row.token + on) % n]).join("")),
        inWindow: Int32Array.from(shown, (row) => row.window),
        positions: Int32Array.from(shown, (row) => row.position),
        distances: Float64Array.from(shown, (row) =>
          row.position < 0 ? NaN : same(row.position) ? 0 : 22 + row.position / 10,
        ),
        cosines: Float64Array.from(shown, (row) =>
          row.position < 0 ? NaN : same(row.position) ? 1 : 0.5 + row.position / 100,
        ),
      };
    },
    oneHot: (of: number, from: number, to: number) => {
      if (of !== version()) return undefined;
      const d = made.dimensions;
      const ids = Uint32Array.from({ length: to - from }, (_, i) => made.ids[(from + i) % n] ?? 0);
      const multiplied = new Float32Array(ids.length * d);
      for (let at = 0; at < multiplied.length; at++) {
        multiplied[at] = gaussian((ids[Math.floor(at / d)] ?? 0) * 4099 + (at % d));
      }
      return {
        ids,
        vocabularySize: 50257,
        dimensions: d,
        multiplied,
        difference: 0,
      };
    },
    predictions: (of: number, from: number, to: number) => {
      if (of !== version()) return undefined;
      const length = to - from;
      const answer = {
        shape: [length, 10],
        nextIds: new Uint32Array(length),
        surprisal: new Float32Array(length),
        ranks: new Uint32Array(length),
        topIds: new Uint32Array(length * 10),
        topLogProbabilities: new Float32Array(length * 10),
      };
      const bytes: number[] = [];
      const byteStarts = [0];
      for (let row = 0; row < length; row++) {
        const next = likeliest(from + row);
        answer.nextIds[row] = next.id;
        answer.ranks[row] = next.rank;
        answer.surprisal[row] = next.surprisal;
        answer.topIds.set(next.ids, row * 10);
        answer.topLogProbabilities.set(next.logs, row * 10);
        for (const id of next.ids) {
          bytes.push(...bytesOf(id));
          byteStarts.push(bytes.length);
        }
      }
      return {
        ...answer,
        bytes: Uint8Array.from(bytes),
        byteStarts: Uint32Array.from(byteStarts),
      };
    },
    scores: (of: number, first: number, end: number) => {
      if (of !== version()) return undefined;
      const { maxLength, stride } = now.loader.options;
      const tokens = Array.from({ length: end - first }, (_, i) => (first + i) * stride).flatMap(
        (start) => Array.from({ length: maxLength }, (_, row) => [start + row, row] as const),
      );
      return {
        // The more of the window stands before it, the less a token surprises.
        surprisal: Float32Array.from(
          tokens,
          ([token, row]) => likeliest(token).surprisal + 1 / (row + 1),
        ),
        byteLengths: Uint32Array.from(
          tokens,
          ([token]) => encoder.encode(made.texts[(token + 1) % n]).length,
        ),
      };
    },
    contexts: (of: number, token: number) => {
      if (of !== version()) return undefined;
      const { maxLength, stride } = now.loader.options;
      const starts: number[] = [];
      for (let start = 0; start < token && starts.length < 500; start += stride) {
        if (start + maxLength >= token) starts.unshift(start);
      }
      const told = starts.slice(0, 6);
      return {
        count: starts.length,
        windows: Int32Array.from(told, (start) => start / stride),
        contexts: Uint32Array.from(told, (start) => token - start),
        surprisal: Float32Array.from(
          told,
          (start) => likeliest(token - 1).surprisal + 1 / (token - start),
        ),
      };
    },
    attention: (of: number, from: number, to: number, layer: number) => {
      if (of !== version()) return undefined;
      const heads = now.model.kind === "ready" ? (now.model.info.heads ?? 1) : 1;
      const length = to - from;
      const side = Math.min(96, length);
      const values = new Float32Array(heads * side * side);
      for (let head = 0; head < heads; head++) {
        for (let row = 0; row < side; row++) {
          const weights = weightsOf(layer, head, Math.floor((row * length) / side));
          for (let column = 0; column <= row; column++) {
            const at = Math.floor((column * length) / side);
            values[(head * side + row) * side + column] = weights[at] ?? 0;
          }
        }
      }
      return { shape: [heads, side, side], length, values };
    },
    attentionHead: (of: number, from: number, to: number, layer: number, head: number) => {
      if (of !== version()) return undefined;
      const length = to - from;
      const values = new Float32Array(length * length);
      for (let row = 0; row < length; row++) {
        values.set(weightsOf(layer, head, row), row * length);
      }
      return { length, values };
    },
    residual: (of: number, from: number, to: number, layer: number) => {
      if (of !== version()) return undefined;
      const d = made.dimensions;
      return Float32Array.from({ length: (to - from) * d }, (_, at) =>
        gaussian((layer + 2) * 7919 + (from + Math.floor(at / d)) * 4099 + (at % d)),
      );
    },
    lens: (of: number, _from: number, token: number) => {
      if (of !== version()) return undefined;
      const layers = now.model.kind === "ready" ? (now.model.info.layers ?? 0) : 0;
      const rows = Array.from({ length: layers + 1 }, (_, layer) =>
        likeliest(layer === layers ? token : token + 7 * (layer + 1)),
      );
      const ids = rows.flatMap((row) => row.ids.slice(0, 5));
      const bytes: number[] = [];
      const byteStarts = [0];
      for (const id of ids) {
        bytes.push(...bytesOf(id));
        byteStarts.push(bytes.length);
      }
      return {
        shape: [layers + 1, 5],
        topIds: Uint32Array.from(ids),
        topLogProbabilities: Float32Array.from(rows.flatMap((row) => row.logs.slice(0, 5))),
        bytes: Uint8Array.from(bytes),
        byteStarts: Uint32Array.from(byteStarts),
      };
    },
    useGpt: () => undefined,
    getGpt2Positions: () => {
      host.show({ ...now, hasGpt2Positions: true });
      return true;
    },
    positions: (source: string) => {
      const named = now.positions?.source === source ? now.positions : undefined;
      const own = { contextLength: 1024, dimensions: 768 };
      const { contextLength = 0, dimensions = 0 } = source === "gpt2" ? own : (named ?? {});
      return {
        shape: [contextLength, dimensions],
        values: positionValues({ source: "model", contextLength, dimensions }),
      };
    },
    positionSimilarity: (of: PositionRows) => {
      const { contextLength: c = 0, dimensions: d = 0 } = {
        ...(of.source === "gpt2" ? { contextLength: 1024, dimensions: 768 } : now.positions),
        ...of,
      };
      const values = positionValues({ ...of, contextLength: c, dimensions: d });
      for (let row = 0; row < c; row++) {
        const vector = values.subarray(row * d, (row + 1) * d);
        const norm = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));
        for (let j = 0; j < d; j++) vector[j] = (vector[j] ?? 0) / norm;
      }
      const cosines = new Float32Array(c * c);
      for (let a = 0; a < c; a++) {
        for (let b = a; b < c; b++) {
          let sum = 0;
          for (let j = 0; j < d; j++) sum += (values[a * d + j] ?? 0) * (values[b * d + j] ?? 0);
          cosines[a * c + b] = cosines[b * c + a] = sum;
        }
      }
      return { shape: [c, c], cosines };
    },
    positionPca: (of: PositionRows) => {
      const { contextLength: c = 0, dimensions: d = 0 } = {
        ...(of.source === "gpt2" ? { contextLength: 1024, dimensions: 768 } : now.positions),
        ...of,
      };
      const values = positionValues({ ...of, contextLength: c, dimensions: d });
      let total = 0;
      for (let j = 0; j < d; j++) {
        let mean = 0;
        for (let row = 0; row < c; row++) mean += (values[row * d + j] ?? 0) / c;
        for (let at = j; at < values.length; at += d) {
          values[at] = (values[at] ?? 0) - mean;
          total += (values[at] ?? 0) ** 2;
        }
      }
      const k = Math.min(3, d);
      const scores = new Float32Array(c * k);
      const ratios = new Float64Array(k);
      for (let each = 0; each < k; each++) {
        // Power iteration; what is found is taken out of the values.
        let vector = Float64Array.from({ length: d }, (_, j) => gaussian(each * 7919 + j));
        const along = new Float64Array(c);
        let variance = 0;
        for (let step = 0; step < 40; step++) {
          const next = new Float64Array(d);
          for (let row = 0; row < c; row++) {
            let sum = 0;
            for (let j = 0; j < d; j++) sum += (values[row * d + j] ?? 0) * (vector[j] ?? 0);
            along[row] = sum;
            for (let j = 0; j < d; j++) {
              next[j] = (next[j] ?? 0) + sum * (values[row * d + j] ?? 0);
            }
          }
          variance = Math.sqrt(next.reduce((sum, x) => sum + x * x, 0));
          if (variance === 0) break;
          vector = next.map((x) => x / variance);
        }
        for (let row = 0; row < c; row++) {
          let sum = 0;
          for (let j = 0; j < d; j++) sum += (values[row * d + j] ?? 0) * (vector[j] ?? 0);
          scores[row * k + each] = sum;
          for (let j = 0; j < d; j++) {
            values[row * d + j] = (values[row * d + j] ?? 0) - sum * (vector[j] ?? 0);
          }
        }
        ratios[each] = total === 0 ? 0 : variance / total;
      }
      return { shape: [c, k], scores, ratios };
    },
    firstMarksShown: () => undefined,
    select: () => undefined,
    copy: () => undefined,
    savePicture: (name: string, format: string) => `text-${name}.${format}`,
    pin: (isPinned: boolean) => {
      host.show({ ...now, pinnedTo: isPinned ? "file:///text.txt" : undefined });
    },
    copyAsPyTorch: () => true,
    openModel: () => undefined,
    help: () => undefined,
    setLoader: (options: Required<LoaderOptions>) => {
      const { document, loader } = now;
      const tokens = document.kind === "ready" ? document.tokenCount : 0;
      const { maxLength, stride, batchSize, dropLast } = options;
      const samples = Math.max(0, Math.ceil((tokens - maxLength) / stride));
      const batches = dropLast ? Math.floor(samples / batchSize) : Math.ceil(samples / batchSize);
      host.show({
        ...now,
        loader: {
          ...loader,
          options,
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
    if (host.silent.has(method)) {
      host.lastId = id;
      return;
    }
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
        // As in VS Code, it outlives the page.
        getState: (): unknown => JSON.parse(sessionStorage.getItem("state") ?? "null") ?? undefined,
        setState: (state: unknown) => {
          sessionStorage.setItem("state", JSON.stringify(state));
        },
      };
    },
  });
}
