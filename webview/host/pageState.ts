import * as v from "valibot";
import { vscodeApi } from "./vscodeApi";

/**
 * What a part of the page remembered before the page was hidden or reloaded; undefined where it
 * remembered nothing, or another version did so in a form of its own.
 */
export function recall<T>(part: string, schema: v.GenericSchema<unknown, T>): T | undefined {
  const state = all();
  const found = v.safeParse(schema, part in state ? state[part] : readKept(part));
  return found.success ? found.output : undefined;
}

/** Keeps a plain value for the time when the page is made anew. */
export function remember(part: string, value: unknown): void {
  vscodeApi().setState({ ...all(), [part]: value });
}

function all(): Record<string, unknown> {
  const state = vscodeApi().getState();
  return typeof state === "object" && state !== null ? (state as Record<string, unknown>) : {};
}

/** What the extension kept of the part when the page was closed, undefined where it kept nothing. */
function readKept(part: string): unknown {
  try {
    const json = document.querySelector("[data-kept]")?.getAttribute("data-kept") ?? "{}";
    const parts = JSON.parse(json) as Record<string, string>;
    return parts[part] === undefined ? undefined : JSON.parse(parts[part]);
  } catch {
    // Of another version, in a form of its own.
    return undefined;
  }
}
