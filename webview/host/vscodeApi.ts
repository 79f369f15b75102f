/** What VS Code gives to the script of a webview. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  /** What `setState` was last given, also after the page was hidden and is made anew. */
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

let api: VsCodeApi | undefined;

/** VS Code hands it out once. */
export function vscodeApi(): VsCodeApi {
  return (api ??= acquireVsCodeApi());
}
