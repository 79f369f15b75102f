import * as l10n from "./l10n";
import { text, type Reader } from "./readers";
import { shownValue } from "./shown";

/** A path of any system, or an address: whatever is relative is relative to nothing here. */
const ABSOLUTE = /^(?:[/\\]|[a-z]:[/\\]|[a-z][a-z0-9+.-]+:)/i;

/** Reads a path that another extension gives. */
export const absolutePath: Reader<string> = (value, name) => {
  const read = text(value, name);
  if (ABSOLUTE.test(read)) return read;
  throw new RangeError(l10n.t("{0} must be an absolute path, not {1}.", name, shownValue(read)));
};
