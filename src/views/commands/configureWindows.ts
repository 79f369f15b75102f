import * as l10n from "../../shared/base/l10n";
import { InputBoxValidationSeverity, window, type Disposable, type QuickPickItem } from "vscode";
import type { Focus, FocusOptions } from "../../analysis/focus";
import * as given from "../../shared/base/given";
import { coverageProblem, coverageText } from "../../windows/coverageWords";
import { countProblem, optionsProblem } from "../../windows/loader";
import { command } from "../ui/command";

/** The options that are settings. Which pass over the loader is shown is none. */
type WindowOptions = Omit<FocusOptions, "epoch">;

/** What the command works with. */
export interface WindowsConfiguration {
  readonly focus: Focus;
  /** The settings as they are now. */
  readonly settings: () => WindowOptions;
  readonly write: (key: string, value: unknown) => Promise<void>;
  /** Why a value cannot be a setting's. */
  readonly problemOf: (key: string, value: unknown) => string | undefined;
}

const NAMES: Record<keyof WindowOptions, string> = {
  maxLength: "max_length",
  stride: "stride",
  batchSize: "batch_size",
  shuffle: "shuffle",
  seed: "seed",
  dropLast: "drop_last",
};
const OPTIONS = Object.keys(NAMES) as (keyof WindowOptions)[];

/**
 * **Tokenscope: Configure Windows…**: a list of the options with their values, to which it comes
 * back after each. What is chosen becomes a setting, and the panel follows.
 */
export function configureWindows(world: WindowsConfiguration): Disposable {
  return command("configureWindows", async (order) => {
    if (order !== undefined) {
      await apply(world, changeOf(order));
      return;
    }
    for (let at: keyof WindowOptions | undefined = "maxLength"; at !== undefined;) {
      at = await askOption(world, at);
      const change = at && (await askValue(world, at));
      if (change !== undefined) await apply(world, change);
    }
  });
}

/** Numbers are checked as a loader's options, which say what PyTorch takes. */
const options = given.record<Partial<WindowOptions>>({
  maxLength: given.unchecked(),
  stride: given.unchecked(),
  batchSize: given.unchecked(),
  shuffle: given.optional(given.flag),
  seed: given.unchecked(),
  dropLast: given.optional(given.flag),
});

/** What another extension or a keybinding configures. */
function changeOf(order: unknown): Partial<WindowOptions> {
  const change = options(order, l10n.t("What to configure"));
  if (Object.keys(change).length > 0) return change;
  const names = OPTIONS.join(", ");
  throw new RangeError(l10n.t("Give at least one of the options {0}.", names));
}

async function askOption(
  { focus }: WindowsConfiguration,
  current: keyof WindowOptions,
): Promise<keyof WindowOptions | undefined> {
  const about: Record<keyof WindowOptions, string> = {
    maxLength: l10n.t("Tokens in a window"),
    stride: l10n.t("Tokens from the start of one window to the start of the next"),
    batchSize: l10n.t("Windows in a batch"),
    shuffle: l10n.t("Windows in the shuffled order of PyTorch's DataLoader"),
    seed: l10n.t("Seed of the shuffled order"),
    dropLast: l10n.t("Leave out a last batch that is not full"),
  };
  const { options, shape } = focus;
  const items = OPTIONS.filter((option) => option !== "seed" || options.shuffle).map(
    (option): Item => {
      const value = options[option];
      const shown = typeof value === "boolean" ? pythonBoolean(value) : String(value);
      return { label: `${NAMES[option]} = ${shown}`, description: about[option], option };
    },
  );
  const title = shape === undefined ? "" : coverageText(focus.coverageOf(shape.tokenCount));
  // The option that was changed last is the active one again.
  items.sort((a, b) => Number(b.option === current) - Number(a.option === current));
  const picked = await window.showQuickPick(items, {
    title: title === "" ? l10n.t("Windows") : title,
    placeHolder: l10n.t("Choose an option to change it. Escape when done."),
  });
  return picked?.option;
}

type Item = QuickPickItem & { readonly option: keyof WindowOptions };

/** The option with another value. Those that are on or off change at once. */
async function askValue(
  world: WindowsConfiguration,
  option: keyof WindowOptions,
): Promise<Partial<WindowOptions> | undefined> {
  const { options } = world.focus;
  if (option === "shuffle" || option === "dropLast") return { [option]: !options[option] };
  const typed = await window.showInputBox({
    title: NAMES[option],
    value: String(options[option]),
    validateInput: (value) => problemOf(world, { [option]: readNumber(value) }),
  });
  return typed === undefined ? undefined : { [option]: readNumber(typed) };
}

/** What is wrong with a change, or a warning where it is only of no use for the document shown. */
function problemOf(
  world: WindowsConfiguration,
  change: Partial<WindowOptions>,
): string | { message: string; severity: InputBoxValidationSeverity } | undefined {
  const { focus } = world;
  const options = { ...focus.options, ...change };
  const wrong = refusal(world, options);
  if (wrong !== undefined) return wrong;
  const { shape } = focus;
  const message = shape && coverageProblem({ ...focus.coverageOf(shape.tokenCount), ...options });
  return message && { message, severity: InputBoxValidationSeverity.Warning };
}

/** What no loader takes, and what no setting can be. */
function refusal(world: WindowsConfiguration, options: FocusOptions): string | undefined {
  const wrong = optionsProblem(options) ?? countProblem("seed", options.seed, 0);
  if (wrong !== undefined) return wrong;
  const problems = OPTIONS.map((option) => world.problemOf(`windows.${option}`, options[option]));
  return problems.find((problem) => problem !== undefined);
}

/** Writes all that differs from the settings: the panel may have been on other options. */
async function apply(world: WindowsConfiguration, change: Partial<WindowOptions>): Promise<void> {
  const { focus, settings, write } = world;
  const options = { ...focus.options, ...change };
  const problem = refusal(world, options);
  if (problem !== undefined) throw new RangeError(problem);
  for (const option of OPTIONS) {
    if (settings()[option] !== options[option]) await write(`windows.${option}`, options[option]);
  }
  focus.setOptions(options);
}

/** NaN, which is refused with a sentence, for what is not a number. */
function readNumber(typed: string): number {
  return typed.trim() === "" ? NaN : Number(typed.replaceAll(",", ""));
}

const pythonBoolean = (value: boolean): string => (value ? "True" : "False");
