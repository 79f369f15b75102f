import { VscodeIcon } from "@vscode-elements/elements/dist/vscode-icon/vscode-icon.js";

/** Where VscodeIcon looks for the address of the icons' style sheet. */
const LINK = "vscode-codicon-stylesheet";

/** Loads the icons once the page has been painted: nothing that can be read waits for their font. */
export function loadIconsAfterPaint(): void {
  requestAnimationFrame(() => {
    setTimeout(() => {
      const link = document.getElementById(LINK);
      const address = link?.getAttribute("data-href");
      if (!(link instanceof HTMLLinkElement) || typeof address !== "string") return;
      link.rel = "stylesheet";
      link.href = address;
      // Each icon has its own link to it, whose address is kept once for all; those that are there
      // already have none yet.
      Object.assign(VscodeIcon, { stylesheetHref: address });
      for (const icon of iconsIn(document)) icon.requestUpdate();
    });
  });
}

function iconsIn(root: ParentNode): VscodeIcon[] {
  return [...root.querySelectorAll("*")].flatMap((element) => {
    if (element instanceof VscodeIcon) return [element];
    return element.shadowRoot === null ? [] : iconsIn(element.shadowRoot);
  });
}
