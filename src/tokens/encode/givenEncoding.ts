import * as l10n from "../../shared/base/l10n";
import type { Reader } from "../../shared/base/readers";
import { shownValue } from "../../shared/base/shown";
import type { NamedEncoding } from "../../shared/values/tokens";
import { ENCODINGS } from "./encodings";

/** What comes from outside as an encoding. */
export const givenEncoding: Reader<NamedEncoding> = (value, name) => {
  if (isEncoding(value)) return value;
  const names = encodingNames();
  if (typeof value === "string") {
    throw new RangeError(
      l10n.t("There is no encoding {0}. Use one of {1}.", shownValue(value), names),
    );
  }
  throw new TypeError(l10n.t("{0} must be one of {1}, not {2}.", name, names, shownValue(value)));
};

export function isEncoding(value: unknown): value is NamedEncoding {
  return ENCODINGS.some((encoding) => encoding === value);
}

/** "gpt2, p50k_base, …" */
export function encodingNames(): string {
  return ENCODINGS.join(", ");
}
