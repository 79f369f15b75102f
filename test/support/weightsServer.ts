import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { standInBytes } from "./gpt2StandIn";
import type { Named } from "./gptInFiles";
import gpt2 from "../golden/gpt2.json" with { type: "json" };

/** How one request is answered; nothing of it is a well-behaved answer. */
export interface Answer {
  /** An answer without a body. */
  readonly status?: number;
  /** Headers of such an answer, or of any other. */
  readonly headers?: Readonly<Record<string, string>>;
  /** One byte comes after another, each so many milliseconds after the one before. */
  readonly trickleEvery?: number;
  /** Where to send the client instead. */
  readonly location?: string;
  /** The whole file is sent, as by a server that does not know ranges. */
  readonly ignoresRange?: boolean;
  /** Ranges are sent whatever the client takes for the file's version. */
  readonly ignoresIfRange?: boolean;
  /** Instead of the file's; null for none. */
  readonly etag?: string | null;
  /** Instead of the right one. */
  readonly contentRange?: string;
  /** The socket is destroyed after so many bytes. */
  readonly breakAfter?: number;
  /** Nothing comes after so many bytes, and the connection stays open. */
  readonly stallAfter?: number;
  /** So many bytes are sent, whatever Content-Range says. */
  readonly sends?: number;
  /** Bytes that leave at a time. */
  readonly chunk?: number;
}

export interface WeightsRequest {
  readonly path: string;
  /** The header as it came. */
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
  /** Bytes `[start, end)` of the file. */
  readonly start: number;
  readonly end: number;
  /** Bytes of the body sent so far. */
  sent: number;
}

export interface Tensor {
  readonly dtype: string;
  readonly shape: readonly number[];
}

/** Bytes that replace those of the file from `start` on. */
interface Patch {
  readonly start: number;
  readonly bytes: Uint8Array;
}

export const WEIGHTS_PATH = "/openai-community/gpt2/resolve/main/model.safetensors";

const WIDTH = 768;

/**
 * A server of `model.safetensors` of GPT-2 small at its full size and with its tensors. Nothing of
 * it is kept: wpe is a stand-in, wte has the values that are published, and the rest is zeros.
 */
export class WeightsServer {
  /** Every request, in the order of arrival. */
  readonly requests: WeightsRequest[] = [];
  etag = '"first"';
  /** Asked for each request; `number` counts from 0. */
  answer: (request: WeightsRequest, number: number) => Answer = () => ({});
  readonly tensors: Record<string, Tensor> = gpt2Tensors();
  /** Also the bytes of tensors go through these, the last one wins. */
  readonly patches: Patch[] = [];
  /** Instead of the file's real length. */
  claimedBytes: number | undefined;
  private readonly server: Server = createServer((request, response) => {
    this.respond(request, response).catch(() => response.destroy());
  });

  /** @param positions bytes of wpe */
  constructor(private readonly positions: Uint8Array = standInBytes()) {}

  async listen(): Promise<void> {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }

