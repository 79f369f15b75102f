import * as l10n from "../../shared/base/l10n";
import { textTable, codeCell, codeSpan, withoutControls } from "../../shared/base/markdown";
import { documentsText, secondsText, timesText, tokensText } from "../../shared/base/countWords";
import { formatCount, sizeText } from "../../shared/base/numbers";
import { foreign, foreignPath } from "../../shared/base/shown";
import { bytesOfType, idTypeOf, type SetRules } from "../rules/setRules";
import { LEAST_TOKENS, NEAR_SHARE } from "./nearDuplicates";
import { PACKING_WAYS, type Packing, type PackingCosts } from "../../windows/packing";
import { packingName, paddingShare } from "../../windows/packingWords";
import { reasonAdvice, reasonWords } from "./reasons";
import { rulesText } from "./rulesText";
import type { Duplicates, Examples, SetReport, SplitLosses } from "./setReport";

/** Cells of the longest bar. */
const BAR = 40;

/** What a report is about. */
export interface ReportedSet {
  readonly report: SetReport;
  readonly encoding: { readonly name: string; readonly vocabularySize: number };
  readonly rules: SetRules;
  /** Files that were written, undefined where nothing was. */
  readonly files: readonly { readonly name: string; readonly bytes: number }[] | undefined;
  /** Seconds that reading took, where that is to be told. */
  readonly seconds?: number;
}

