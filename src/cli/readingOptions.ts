import type { ReadOptions } from "./cliEnvironment";
import type { Given } from "./options";

/** Options of every command that reads texts. */
export const READING_OPTIONS = {
  encoding: { type: "string" },
  special: { type: "string" },
  field: { type: "string" },
  gitignore: { type: "string" },
  threads: { type: "string" },
} as const;

const MOST_THREADS = 1024;

/** @param unless what counts where nothing is said */
export function readingOptions(
  given: Given,
  unless: Partial<Pick<ReadOptions, "specialTokens" | "useIgnoreFiles">> = {},
): ReadOptions {
  const { specialTokens = "split", useIgnoreFiles = false } = unless;
  const gitignore = given.oneOf("gitignore", ["on", "off"]);
  return {
    useIgnoreFiles: gitignore === undefined ? useIgnoreFiles : gitignore === "on",
    encoding: given.text("encoding") ?? "gpt2",
    specialTokens: given.oneOf("special", ["split", "text"]) ?? specialTokens,
    field: given.text("field") ?? "text",
    threads: given.whole("threads", { least: 1, most: MOST_THREADS }),
  };
}