  /** Breaks every connection, also those that stall. */
  breakConnections(): void {
    this.server.closeAllConnections();
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get bytesServed(): number {
    return this.requests.reduce((sum, { sent }) => sum + sent, 0);
  }

  /** Requests for bytes of a tensor. */
  requestsFor(name: string): WeightsRequest[] {
    const { start, end } = this.place(name);
    return this.requests.filter((request) => request.start >= start && request.start < end);
  }

  /** Bytes `[start, end)` of the file that a tensor has. */
  place(name: string): { start: number; end: number } {
    const { header, places } = this.layout();
    const { start = 0, end = 0 } = places.get(name) ?? {};
    return { start: header.length + start, end: header.length + end };
  }

  /** Serves tensors of one's own instead of GPT-2's. */
  serve(tensors: Named): void {
    this.patches.length = 0;
    for (const name of Object.keys(this.tensors)) Reflect.deleteProperty(this.tensors, name);
    for (const [name, { shape }] of Object.entries(tensors)) {
      this.tensors[name] = { dtype: "F32", shape };
    }
    for (const [name, { values }] of Object.entries(tensors)) {
      const bytes = new Uint8Array(values.slice().buffer);
      this.patches.push({ start: this.place(name).start, bytes });
    }
  }

  /** Serves one block instead of twelve: so it is still a whole GPT. Its final norm only normalizes. */
  shorten(): void {
    for (const name of Object.keys(this.tensors)) {
      if (/^h\.[1-9]/.test(name)) Reflect.deleteProperty(this.tensors, name);
    }
    const bytes = new Uint8Array(new Float32Array(WIDTH).fill(1).buffer);
    this.patches.push({ start: this.place("ln_f.weight").start, bytes });
  }

  /** Of the whole file. */
  get bytes(): number {
    return this.layout().bytes;
  }

  /** Bytes `[start, end)` of the file. */
  read(start: number, end: number): Uint8Array {
    return this.file().read(start, end);
  }

  private async respond(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const file = this.file();
    const bytes = this.claimedBytes ?? file.bytes;
    const { range, "if-range": ifRange } = message.headers;
    const [, first = "0", last = String(bytes - 1)] = /^bytes=(\d+)-(\d+)$/.exec(range ?? "") ?? [];
    const start = Number(first);
    const end = Math.min(Number(last) + 1, bytes);
    const request = { path: message.url ?? "", range, ifRange: ifRange?.toString(), start, end };
    const recorded: WeightsRequest = { ...request, sent: 0 };
    this.requests.push(recorded);
    const answer = this.answer(recorded, this.requests.length - 1);

    if (answer.location !== undefined) {
      response.writeHead(302, { location: answer.location }).end("Found elsewhere.");
      return;
    }
    const etag = answer.etag === undefined ? this.etag : answer.etag;
    const isStale =
      answer.ignoresIfRange !== true && recorded.ifRange !== undefined && recorded.ifRange !== etag;
    const isWhole = range === undefined || answer.ignoresRange === true || isStale;
    const status = answer.status ?? (recorded.path.includes("model.safetensors") ? undefined : 404);
    for (const [name, value] of Object.entries(answer.headers ?? {}))
      response.setHeader(name, value);
    if (status !== undefined) {
      response.writeHead(status).end(`Status ${status}.`);
      return;
    }
    if (!isWhole && start >= bytes) {
      response.writeHead(416, { "content-range": `bytes */${bytes}` }).end();
      return;
    }
    const [from, to] = isWhole ? [0, file.bytes] : [start, end];
    if (etag !== null) response.setHeader("etag", etag);
    if (!isWhole) {
      const right = `bytes ${from}-${to - 1}/${bytes}`;
      response.setHeader("content-range", answer.contentRange ?? right);
    }
    if (answer.sends === undefined) response.setHeader("content-length", to - from);
    response.writeHead(isWhole ? 200 : 206);
    await send(response, file, from, from + (answer.sends ?? to - from), answer, recorded);
  }

  private layout() {
    let at = 0;
    const places = new Map<string, { start: number; end: number }>();
    const entries: Record<string, unknown> = { __metadata__: { format: "pt" } };
    for (const [name, { dtype, shape }] of Object.entries(this.tensors)) {
      const end = at + shape.reduce((product, size) => product * size, dtype === "F16" ? 2 : 4);
      entries[name] = { dtype, shape, data_offsets: [at, end] };
      places.set(name, { start: at, end });
      at = end;
    }
    const json = Buffer.from(JSON.stringify(entries));
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(json.length));
    return { header: Buffer.concat([length, json]), places, bytes: 8 + json.length + at };
  }

  private file(): PatchedZeros {
    const { header, places, bytes } = this.layout();
    const patches: Patch[] = [{ start: 0, bytes: header }];
    const wpe = places.get("wpe.weight") ?? places.get("transformer.wpe.weight");
    const wte = places.get("wte.weight") ?? places.get("transformer.wte.weight");
    if (wpe) patches.push({ start: header.length + wpe.start, bytes: this.positions });
    if (wte) {
      for (const { start, bytes: value } of publishedValues()) {
        patches.push({ start: header.length + wte.start + start, bytes: value });
      }
    }
    return new PatchedZeros(bytes, [...patches, ...this.patches]);
  }
}

