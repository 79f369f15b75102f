import * as l10n from "../../shared/base/l10n";
import { InputBoxValidationSeverity, type QuickPickItem } from "vscode";
import type { Focus } from "../../analysis/focus";
import type { FocusOptions } from "../../analysis/focusWindows";
import { isOfShuffle, isSwitch, LOADER_OPTIONS } from "../../shared/values/windows";
import { coverageProblem, coverageText } from "../../windows/coverageWords";
import { optionsProblem, readOption } from "../../windows/loaderOptions";
import { someOptions } from "../../windows/loaderReaders";
import { askInTurn, type Questions } from "../ui/questions";

/** The options that are settings. Which pass over the loader is shown is none. */
type WindowOptions = Omit<FocusOptions, "epoch">;
type OptionName = keyof WindowOptions;

/** What the command works with. */
export interface WindowsConfiguration {
  readonly focus: Focus;
  /** The settings as they are now. */
  readonly settings: () => WindowOptions;
  readonly write: (key: string, value: unknown) => Promise<void>;
}

/**
 * **Tokenscope: Configure Windows…**: a list of the options with their values, to which it comes
 * back after each. What is chosen becomes a setting, and the panel follows.
 */
export async function configureWindows(
  configuration: WindowsConfiguration,
  order: unknown,
): Promise<void> {
  const { focus, settings } = configuration;
  const names = Object.keys(settings()) as OptionName[];
  if (order !== undefined) {
    await apply(configuration, changeOf(order, names));
    return;
  }
  await askInTurn(async (questions) => {
    for (let at: OptionName | undefined = "maxLength"; at !== undefined;) {
      at = await askOption(questions, focus, names, at);
      const change = at && (await askValue(questions, focus, at));
      if (change !== undefined) await apply(configuration, change);
    }
  });
}

/** What another extension or a keybinding configures. */
function changeOf(order: unknown, names: readonly OptionName[]): Partial<WindowOptions> {
  const change = someOptions(names)(order, l10n.t("What to configure"));
  if (Object.keys(change).length > 0) return change;
  throw new RangeError(l10n.t("Give at least one of the options {0}.", names.join(", ")));
}

type Item = QuickPickItem & { readonly option: OptionName };

async function askOption(
  questions: Questions,
  focus: Focus,
  names: readonly OptionName[],
  current: OptionName,
): Promise<OptionName | undefined> {
  const { options, shape } = focus.windows;
  const items = names
    .filter((option) => options.shuffle || !isOfShuffle(option))
    .map((option): Item => {
      const { name, description } = LOADER_OPTIONS[option];
      const value = options[option];
      const shown = typeof value === "boolean" ? pythonBoolean(value) : String(value);
      return { label: `${name} = ${shown}`, description: description(), option };
    });
  const title = shape === undefined ? "" : coverageText(focus.windows.coverageOf(shape.tokenCount));
  // The option that was changed last is the active one again.
  items.sort((a, b) => Number(b.option === current) - Number(a.option === current));
  const picked = await questions.pick(items, {
    title: title === "" ? l10n.t("Windows") : title,
    placeHolder: l10n.t("Choose an option to change it. Escape when done."),
  });
  return picked?.option;
}

/** The option with another value. Those that are on or off change at once. */
async function askValue(
  questions: Questions,
  focus: Focus,
  option: OptionName,
): Promise<Partial<WindowOptions> | undefined> {
  const { options } = focus.windows;
  if (isSwitch(option)) return { [option]: !options[option] };
  const typed = await questions.type({
    title: LOADER_OPTIONS[option].name,
    value: String(options[option]),
    validateInput: (text) => {
      const entry = readOption(option, text);
      return entry.ok ? uselessness(focus, { [option]: entry.value }) : entry.problem;
    },
  });
  const entry = typed === undefined ? undefined : readOption(option, typed);
  return entry?.ok === true ? { [option]: entry.value } : undefined;
}

/** A warning where a change is of no use for the document shown. */
function uselessness(
  focus: Focus,
  change: Partial<WindowOptions>,
): { message: string; severity: InputBoxValidationSeverity } | undefined {
  const { options, shape } = focus.windows;
  const message =
    shape &&
    coverageProblem({ ...focus.windows.coverageOf(shape.tokenCount), ...options, ...change });
  return message === undefined
    ? undefined
    : { message, severity: InputBoxValidationSeverity.Warning };
}

/** Writes all that differs from the settings: the panel may have been on other options. */
async function apply(
  { focus, settings, write }: WindowsConfiguration,
  change: Partial<WindowOptions>,
): Promise<void> {
  const options = { ...focus.windows.options, ...change };
  const problem = optionsProblem(options);
  if (problem !== undefined) throw new RangeError(problem);
  for (const [name, value] of Object.entries(settings())) {
    const option = name as OptionName;
    if (value !== options[option]) await write(`windows.${option}`, options[option]);
  }
  focus.setOptions(options);
}

const pythonBoolean = (value: boolean): string => (value ? "True" : "False");
