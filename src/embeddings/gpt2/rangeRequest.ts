import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import { retryAfter } from "./retryAfter";
import { checkSetting, isTrustworthy, parseUrl } from "./weightsEndpoint";

/** As much of the standard fetch as is used here, so that an editor's own can be handed in. */
export type Fetch = (
  url: string,
  init: {
    readonly headers: Record<string, string>;
    readonly redirect: "manual" | "follow";
    readonly signal: AbortSignal;
  },
) => Promise<FetchResponse>;

interface FetchResponse {
  /** "opaqueredirect" in a browser, which does not tell where a redirect leads. */
  readonly type?: string;
  /** Address that the answer came from in the end. */
  readonly url?: string;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: FetchBody | null;
}

interface FetchBody {
  cancel(): Promise<void>;
  getReader(): {
    read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
  };
}

/** Tells one state of a file on a server from another. */
export interface FileVersion {
  /** A strong one, or undefined where the server gives none. */
  readonly etag: string | undefined;
  /** Size of the whole file. */
  readonly bytes: number;
}

export interface RangeAnswer {
  readonly version: FileVersion;
  /** Who sends it; another than was asked where a redirect led there. */
  readonly host: string;
  /** Bytes `[start, end)` are promised; the start is the one that was asked for. */
  readonly end: number;
  readonly body: FetchBody | null;
}

/** A failure that another attempt may not meet; the message is a reason in a few words. */
export class BrokenConnection extends Error {
  override readonly name = "BrokenConnection";
  /** Milliseconds that the server asks to wait before another attempt. */
  retryAfter: number | undefined;
}

/** The file is no longer the one that was read before. */
export class FileChanged extends Error {
  override readonly name = "FileChanged";
}

const MOST_REDIRECTS = 5;
const REDIRECTS = [301, 302, 303, 307, 308];
/** Answers of a server that is busy or unwell, and may be better soon. */
const PASSING = [408, 425, 429];

/**
 * Asks for bytes `[start, end)` of a file and checks the answer, without reading its body.
 * @param known the version that was read before, which the answer has to be of
 * @throws {BrokenConnection | FileChanged | Error} the last when another attempt would be in vain
 */
