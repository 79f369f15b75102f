import type { LeftOutReason } from "./textUnits";

/** Fields that are named where the one asked for is missing. */
const MOST_FIELDS = 8;

/** The text of a line of JSON lines, or why it has none. */
export type FieldText =
  { readonly text: string } | { readonly reason: LeftOutReason; readonly detail: string };

/** The text in a field of an object that stands in a line. */
export function fieldOfLine(line: string, field: string): FieldText {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return { reason: "noJson", detail: error instanceof Error ? error.message : "" };
  }
  const fields = typeof value === "object" && value !== null ? Object.keys(value) : [];
  const text = fields.includes(field) ? (value as Record<string, unknown>)[field] : undefined;
  if (typeof text === "string") return { text };
  return { reason: "noField", detail: fields.slice(0, MOST_FIELDS).join(", ") };
}
