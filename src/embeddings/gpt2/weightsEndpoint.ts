import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";

/** Where GPT-2's weights come from unless a setting names a mirror. */
export const DEFAULT_ENDPOINT = "https://huggingface.co";

/** An https address of a host and perhaps a path, or an http address of this machine. */
export const ENDPOINT_PATTERN = [
  "^\\s*",
  "([Hh][Tt][Tt][Pp][Ss]://",
  "(([\\w\\u0080-\\uffff-]+\\.)*[A-Za-z_\\u0080-\\uffff-][\\w\\u0080-\\uffff-]*\\.?",
  "|\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9A-Fa-f:.]+\\])",
  "|[Hh][Tt][Tt][Pp]://",
  "([Ll][Oo][Cc][Aa][Ll][Hh][Oo][Ss][Tt]|127(\\.\\d{1,3}){3}|\\[::1\\]))",
  "(:\\d{1,5})?(/[^?#\\s\\\\]*)?\\s*$",
].join("");
/** Code units of an endpoint that a sentence shows. */
const MOST_SHOWN = 200;
const ENDPOINT = new RegExp(ENDPOINT_PATTERN);

const WEIGHTS_PATH = "/openai-community/gpt2/resolve/main/model.safetensors";

/**
 * The endpoint without a slash at its end.
 * @throws {Error} unless it is an https address, or an http address of this machine
 */
export function checkEndpoint(endpoint: string): string {
  const refuse = (problem: string) => {
    const next = l10n.t(
      "Set tokenscope.gpt2.endpoint to an https address such as {0}.",
      DEFAULT_ENDPOINT,
    );
    return new Error(`${problem} ${next}`);
  };
  const shown = shownEndpoint(endpoint);
  const url = parseUrl(endpoint.trim());
  if (url === undefined) {
    throw refuse(l10n.t('The endpoint for GPT-2\'s weights, "{0}", is not an address.', shown));
  }
  if (!isTrustworthy(url)) {
    throw refuse(
      l10n.t(
        'The endpoint for GPT-2\'s weights, "{0}", is not https; plain http is allowed to this machine alone.',
        shown,
      ),
    );
  }
  if (url.username !== "" || url.password !== "") {
    throw refuse(
      l10n.t(
        'The endpoint for GPT-2\'s weights, "{0}", holds a user name or a password, which requests cannot carry.',
        shown,
      ),
    );
  }
  if (url.search !== "" || url.hash !== "") {
    throw refuse(
      l10n.t(
        'The endpoint for GPT-2\'s weights, "{0}", has a ? or a #, where only a host and a path can be.',
        shown,
      ),
    );
  }
  if (!ENDPOINT.test(endpoint)) {
    throw refuse(
      l10n.t(
        'The endpoint for GPT-2\'s weights, "{0}", is not written as an address of a host and a path.',
        shown,
      ),
    );
  }
  return url.href.replace(/\/+$/, "");
}

/** An endpoint in a sentence: cut to a length, and without a password. */
export function shownEndpoint(endpoint: string): string {
  return foreign(endpoint.replace(/\/\/[^/?#\s]*@/, "//…@"), MOST_SHOWN);
}

/** What is to be done about a server that does not give GPT-2's weights, after the sentence on that. */
export function checkSetting(problem: string): string {
  const next = l10n.t("Check the setting tokenscope.gpt2.endpoint, then run the command again.");
  return `${problem} ${next}`;
}

/** Address of the file of GPT-2's weights. Throws as `checkEndpoint`. */
export function weightsUrl(endpoint: string): URL {
  return new URL(checkEndpoint(endpoint) + WEIGHTS_PATH);
}

/** @param base what a relative address starts from */
export function parseUrl(address: string, base?: URL): URL | undefined {
  return URL.canParse(address, base?.href) ? new URL(address, base) : undefined;
}

/** Whether nobody between can change what comes from there. */
export function isTrustworthy({ protocol, hostname }: URL): boolean {
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
}

/** @param hostname as URL writes it: lower case, IPv4 in four decimals, IPv6 in brackets */
function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