/** A report as Markdown that reads well as it is. */
export function reportMarkdown(set: ReportedSet): string {
  const { report } = set;
  const parts = [
    `# ${set.files === undefined ? l10n.t("What the training set would be") : l10n.t("Training set")}`,
    rulesText(set),
    ...attention(set),
    `## ${l10n.t("Documents")}`,
    documentsTable(report),
    ...chart(report),
    `## ${l10n.t("Splits and windows")}`,
    splitsTable(report),
    ...lossesText(report),
    ...packingText(report.packing),
    ...packedText(set),
    ...duplicatesText(report),
    ...leftOutText(report),
    ...filesText(set),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** What somebody should look at before training. */
function attention({ report, rules }: ReportedSet): string[] {
  const found: string[] = [];
  const { documents, splits, endsOfText, replaced } = report;
  if (documents === 0) found.push(l10n.t("No document has a text."));
  const isEmpty = (name: string): boolean => !splits.some((split) => split.name === name);
  if (documents > 0 && rules.split.share > 0 && isEmpty("val")) {
    found.push(
      l10n.t(
        "No document fell into the validation set, which gets {0} of them: there is no val file. A larger --val-documents, or --val-characters 0.1, makes one.",
        rules.split.share,
      ),
    );
  }
  for (const { name, packed, tokens } of splits) {
    if (packed?.windows !== 0) continue;
    found.push(
      l10n.t(
        "No window is full: {0} has {1}, so there is no {0} file. A smaller --max-length, or another way of packing, makes one.",
        name,
        tokensText(tokens),
      ),
    );
  }
  if (endsOfText.count > 0) {
    found.push(
      rules.specialTokens === "text"
        ? l10n.t(
            "`<|endoftext|>` stands {0} in {1}; it is read as text, not as a separator: {2}",
            timesText(endsOfText.times),
            documentsText(endsOfText.count),
            namesText(endsOfText),
          )
        : l10n.t(
            "`<|endoftext|>` stands {0} in {1}, and is read as a separator: {2}",
            timesText(endsOfText.times),
            documentsText(endsOfText.count),
            namesText(endsOfText),
          ),
    );
  }
  if (replaced.count > 0) {
    found.push(
      l10n.t(
        "{0}, not in UTF-8; U+FFFD stands for what could not be read: {1}",
        documentsText(replaced.count),
        namesText(replaced),
      ),
    );
  }
  for (const { reason, count } of report.leftOut) {
    const advice = reasonAdvice(reason);
    if (advice === "") continue;
    found.push(l10n.t("{0} left out ({1}). {2}", formatCount(count), reasonWords(reason), advice));
  }
  if (found.length === 0) return [];
  return [`## ${l10n.t("To look at")}`, found.map((each) => `- ${each}`).join("\n")];
}

function documentsTable(report: SetReport): string {
  const { documents, characters, bytes, tokens, longest, shortest } = report;
  const named = (of: SetReport["longest"]): string =>
    of === undefined ? "–" : `${formatCount(of.tokens)} ${shownName(of.name)}`;
  const rows = [
    [l10n.t("documents"), formatCount(documents)],
    [l10n.t("characters"), formatCount(characters)],
    [l10n.t("bytes of UTF-8"), formatCount(bytes)],
    [l10n.t("tokens"), formatCount(tokens)],
    [l10n.t("tokens per byte"), bytes === 0 ? "–" : (tokens / bytes).toFixed(3)],
    [l10n.t("longest, tokens"), named(longest)],
    [l10n.t("shortest, tokens"), named(shortest)],
  ];
  return textTable([l10n.t("what"), l10n.t("how much")], rows, "left");
}

/** Lengths as bars, a row for each power of two. */
function chart({ lengths }: SetReport): string[] {
  const most = Math.max(0, ...lengths);
  if (most === 0) return [];
  const first = lengths.findIndex((count) => count > 0);
  const rows = lengths.slice(first).map((count, at) => {
    const from = first + at === 0 ? 0 : 2 ** (first + at);
    const to = 2 ** (first + at + 1) - 1;
    const bar = "█".repeat(count === 0 ? 0 : Math.max(1, Math.round((BAR * count) / most)));
    return [`${formatCount(from)} – ${formatCount(to)}`, formatCount(count), bar];
  });
  return [
    `### ${l10n.t("Lengths of documents")}`,
    textTable([l10n.t("tokens"), l10n.t("documents"), ""], rows),
  ];
}

function splitsTable({ splits, windows }: SetReport): string {
  const rows = splits.map((split) => [
    formatCount(split.documents),
    formatCount(split.tokens),
    formatCount(split.endsOfText),
    formatCount(split.windows),
    formatCount(split.mixed),
    formatCount(split.neverInput),
    split.name,
  ]);
  const { maxLength, stride } = windows;
  const heading = [
    ...[l10n.t("documents"), l10n.t("tokens"), l10n.t("end-of-text")],
    ...[l10n.t("windows"), l10n.t("of two documents"), l10n.t("never an input"), l10n.t("split")],
  ];
  const told = l10n.t(
    "Windows of {0}, one every {1}, as a data loader cuts them over the whole split. A window of two documents predicts across their border.",
    tokensText(maxLength),
    tokensText(stride),
  );
  return `${told}\n\n${textTable(heading, rows)}`;
}

function lossesText({ losses }: SetReport): string[] {
  if (losses === undefined) return [];
  return [
    `### ${l10n.t("What a split of 90 to 10 loses")}`,
    textTable(
      [l10n.t("never an input"), l10n.t("split")],
      [
        [formatCount(losses.whole), l10n.t("none")],
        [formatCount(losses.byDocuments), l10n.t("by documents")],
        [
          losses.byCharacters === undefined ? "–" : formatCount(losses.byCharacters),
          l10n.t("by characters"),
        ],
      ],
    ),
    ...moreTokensText(losses),
  ];
}

function moreTokensText({ moreTokens }: SplitLosses): string[] {
  if (moreTokens === 0) return [];
  return [
    l10n.t(
      "By characters the cut falls within a document: its two parts have {0} more than the whole.",
      tokensText(moreTokens),
    ),
  ];
}

function packingText(packing: Packing | undefined): string[] {
  if (packing === undefined) return [];
  const { length } = packing;
  return [
    `### ${l10n.t("Ways to pack documents into windows of {0}", tokensText(length))}`,
    costsTable(
      l10n.t("way"),
      PACKING_WAYS.map((way) => costsRow(packing[way], length, packingName(way, length))),
    ),
  ];
}

/** What the set itself came to, where windows were written. */
function packedText({ report, rules }: ReportedSet): string[] {
  const { packing } = rules;
  const rows = report.splits.flatMap(({ name, packed }) =>
    packed === undefined || packing === undefined ? [] : [costsRow(packed, packing.length, name)],
  );
  if (rows.length === 0) return [];
  return [`### ${l10n.t("Windows that were written")}`, costsTable(l10n.t("split"), rows)];
}

const costsRow = (costs: PackingCosts, length: number, what: string): string[] => [
  formatCount(costs.windows),
  formatCount(costs.padding),
  paddingShare(costs, length),
  formatCount(costs.cutDocuments),
  formatCount(costs.lostTokens),
  what,
];

const costsTable = (what: string, rows: readonly string[][]): string =>
  textTable(
    [
      ...[l10n.t("windows"), l10n.t("padding"), l10n.t("waste")],
      ...[l10n.t("cut documents"), l10n.t("lost tokens"), what],
    ],
    rows,
  );

function duplicatesText({ exactDuplicates, nearDuplicates, documents }: SetReport): string[] {
  const near = l10n.t(
    "Near ones share at least {0} % of their runs of five tokens with an earlier document, as sketches of 64 numbers tell (MinHash); documents of fewer than {1} tokens are not compared.",
    100 * NEAR_SHARE,
    LEAST_TOKENS,
  );
  return [
    `## ${l10n.t("Duplicates")}`,
    [
      `- ${duplicatesLine(l10n.t("exact"), exactDuplicates, documents)}`,
      `- ${duplicatesLine(l10n.t("near"), nearDuplicates, documents)}`,
    ].join("\n"),
    near,
  ];
}

function duplicatesLine(kind: string, found: Duplicates, documents: number): string {
  const { count, compared, pairs } = found;
  const told =
    compared < documents
      ? l10n.t("{0}: {1} of {2} compared", kind, formatCount(count), documentsText(compared))
      : l10n.t("{0}: {1}", kind, formatCount(count));
  const shown = pairs.map(({ name, of }) => `${shownName(name)} = ${shownName(of)}`);
  return [told, ...shown].join("\n  - ");
}

function leftOutText({ leftOut }: SetReport): string[] {
  if (leftOut.length === 0) return [];
  const rows = leftOut.map(({ reason, count, examples }) => [
    formatCount(count),
    reasonWords(reason),
    examples
      .map(({ name, detail }) =>
        detail === ""
          ? codeCell(cleanName(name))
          : `${codeCell(cleanName(name))} (${codeCell(withoutControls(foreign(detail)))})`,
      )
      .join(", "),
  ]);
  return [
    `## ${l10n.t("Left out")}`,
    textTable([l10n.t("how many"), l10n.t("why"), l10n.t("first ones")], rows, "left"),
  ];
}

function filesText({ files, report, rules, encoding, seconds }: ReportedSet): string[] {
  if (files !== undefined) {
    return [
      `## ${l10n.t("Files")}`,
      textTable(
        [l10n.t("bytes"), l10n.t("name")],
        files.map(({ name, bytes }) => [formatCount(bytes), codeCell(name)]),
      ),
    ];
  }
  const perToken = { jsonl: 5.5, parquet: 2 } as Partial<Record<string, number>>;
  const each = perToken[rules.format] ?? bytesOfType(idTypeOf(encoding.vocabularySize));
  const size = sizeText(Math.round(each * tokensToWrite(report, rules)));
  return [
    `## ${l10n.t("Estimate")}`,
    seconds === undefined
      ? l10n.t("About {0} will be written.", size)
      : l10n.t(
          "About {0} will be written, in about {1}: reading took as long.",
          size,
          secondsText(Math.max(1, Math.round(seconds))),
        ),
  ];
}

function tokensToWrite({ splits, packing }: SetReport, rules: SetRules): number {
  return rules.packing === undefined || packing === undefined
    ? splits.reduce((sum, split) => sum + split.tokens, 0)
    : packing[rules.packing.way].windows * packing.length;
}

function namesText({ names, count }: Examples): string {
  const shown = names.map(shownName).join(", ");
  return count > names.length ? `${shown}, …` : shown;
}

const cleanName = (name: string): string => withoutControls(foreignPath(name));
const shownName = (name: string): string => codeSpan(cleanName(name));
