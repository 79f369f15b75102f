import * as l10n from "../../shared/base/l10n";
import { textTable, codeCell, codeSpan, withoutControls } from "../../shared/base/markdown";
import { formatCount } from "../../shared/base/numbers";
import { foreignPath } from "../../shared/base/shown";
import { formatName } from "../report/rulesText";
import type { CheckedFile, SetExpectations } from "./checkedFile";

/** What was found in a set, as Markdown that reads well as it is. */
export function checkMarkdown(files: readonly CheckedFile[], expected: SetExpectations): string {
  const problems = files.flatMap(({ name, problems: own }) =>
    own.map((problem) => `- ${codeSpan(clean(name))}: ${problem}`),
  );
  const parts = [
    `# ${l10n.t("Check of a training set")}`,
    l10n.t(
      "Read as {0}, {1} ids.",
      codeSpan(clean(expected.encoding)),
      formatCount(expected.vocabularySize),
    ),
    problems.length === 0 ? l10n.t("Nothing is wrong.") : `## ${l10n.t("To look at")}`,
    ...(problems.length === 0 ? [] : [problems.join("\n")]),
    `## ${l10n.t("Files")}`,
    textTable(
      [
        ...[l10n.t("tokens"), l10n.t("documents"), l10n.t("end-of-text"), l10n.t("longest")],
        ...[l10n.t("shortest"), l10n.t("largest id"), l10n.t("written as"), l10n.t("name")],
      ],
      files.map(row),
    ),
  ];
  return `${parts.join("\n\n")}\n`;
}

function row({ name, format, type, findings }: CheckedFile): string[] {
  const count = (value: number | undefined): string =>
    value === undefined ? "–" : formatCount(value);
  const written =
    format === undefined ? "–" : [formatName(format), type].filter(Boolean).join(", ");
  return [
    count(findings?.tokens),
    count(findings?.documents),
    count(findings?.separators),
    count(findings?.longest),
    count(findings?.shortest),
    count(findings?.largest),
    written,
    codeCell(clean(name)),
  ];
}

const clean = (text: string): string => withoutControls(foreignPath(text));
