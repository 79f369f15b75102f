import type { Linter } from "eslint";

/** The extension's stages in order, each with its rooms in order. */
export const STAGES: Readonly<Record<string, readonly string[]>>;
export const PAGE_ROOMS: readonly string[];
export const NO_NODE: object;
export const directions: readonly Linter.Config[];
export const pageDirections: readonly Linter.Config[];
