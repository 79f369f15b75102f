import * as l10n from "../../shared/base/l10n";
import { commands, QuickPickItemKind, window, type QuickPickItem } from "vscode";
import { surprisalLegend } from "../highlights/surprisalCommand";

/** A command as the manifest has it, in the person's language. */
interface ContributedCommand {
  readonly command: string;
  readonly title: string;
  readonly icon?: string;
}

/** What the menu offers, in groups. */
const GROUPS: readonly (readonly string[])[] = [
  ["openVisualizer", "toggleHighlights", "colorBySurprisal"],
  ["findToken", "goToToken", "frequentTokens", "nextLostToken", "selectWindow"],
  ["copyIds", "copyAsPyTorch", "export", "countTokens"],
  ["buildTrainingSet", "checkTrainingSet"],
  [
    "chooseEncoding",
    "useTokenizerFile",
    "compareEncodings",
    "showSpecialTokensAdded",
    "configureWindows",
    "chooseModel",
  ],
  ["openSample", "openToyExample", "showLog"],
];

/** What is told of a command beneath its title. */
const DETAILS: Readonly<Record<string, () => string>> = { colorBySurprisal: surprisalLegend };

/**
 * **Tokenscope: Show Menu**, which a click in the status bar opens.
 * @param manifest the extension's package.json
 * @param descriptions what stands beside the title of a command
 */
export async function showMenu(
  manifest: unknown,
  descriptions: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const title = l10n.t("Tokenscope");
  const picked = await window.showQuickPick(menuItems(manifest, descriptions), { title });
  if (picked?.command !== undefined) await commands.executeCommand(picked.command);
}

/** The menu's items, with titles and icons of the manifest, and lines between groups. */
export function menuItems(
  manifest: unknown,
  descriptions: Readonly<Record<string, string | undefined>> = {},
): (QuickPickItem & { command?: string })[] {
  const { contributes } = manifest as { contributes: { commands: ContributedCommand[] } };
  const known = new Map(contributes.commands.map((each) => [each.command, each]));
  return GROUPS.flatMap((names, group) => [
    ...(group === 0 ? [] : [{ label: "", kind: QuickPickItemKind.Separator }]),
    ...names.flatMap((name) => {
      const found = known.get(`tokenscope.${name}`);
      if (found === undefined) return [];
      const label = `${found.icon ?? "$(blank)"} ${found.title}`;
      const detail = DETAILS[name]?.();
      const description = descriptions[name];
      return {
        ...{ label, command: found.command },
        ...(description !== undefined && { description }),
        ...(detail !== undefined && { detail }),
      };
    }),
  ]);
}
