import { workspace } from "vscode";
import { encodings } from "./tokens/encodings";
import type { Reading } from "./tokens/tokenDocument";

/** The settings as one plain value. Nothing else reads the configuration. */
export interface Settings extends Reading {
  readonly hover: "whenActive" | "always" | "off";
  readonly windows: {
    readonly maxLength: number;
    readonly stride: number;
    readonly batchSize: number;
    readonly dropLast: boolean;
  };
  readonly seeded: {
    readonly seed: number;
    readonly dimensions: number;
    readonly contextLength: number;
  };
}

export const SECTION = "tokenscope";

export function readSettings(): Settings {
  const section = workspace.getConfiguration(SECTION);
  // package.json holds the defaults, so a value is always there.
  const get = <T>(key: string): T => section.get<T>(key) as T;
  return {
    hover: get("hover"),
    // What is misspelt in settings.json is underlined there, and must not break anything here.
    encoding: Object.hasOwn(encodings, get("encoding")) ? get("encoding") : "gpt2",
    specialTokens: get("specialTokens"),
    lineEndings: get("lineEndings"),
    windows: {
      maxLength: get("windows.maxLength"),
      stride: get("windows.stride"),
      batchSize: get("windows.batchSize"),
      dropLast: get("windows.dropLast"),
    },
    seeded: {
      seed: get("seeded.seed"),
      dimensions: get("seeded.dimensions"),
      contextLength: get("seeded.contextLength"),
    },
  };
}
