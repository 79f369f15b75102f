import * as l10n from "../base/l10n";
import type { Limits } from "../base/wholeNumbers";

/** `max_length`, `stride` and the rest of the chapter's `create_dataloader_v1`. */
export interface LoaderOptions {
  /** Tokens in a window. */
  readonly maxLength: number;
  /** Tokens from the start of one window to the start of the next. */
  readonly stride: number;
  /** Windows in a batch, 1 when not given. */
  readonly batchSize?: number;
  /** Windows in PyTorch's shuffled order instead of text order. Not given: false. */
  readonly shuffle?: boolean;
  /** Leave out a last batch that is not full. Not given: false. */
  readonly dropLast?: boolean;
  /** `torch.manual_seed` before the first pass over a shuffled loader. Not given: 123. */
  readonly seed?: number;
  /** 0 is the first pass over a shuffled loader, 1 the pass that follows it. */
  readonly epoch?: number;
}

interface OptionWords {
  /** As the chapter and PyTorch write it. */
  readonly name: string;
  /** Beside a field. */
  readonly tooltip: () => string;
  /** In the list of those that are settings. */
  readonly description?: () => string;
}
interface NumberOption extends OptionWords {
  readonly kind: "number";
  /** What a setting, a field and a command take. */
  readonly limits: Limits;
  /** What PyTorch takes, and so the API. */
  readonly pytorch: Limits;
  /** It makes no difference to windows in text order. */
  readonly ofShuffle?: true;
}
interface SwitchOption extends OptionWords {
  readonly kind: "switch";
}

/** More tokens than any document has that VS Code hands to extensions. */
export const MOST_LENGTH = 1e9;
/** A pass draws from a generator that went through all passes before it. */
const MOST_EPOCHS = 1e6;
const MOST = Number.MAX_SAFE_INTEGER;
const COUNT = { limits: { least: 1, most: MOST_LENGTH }, pytorch: { least: 1, most: MOST } };
const EPOCHS = { least: 0, most: MOST_EPOCHS };

/** What each option is, in the order in which the page has them. */
export const LOADER_OPTIONS = {
  maxLength: {
    kind: "number",
    ...COUNT,
    name: "max_length",
    tooltip: () => l10n.t("max_length: how many tokens a window has"),
    description: () => l10n.t("Tokens in a window"),
  },
  stride: {
    kind: "number",
    ...COUNT,
    name: "stride",
    tooltip: () => l10n.t("stride: how many tokens lie between the starts of two windows"),
    description: () => l10n.t("Tokens from the start of one window to the start of the next"),
  },
  batchSize: {
    kind: "number",
    ...COUNT,
    name: "batch_size",
    tooltip: () => l10n.t("batch_size: how many windows are in a batch"),
    description: () => l10n.t("Windows in a batch"),
  },
  dropLast: {
    kind: "switch",
    name: "drop_last",
    tooltip: () => l10n.t("drop_last: leave out the windows at the end that do not fill a batch"),
    description: () => l10n.t("Leave out a last batch that is not full"),
  },
  shuffle: {
    kind: "switch",
    name: "shuffle",
    tooltip: () => l10n.t("shuffle: draw the order of the windows anew in every epoch"),
    description: () => l10n.t("Windows in the shuffled order of PyTorch's DataLoader"),
  },
  seed: {
    kind: "number",
    limits: { least: 0, most: MOST },
    pytorch: { least: -MOST, most: MOST },
    ofShuffle: true,
    name: "seed",
    tooltip: () => l10n.t("seed: what torch.manual_seed is given before the first epoch"),
    description: () => l10n.t("Seed of the shuffled order"),
  },
  epoch: {
    kind: "number",
    limits: EPOCHS,
    pytorch: EPOCHS,
    ofShuffle: true,
    name: "epoch",
    tooltip: () => l10n.t("epoch: which pass over the loader is shown, from 0"),
  },
} as const satisfies Record<keyof LoaderOptions, NumberOption | SwitchOption>;

type OptionOf<Kind extends string> = {
  [K in keyof typeof LOADER_OPTIONS]: (typeof LOADER_OPTIONS)[K]["kind"] extends Kind ? K : never;
}[keyof typeof LOADER_OPTIONS];
export type NumberOptionName = OptionOf<"number">;
export type SwitchOptionName = OptionOf<"switch">;

const NAMES = Object.keys(LOADER_OPTIONS) as (keyof typeof LOADER_OPTIONS)[];
export const NUMBER_OPTIONS = NAMES.filter((name): name is NumberOptionName => !isSwitch(name));
export const SWITCH_OPTIONS = NAMES.filter(isSwitch);

export function isSwitch(name: keyof typeof LOADER_OPTIONS): name is SwitchOptionName {
  return LOADER_OPTIONS[name].kind === "switch";
}

/** Whether an option makes no difference to windows in text order. */
export function isOfShuffle(name: keyof typeof LOADER_OPTIONS): boolean {
  return "ofShuffle" in LOADER_OPTIONS[name];
}

/** The windows of a loader. Window `i` has inputs `[starts[i], + maxLength)`, targets one further. */
export interface Loader {
  readonly samples: number;
  readonly batches: number;
  /** First token of each sample, in text order. */
  readonly starts: Uint32Array<ArrayBuffer>;
  /** `order[k]` is the sample shown k-th; batch b is `order[b * batchSize, …)`. */
  readonly order: Uint32Array<ArrayBuffer>;
}
