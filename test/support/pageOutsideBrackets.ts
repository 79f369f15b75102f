import type { Page } from "playwright-core";

/** Words outside the brackets of `pseudoBundle`, and the element that has them. */
export interface OutsideWords {
  /** E.g. "token-pane button title". */
  readonly where: string;
  readonly words: string;
}

/**
 * What a page shows or tells a screen reader that no translation reaches, in all shadow roots.
 * Hidden parts count too: they are shown some time.
 */
export async function pageOutsideBrackets(page: Page): Promise<OutsideWords[]> {
  // tsx may name functions through a helper of its own, which the page has not.
  await page.evaluate("globalThis.__name ??= (f) => f");
  return page.evaluate(() => {
    const heard = ["aria-label", "aria-description", "aria-valuetext"];
    const found: { where: string; words: string }[] = [];
    const tell = (element: Element | null, what: string, text: string): void => {
      const words = text.replace(/\s+/g, " ").trim();
      if (words === "" || element === null) return;
      const root = element.getRootNode();
      const place = root instanceof ShadowRoot ? root.host.localName : "page";
      found.push({ where: `${place} ${element.localName} ${what}`.trim(), words });
    };
    /** @param from brackets that were opened before: a sentence may lie in several elements */
    const outside = (text: string, from = 0): { words: string; depth: number } => {
      let [words, depth] = ["", from];
      for (const character of text) {
        if (character === "⟦") depth++;
        else if (character === "⟧") depth--;
        else if (depth === 0) words += character;
      }
      return { words, depth };
    };
    const walk = (root: Node): void => {
      let depth = 0;
      const shown = NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT;
      const nodes = document.createTreeWalker(root, shown);
      while (nodes.nextNode()) {
        const node = nodes.currentNode;
        if (!(node instanceof Element)) {
          const parent = node.parentElement;
          if (parent === null || parent.matches("style, script")) continue;
          const text = outside(node.nodeValue ?? "", depth);
          depth = text.depth;
          tell(parent, "", text.words);
          continue;
        }
        const isHeard = node.closest('[aria-hidden="true"]') === null;
        for (const name of ["title", "placeholder", ...(isHeard ? heard : [])]) {
          const text = outside(node.getAttribute(name) ?? "");
          tell(node, name, text.words + (text.depth === 0 ? "" : " UNBALANCED"));
        }
        if (node.shadowRoot !== null) walk(node.shadowRoot);
      }
      // Whatever came after an open bracket went unseen.
      if (depth !== 0) found.push({ where: root.nodeName, words: "UNBALANCED" });
    };
    walk(document.body);
    return found;
  });
}
