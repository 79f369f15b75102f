import { Disposable, languages, type TextDocument } from "vscode";
import { atFirstUse } from "../../shared/base/firstUse";
import type { HoverParts } from "./tokenHover";

/**
 * Shows tokens under the mouse. What makes a hover is loaded when the first one is asked for.
 * @param isOn whether a document's tokens are to be shown now
 */
export function hovers(parts: HoverParts, isOn: (document: TextDocument) => boolean): Disposable {
  const hover = atFirstUse(async () => {
    const { TokenHover } = await import("./tokenHover");
    return new TokenHover(parts);
  });
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