class PatchedZeros {
  private readonly zeros = new Uint8Array(2 ** 18);

  constructor(
    readonly bytes: number,
    private readonly patches: readonly Patch[],
  ) {}

  read(start: number, end: number): Uint8Array {
    const hits = this.patches.filter(
      (patch) => patch.start < end && start < patch.start + patch.bytes.length,
    );
    if (hits.length === 0 && end - start <= this.zeros.length) {
      return this.zeros.subarray(0, end - start);
    }
    const bytes = new Uint8Array(end - start);
    for (const patch of hits) {
      const from = Math.max(0, start - patch.start);
      const to = Math.min(patch.bytes.length, end - patch.start);
      bytes.set(patch.bytes.subarray(from, to), patch.start + from - start);
    }
    return bytes;
  }
}

async function send(
  response: ServerResponse,
  file: PatchedZeros,
  from: number,
  to: number,
  { chunk = 2 ** 18, breakAfter, stallAfter, trickleEvery }: Answer,
  request: WeightsRequest,
): Promise<void> {
  const stop = Math.min(to, from + (breakAfter ?? stallAfter ?? Infinity));
  // A client that goes away ends the wait too.
  const closed = new Promise((resolve) => response.on("close", resolve));
  response.flushHeaders();
  for (let at = from; at < stop && !response.destroyed;) {
    const end = Math.min(stop, at + (trickleEvery === undefined ? chunk : 1));
    if (trickleEvery !== undefined) {
      await new Promise((resolve) => setTimeout(resolve, trickleEvery));
    }
    const flushed = new Promise((resolve) => response.write(file.read(at, end), resolve));
    await Promise.race([flushed, closed]);
    request.sent += end - at;
    at = end;
  }
  if (breakAfter !== undefined) response.destroy();
  else if (stallAfter === undefined) response.end();
}

/** Tensors of `openai-community/gpt2`, in the order of their names. */
function gpt2Tensors(): Record<string, Tensor> {
  const ln = (name: string) => [
    [`${name}.bias`, [WIDTH]],
    [`${name}.weight`, [WIDTH]],
  ];
  const layer = (name: string, inputs: number, outputs: number) => [
    [`${name}.bias`, [outputs]],
    [`${name}.weight`, [inputs, outputs]],
  ];
  const blocks = Array.from({ length: 12 }, (_, block) => [
    [`h.${block}.attn.bias`, [1, 1, 1024, 1024]],
    ...layer(`h.${block}.attn.c_attn`, WIDTH, 3 * WIDTH),
    ...layer(`h.${block}.attn.c_proj`, WIDTH, WIDTH),
    ...ln(`h.${block}.ln_1`),
    ...ln(`h.${block}.ln_2`),
    ...layer(`h.${block}.mlp.c_fc`, WIDTH, 4 * WIDTH),
    ...layer(`h.${block}.mlp.c_proj`, 4 * WIDTH, WIDTH),
  ]).flat();
  const all = [
    ...blocks,
    ...ln("ln_f"),
    ["wpe.weight", [1024, WIDTH]],
    ["wte.weight", [50257, WIDTH]],
  ] as [string, number[]][];
  return Object.fromEntries(all.map(([name, shape]) => [name, { dtype: "F32", shape }]));
}

/** Where wte has the values that are published, in bytes from its start. */
export function publishedValues(): Patch[] {
  const { rows, columns } = gpt2.tokenTable;
  return Object.entries(rows).flatMap(([row, values]) =>
    values.map((value, at) => ({
      start: 4 * (WIDTH * Number(row) + (columns[at] ?? 0)),
      bytes: new Uint8Array(Float32Array.of(value).buffer),
    })),
  );
}
