import type { Encoding } from "../../shared/values/tokens";
import { encodings } from "./encodings";

/** GPT-2's ids of single bytes, before those of its merges. */
const BYTE_IDS = 256;

/**
 * Rank of a token: which merge made it, from 0. GPT-2 counts its 50,000 merges alone; the later
 * encodings have one list of ranks for bytes and merges, which are the ids themselves.
 * @returns "typed" where somebody typed the id, "unknown" with a file's tokenizer, "special" for a special token, which has none; "byte" for one of GPT-2's single bytes
 */
export function rankOf(
  encoding: Encoding,
  id: number,
): number | "byte" | "special" | "typed" | "unknown" {
  if (encoding === "file") return "unknown";
  if (encoding === "ids") return "typed";
  for (const special of encodings[encoding].specialTokens.values()) {
    if (special === id) return "special";
  }
  if (encoding !== "gpt2") return id;
  return id < BYTE_IDS ? "byte" : id - BYTE_IDS;
}
