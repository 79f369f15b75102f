import * as l10n from "../../shared/l10n";

/** Where GPT-2's weights come from unless a setting names a mirror. */
export const DEFAULT_ENDPOINT = "https://huggingface.co";

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
  const url = parseUrl(endpoint.trim());
  if (url === undefined) {
    throw refuse(l10n.t('The endpoint for GPT-2\'s weights, "{0}", is not an address.', endpoint));
  }
  if (!isTrustworthy(url)) {
    throw refuse(
      l10n.t(
        'The endpoint for GPT-2\'s weights, "{0}", is not https; plain http is allowed to this machine alone.',
        endpoint,
      ),
    );
  }
  if (url.username !== "" || url.password !== "") {
    throw refuse(
      l10n.t(
        'The endpoint for GPT-2\'s weights, "{0}", holds a user name or a password, which requests cannot carry.',
        endpoint,
      ),
    );
  }
  if (url.search !== "" || url.hash !== "") {
    throw refuse(
      l10n.t(
        'The endpoint for GPT-2\'s weights, "{0}", has a ? or a #, where only a host and a path can be.',
        endpoint,
      ),
    );
  }
  return url.href.replace(/\/+$/, "");
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
