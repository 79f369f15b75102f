import * as l10n from "../../src/shared/base/l10n";
import { formatCount } from "../../src/shared/base/numbers";

/** "1 place", "1,234 places" */
export function placesText(count: number): string {
  return count === 1
    ? l10n.t("{0} place", formatCount(count))
    : l10n.t("{0} places", formatCount(count));
}

export function timesText(count: number): string {
  return count === 1
    ? l10n.t("{0} time", formatCount(count))
    : l10n.t("{0} times", formatCount(count));
}

export function charactersText(count: number): string {
  return count === 1
    ? l10n.t("{0} character", formatCount(count))
    : l10n.t("{0} characters", formatCount(count));
}

export function bytesText(count: number): string {
  return count === 1
    ? l10n.t("{0} byte", formatCount(count))
    : l10n.t("{0} bytes", formatCount(count));
}

export function signChangesText(count: number): string {
  return count === 1
    ? l10n.t("{0} sign change", formatCount(count))
    : l10n.t("{0} sign changes", formatCount(count));
}
