import { Disposable, languages, type TextDocument } from "vscode";
import type { HoverParts, TokenHover } from "./tokenHover";

/**
 * Shows tokens under the mouse. What makes a hover is loaded when the first one is asked for.
 * @param isOn whether a document's tokens are to be shown now
 */
export function hovers(parts: HoverParts, isOn: (document: TextDocument) => boolean): Disposable {
  let loaded: Promise<TokenHover> | undefined;
  const hover = (): Promise<TokenHover> =>
    (loaded ??= import("./tokenHover").then((made) => new made.TokenHover(parts)));
  const register = (half: "now" | "later"): Disposable =>
    languages.registerHoverProvider(
      { pattern: "**" },
      {
        async provideHover(document, ...place) {
          return isOn(document) ? (await hover())[half](document, ...place) : undefined;
        },
      },
    );
  // What VS Code was given last it shows first.
  return Disposable.from(register("later"), register("now"));
}
