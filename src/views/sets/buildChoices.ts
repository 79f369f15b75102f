import * as l10n from "../../shared/base/l10n";
import type { Uri } from "vscode";
import { window, workspace, type QuickPickItem } from "vscode";
import { askInTurn, type Questions } from "../ui/questions";
import { tokensText } from "../../shared/base/countWords";
import { formatName } from "../../dataset/report/rulesText";
import type { EndOfTextRule, SetFormat, SetPacking, Split } from "../../dataset/rules/setRules";

/** What a person chooses of a set before it is looked at. */
export interface SetChoices {
  readonly format: SetFormat;
  readonly endOfText: EndOfTextRule;
  readonly split: Split;
  /** Of windows that are written instead of documents. */
  readonly packing?: SetPacking;
}

interface Choice<T> extends QuickPickItem {
  readonly value: T;
}

/**
 * Undefined where the person went away.
 * @param maxLength tokens of a window
 */
export function askChoices(maxLength: number): Promise<SetChoices | undefined> {
  return askInTurn((questions) => choicesBy(questions, maxLength));
}

async function choicesBy(questions: Questions, maxLength: number): Promise<SetChoices | undefined> {
  const pick = async <T>(title: string, items: readonly Choice<T>[]): Promise<T | undefined> =>
    (await questions.pick(items, { title, matchOnDetail: true }))?.value;
  const format = await pick(l10n.t("Training set: the format"), formats());
  if (format === undefined) return undefined;
  const endOfText = await pick(l10n.t("Training set: end-of-text tokens"), endsOfText());
  if (endOfText === undefined) return undefined;
  const split = await pick(l10n.t("Training set: what is kept for validation"), splits());
  if (split === undefined) return undefined;
  const packing = await pick(l10n.t("Training set: what is written"), packings(maxLength));
  return packing && { format, endOfText, split, ...packing };
}

const formats = (): Choice<SetFormat>[] => [
  {
    label: formatName("nanogpt"),
    detail: l10n.t("train.bin and val.bin: ids as uint16, one after another"),
    value: "nanogpt",
  },
  {
    label: formatName("llmc"),
    detail: l10n.t("shards with a header, of up to 100,000,000 tokens"),
    value: "llmc",
  },
  {
    label: formatName("megatron"),
    detail: l10n.t("a .bin and an .idx, which has each document"),
    value: "megatron",
  },
  {
    label: formatName("parquet"),
    detail: l10n.t("a row with input_ids for each document"),
    value: "parquet",
  },
  { label: formatName("npy"), detail: l10n.t("one array for numpy"), value: "npy" },
  {
    label: formatName("jsonl"),
    detail: l10n.t("a line with input_ids for each document"),
    value: "jsonl",
  },
];

const endsOfText = (): Choice<EndOfTextRule>[] => [
  {
    label: l10n.t("After each document"),
    detail: l10n.t("as nanoGPT and Megatron prepare text"),
    value: "after",
  },
  {
    label: l10n.t("Between two documents"),
    detail: l10n.t("none behind the last one"),
    value: "between",
  },
  {
    label: l10n.t("Nowhere"),
    detail: l10n.t("as the book's chapter reads its one text"),
    value: "none",
  },
];

const splits = (): Choice<Split>[] => [
  {
    label: l10n.t("0.0005 of the documents"),
    detail: l10n.t("as nanoGPT: each by a draw, for thousands of documents"),
    value: { by: "documents", share: 0.0005 },
  },
  {
    label: l10n.t("A tenth of the documents"),
    detail: l10n.t("each by a draw, whole"),
    value: { by: "documents", share: 0.1 },
  },
  {
    label: l10n.t("The last tenth of all characters"),
    detail: l10n.t("as the book's chapter: the cut may fall within a word"),
    value: { by: "characters", share: 0.1 },
  },
  {
    label: l10n.t("Nothing"),
    detail: l10n.t("all of it is for training"),
    value: { by: "documents", share: 0 },
  },
];

const packings = (length: number): Choice<Pick<SetChoices, "packing">>[] => {
  const size = tokensText(length);
  return [
    {
      label: l10n.t("Documents, one after another"),
      detail: l10n.t("windows are cut when the set is read"),
      value: {},
    },
    {
      label: l10n.t("Windows of {0}: documents in a row, cut", size),
      detail: l10n.t("nothing is filled up; what is left at the end is dropped"),
      value: { packing: { way: "concatenated", length } },
    },
    {
      label: l10n.t("Windows of {0}: one for each document", size),
      detail: l10n.t("cut off, and filled up with end-of-text tokens"),
      value: { packing: { way: "oneEach", length } },
    },
    {
      label: l10n.t("Windows of {0}: best fit", size),
      detail: l10n.t("few documents are cut, little is filled up; the report tells how much"),
      value: { packing: { way: "bestFit", length } },
    },
  ];
};

/** The folder that a set goes into. */
export async function askFolder(): Promise<Uri | undefined> {
  const base = workspace.workspaceFolders?.[0]?.uri;
  const chosen = await window.showOpenDialog({
    canSelectFolders: true,
    canSelectFiles: false,
    title: l10n.t("A folder for the training set"),
    openLabel: l10n.t("Write Here"),
    ...(base !== undefined && { defaultUri: base }),
  });
  return chosen?.[0];
}
