import * as l10n from "../shared/base/l10n";
import {
  DEFAULT_ENDPOINT,
  ENDPOINT_PATTERN,
  shownEndpoint,
} from "../embeddings/gpt2/weightsEndpoint";
import type { Kind } from "./kinds";
import { valueText } from "./valueText";

const ENDPOINT = new RegExp(ENDPOINT_PATTERN);
/** More than any address has, and little enough for a sentence to be cut from. */
const MOST_UNITS = 2000;

/**
 * Where weights are fetched from. A wrong one stays what it is, and the command refuses it: who
 * names a mirror does not mean the default.
 */
export const endpointKind: Kind<string> = {
  schema: {
    type: "string",
    pattern: ENDPOINT_PATTERN,
    maxLength: MOST_UNITS,
    default: DEFAULT_ENDPOINT,
  },
  fits: (value): value is string =>
    typeof value === "string" && value.length <= MOST_UNITS && ENDPOINT.test(value),
  instead: (value) =>
    typeof value === "string" && value.length <= MOST_UNITS ? value : valueText(value),
  problem: (setting, value) =>
    l10n.t(
      "{0} is {1}, but must be an https address such as {2}, or an http address of this machine.",
      setting,
      valueText(typeof value === "string" ? shownEndpoint(value) : value),
      DEFAULT_ENDPOINT,
    ),
  remedy: () => l10n.t("Until it is, no weights are fetched."),
};
