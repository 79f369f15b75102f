import { foreign } from "../shared/base/shown";

/** Code units of a value that a sentence shows. */
const MOST_UNITS = 60;
/** Parts of a list or an object that may be looked at. */
const MOST_PARTS = 8;
const MOST_DEPTH = 3;

/**
 * A value of the configuration as JSON, short enough for a sentence. What is large is not read to
 * its end: a workspace may have written it.
 */
export function valueText(value: unknown, most = MOST_UNITS): string {
  return foreign(json(value, most, 0), most);
}

function json(value: unknown, most: number, depth: number): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, most));
  if (typeof value !== "object" || value === null) return String(value);
  const isArray = Array.isArray(value);
  if (depth === MOST_DEPTH) return isArray ? "[…]" : "{…}";
  const keys = Object.keys(value);
  const parts = keys.slice(0, MOST_PARTS).map((key) => {
    const part = json((value as Record<string, unknown>)[key], most, depth + 1);
    return isArray ? part : `${JSON.stringify(key.slice(0, most))}: ${part}`;
  });
  if (keys.length > MOST_PARTS) parts.push("…");
  return isArray ? `[${parts.join(", ")}]` : `{${parts.join(", ")}}`;
}
