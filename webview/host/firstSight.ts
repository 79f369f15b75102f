import { readFirstSight } from "../../src/shared/protocol/firstSight";
import type { FirstSight } from "../../src/shared/protocol/firstSight";

/** What the extension put into the page itself; undefined where it put nothing there. */
export function firstSight(): FirstSight | undefined {
  const text = document.querySelector("[data-first]")?.getAttribute("data-first");
  return typeof text === "string" ? readFirstSight(text) : undefined;
}
