import * as l10n from "./l10n";
import { formatCount } from "./numbers";

// Counts with their nouns. Each noun has its singular: "1 token", "5,145 tokens".

export function tokensText(count: number): string {
  return count === 1
    ? l10n.t("{0} token", formatCount(count))
    : l10n.t("{0} tokens", formatCount(count));
}

export function windowsText(count: number): string {
  return count === 1
    ? l10n.t("{0} window", formatCount(count))
    : l10n.t("{0} windows", formatCount(count));
}

export function documentsText(count: number): string {
  return count === 1
    ? l10n.t("{0} document", formatCount(count))
    : l10n.t("{0} documents", formatCount(count));
}

export function filesText(count: number): string {
  return count === 1
    ? l10n.t("{0} file", formatCount(count))
    : l10n.t("{0} files", formatCount(count));
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

export function rowsText(count: number): string {
  return count === 1
    ? l10n.t("{0} row", formatCount(count))
    : l10n.t("{0} rows", formatCount(count));
}

export function valuesText(count: number): string {
  return count === 1
    ? l10n.t("{0} value", formatCount(count))
    : l10n.t("{0} values", formatCount(count));
}

export function layersText(count: number): string {
  return count === 1
    ? l10n.t("{0} layer", formatCount(count))
    : l10n.t("{0} layers", formatCount(count));
}

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

export function secondsText(count: number): string {
  return count === 1
    ? l10n.t("{0} second", formatCount(count))
    : l10n.t("{0} seconds", formatCount(count));
}

export function signChangesText(count: number): string {
  return count === 1
    ? l10n.t("{0} sign change", formatCount(count))
    : l10n.t("{0} sign changes", formatCount(count));
}
