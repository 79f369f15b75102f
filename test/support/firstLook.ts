import type { PanelState } from "../../src/shared/protocol/panelState";
import type { PanelPage } from "./panelPage";
import { readyState } from "./panelStates";

/** The panel's page where VS Code has 1366 × 768 with and without the explorer, 1500 × 950 and 1920 × 1080. */
export const PAGES = [
  { width: 505, height: 660 },
  { width: 525, height: 800 },
  { width: 640, height: 660 },
  { width: 780, height: 950 },
] as const;
/** At the bottom of the window. */
export const LOW = { width: 700, height: 380 } as const;

/** The chapter's story as its loader cuts it, with what drop_last leaves over. */
export function book(): PanelState {
  const { loader, ...rest } = readyState();
  const notes = [
    [{ text: "1,286 windows" }],
    [{ text: "before drop_last, every token but the last is an input once" }],
    [
      { text: "6 windows at the end are left over by drop_last: " },
      { text: "24", lost: { kind: "neverInput", from: 5120 } },
      { text: " more tokens are never an input" },
    ],
  ] as const;
  return { ...rest, loader: { ...loader, notes } };
}

/** Texts that are cut by their own box or lie over another control; page's scroll bar. */
export const flaws = ({ page }: PanelPage): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const controls: { name: string; box: DOMRect }[] = [];
    const roots: ParentNode[] = [document];
    // No function of its own: tsx would name it by a helper that the page has not.
    for (let root = roots.pop(); root !== undefined; root = roots.pop()) {
      for (const element of root.querySelectorAll<HTMLElement>("*")) {
        if (element.shadowRoot !== null) roots.push(element.shadowRoot);
        if (!element.matches('button, input, select, h2, h3, [role="tab"]')) continue;
        if (!element.checkVisibility({ visibilityProperty: true })) continue;
        const box = element.getBoundingClientRect();
        if (box.width === 0 || box.height === 0) continue;
        const name = `${element.localName} ${element.getAttribute("aria-label") ?? element.textContent.trim()}`;
        const cut = element.scrollWidth > element.clientWidth + 1 && element.localName !== "input";
        const tells = getComputedStyle(element).textOverflow === "ellipsis" && element.title !== "";
        const isBeside = box.right > innerWidth + 0.5 || box.left < -0.5;
        if (isBeside) found.push(`${name} lies beside the page`);
        if (cut && !tells) found.push(`${name} is cut`);
        controls.push({ name, box });
        const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
        let top: Element | null = null;
        for (let from: Document | ShadowRoot | null = document; from !== null;) {
          const deeper: Element | null = from.elementFromPoint(x, y);
          if (deeper?.getRootNode() !== from) break;
          top = deeper;
          from = deeper.shadowRoot;
        }
        // Beyond the window nothing is found; a slot's content stands in another tree than its place.
        let within: Node | null = top;
        while (within !== null && within !== element)
          within = within.parentNode ?? (within instanceof ShadowRoot ? within.host : null);
        if (top !== null && within === null && !top.contains(element))
          found.push(`${name} lies beneath ${top.localName}.${top.className}`);
      }
    }
    controls.forEach(({ name, box }, at) => {
      for (const other of controls.slice(at + 1)) {
        const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        // A heading holds the button that folds its part.
        const inside = other.box.width <= box.width + 1 && across >= other.box.width - 1;
        const around = box.width <= other.box.width + 1 && across >= box.width - 1;
        if (across > 1 && down > 2 && !inside && !around)
          found.push(`${name} and ${other.name} overlap`);
      }
    });
    return found;
  });

/** How far the page can be scrolled. CSS pixels. */
export const scrolled = ({ page }: PanelPage): Promise<number> =>
  page.locator("tokenscope-panel").evaluate((e) => e.scrollHeight - e.clientHeight);
