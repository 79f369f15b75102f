/**
 * What VS Code notes of itself: native modules and a gallery that the npm-hosted one runs without,
 * and each refusal of a tool that a test has asked for.
 */
const NOTES =
  /@vscode\/(spdlog|native-watchdog)|additional builtin extensions|LanguageModelToolsService#/;

/** Whether a line of the console is VS Code's own. It may name the checkout in the paths it gives. */
export function isOwnNote(line: string): boolean {
  return NOTES.test(line);
}