export async function requestRange(
  url: URL,
  [start, end]: readonly [number, number],
  known: FileVersion | undefined,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<RangeAnswer> {
  const headers: Record<string, string> = {
    Range: `bytes=${start}-${end - 1}`,
    // A part of what is packed would be another part.
    "Accept-Encoding": "identity",
  };
  if (known?.etag !== undefined) headers["If-Range"] = known.etag;
  const { response, host } = await follow(url, headers, fetch, signal);
  const etag = strongEtag(response.headers.get("etag"));
  const hasChanged = known !== undefined && etag !== known.etag;
  const { status } = response;

  // The whole file instead of a range of it is the standard's answer to an If-Range that is stale.
  if (hasChanged && (status === 200 || status === 206)) throw new FileChanged();
  if (status !== 206) throw statusError(status, host, response.headers.get("retry-after"));
  const coding = response.headers.get("content-encoding") ?? "identity";
  if (coding.toLowerCase() !== "identity") {
    throw new Error(
      checkSetting(
        l10n.t(
          "{0} compresses what it sends ({1}), though it was asked not to.",
          host,
          foreign(coding),
        ),
      ),
    );
  }
  const range = contentRange(response.headers.get("content-range"));
  if (range?.start !== start || range.end !== Math.min(end, range.bytes)) {
    throw new Error(
      checkSetting(
        l10n.t(
          '{0} was asked for bytes {1} to {2} and sends "{3}".',
          host,
          start,
          end - 1,
          foreign(response.headers.get("content-range") ?? l10n.t("no Content-Range")),
        ),
      ),
    );
  }
  if (known !== undefined && known.bytes !== range.bytes) {
    throw new Error(
      checkSetting(
        l10n.t(
          "{0} gives model.safetensors a length of {1} bytes, and gave it {2} before.",
          host,
          range.bytes,
          known.bytes,
        ),
      ),
    );
  }
  return { version: { etag, bytes: range.bytes }, host, end: range.end, body: response.body };
}

/** Follows redirects by hand, because each has to be to an address that can be trusted. */
async function follow(
  start: URL,
  headers: Record<string, string>,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<{ response: FetchResponse; host: string }> {
  let url = start;
  for (let redirects = 0; ; redirects++) {
    const response = await whileConnecting(
      fetch(url.href, { headers, redirect: "manual", signal }),
    );
    if (response.type === "opaqueredirect") return followRedirects(url, headers, fetch, signal);
    if (!REDIRECTS.includes(response.status)) return { response, host: foreign(url.host) };
    // Whether the rest of this answer can be done without changes nothing.
    await response.body?.cancel().catch(() => undefined);
    if (redirects === MOST_REDIRECTS) {
      throw new Error(
        checkSetting(
          l10n.t("{0} redirects more than {1} times.", foreign(url.host), MOST_REDIRECTS),
        ),
      );
    }
    const location = response.headers.get("location");
    const next = location === null ? undefined : parseUrl(location, url);
    if (next === undefined) {
      throw new Error(
        checkSetting(l10n.t("{0} redirects without saying where to.", foreign(url.host))),
      );
    }
    checkRedirect(url, next, false);
    url = next;
  }
}

/**
 * Lets a browser follow redirects, because it shows none to follow by hand. Of where they lead only
 * the end can be checked; a page that came by https is led to no other address on the way.
 */
async function followRedirects(
  url: URL,
  headers: Record<string, string>,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<{ response: FetchResponse; host: string }> {
  const response = await whileConnecting(fetch(url.href, { headers, redirect: "follow", signal }));
  const end = parseUrl(response.url ?? "", url) ?? url;
  try {
    checkRedirect(url, end, true);
  } catch (error) {
    await response.body?.cancel().catch(() => undefined);
    throw error;
  }
  return { response, host: foreign(end.host) };
}

/** @throws {Error} where a redirect leads to an address that cannot be trusted */
function checkRedirect(from: URL, to: URL, isAsked: boolean): void {
  if (isTrustworthy(to)) return;
  const [host, address] = [foreign(from.host), foreign(`${to.protocol}//${to.host}`)];
  throw new Error(
    checkSetting(
      isAsked
        ? l10n.t(
            "{0} redirects to {1}, which is not https. What it sends is not used.",
            host,
            address,
          )
        : l10n.t(
            "{0} redirects to {1}, which is not https. Nothing was asked of it.",
            host,
            address,
          ),
    ),
  );
}

/** Whatever the network fails with is a broken connection. */
export async function whileConnecting<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    // The standard fetch says "fetch failed" and has the reason in its cause.
    const { cause = error } = error as { cause?: unknown };
    const { code, message = String(cause) } = cause as { code?: unknown; message?: string };
    const reason = message === "" && typeof code === "string" ? code : message;
    throw new BrokenConnection(reason, { cause: error });
  }
}

function statusError(status: number, host: string, wait: string | null): Error {
  if (status >= 500 || PASSING.includes(status)) {
    const pause = retryAfter(wait);
    const broken = new BrokenConnection(
      pause === undefined
        ? l10n.t("it answered with status {0}", status)
        : l10n.t(
            "it answered with status {0} and asks to wait {1} s",
            status,
            Math.ceil(pause / 1000),
          ),
    );
    broken.retryAfter = pause;
    return broken;
  }
  if (status === 200) {
    return new Error(
      l10n.t(
        "{0} would send the whole file of 548 MB where a part of it was asked for: it ignores Range requests. Nothing of its answer was read. Choose another server in the setting tokenscope.gpt2.endpoint.",
        host,
      ),
    );
  }
  return new Error(checkSetting(statusProblem(status, host)));
}

function statusProblem(status: number, host: string): string {
  switch (status) {
    case 401:
    case 403:
      return l10n.t(
        "{0} refuses access to GPT-2's weights (status {1}). A proxy or a firewall may be the reason.",
        host,
        status,
      );
    case 404:
    case 410:
      return l10n.t(
        "{0} has no openai-community/gpt2/model.safetensors (status {1}).",
        host,
        status,
      );
    case 416:
      return l10n.t(
        "{0} has a model.safetensors that is too short for GPT-2's (status {1}).",
        host,
        status,
      );
    default:
      return l10n.t("{0} answers with status {1}.", host, status);
  }
}

/** Bytes `[start, end)` of a file of so many bytes; undefined where the header says otherwise. */
function contentRange(
  header: string | null,
): { start: number; end: number; bytes: number } | undefined {
  const [, first, last, bytes] = /^bytes (\d+)-(\d+)\/(\d+)$/i.exec(header ?? "") ?? [];
  if (bytes === undefined) return undefined;
  return { start: Number(first), end: Number(last) + 1, bytes: Number(bytes) };
}

/** A weak one may be of a file with other bytes. */
function strongEtag(header: string | null): string | undefined {
  return header === null || header.startsWith("W/") ? undefined : header;
}
