import type { Page } from "playwright-core";

/** Where text stands in the window, in CSS pixels of the page. */
export interface Place {
  readonly left: number;
  /** Middle of the text. */
  readonly x: number;
  /** Middle of the line. */
  readonly y: number;
}

/** First place where the visible part of a text editor shows `text` within one line. */
export async function findText(page: Page, text: string): Promise<Place | undefined> {
  // Runs in the page. Named functions within would need a helper that the page has not.
  return page.evaluate((wanted) => {
    for (const line of document.querySelectorAll(".monaco-editor .view-lines .view-line")) {
      // The editor shows each space as one that does not break.
      const shown = line.textContent.replaceAll("\u00a0", " ");
      const start = shown.indexOf(wanted);
      if (start < 0) continue;
      const range = document.createRange();
      const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      let offset = 0;
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const end = offset + (node.nodeValue ?? "").length;
        if (start >= offset && start < end) range.setStart(node, start - offset);
        if (start + wanted.length <= end) {
          range.setEnd(node, start + wanted.length - offset);
          break;
        }
        offset = end;
      }
      const { left, right, top, bottom } = range.getBoundingClientRect();
      return { left, x: (left + right) / 2, y: (top + bottom) / 2 };
    }
    return undefined;
  }, text);
}
