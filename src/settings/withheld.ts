import * as l10n from "../shared/base/l10n";
import { SECTION } from "./checkSettings";
import { OF_TRUSTED, type SettingKey } from "./table";

/**
 * Which settings that wait for a workspace's trust its file of settings names. VS Code itself takes
 * them away before an extension could see them.
 * @param file JSON with comments
 */
export function withheldSettings(file: string): SettingKey[] {
  const lines = file.split(/\r?\n/).filter((line) => !line.trimStart().startsWith("//"));
  return OF_TRUSTED.filter((key) => lines.some((line) => line.includes(`"${SECTION}.${key}"`)));
}

/** What a person should know of them; undefined where there are none. */
export function withheldNote(keys: readonly SettingKey[]): string | undefined {
  const namesFile = keys.includes("modelFile");
  const others = keys.filter((key) => key !== "modelFile" && !(namesFile && key === "model"));
  const sentences = [
    ...(namesFile
      ? [
          l10n.t(
            "This workspace is not trusted, so the model file that it names is not loaded. Trust the workspace to load it.",
          ),
        ]
      : []),
    ...(others.length > 0
      ? [
          l10n.t(
            "This workspace is not trusted, so these of its settings are not used: {0}. Trust the workspace to use them.",
            others.map((key) => `${SECTION}.${key}`).join(", "),
          ),
        ]
      : []),
  ];
  return sentences.length === 0 ? undefined : sentences.join(" ");
}
