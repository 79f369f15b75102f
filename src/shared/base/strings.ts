import * as l10n from "@vscode/l10n";

/** Texts in the display language by their English text, as VS Code hands them to an extension. */
export type StringBundle = Readonly<Record<string, string>>;

/**
 * Has `l10n.t` give texts out of a bundle from now on. Without one they stay English.
 * @param bundle what came from outside; anything but an object is no bundle
 */
export function useStrings(bundle: unknown): void {
  if (typeof bundle === "object" && bundle !== null) l10n.config({ contents: { ...bundle } });
}
