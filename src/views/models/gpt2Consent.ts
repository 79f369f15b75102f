import * as l10n from "../../shared/base/l10n";
import { env, Uri, window } from "vscode";
import type { Gpt2Cost } from "../../gpt/gpt2/keptGpt2";
import { megabytesText, sizeText } from "../../shared/base/numbers";
import { foreignPath } from "../../shared/base/shown";
import { weightsUrl } from "../../embeddings/gpt2/weightsEndpoint";

/** OpenAI's license of GPT-2, of which the tables are a part. */
const LICENSE = "https://github.com/openai/gpt-2/blob/master/LICENSE";

/** What is fetched: both tables, the small one of positions alone, or all of it. */
export type Gpt2Download = "weights" | "positions" | WholeDownload;

interface WholeDownload {
  readonly cost: Gpt2Cost;
  /** Where it is put. */
  readonly folder: string;
}

/**
 * Tells what is about to be fetched, from where and under which license; answers whether a person
 * wants it.
 * @throws as `weightsUrl`, before anything is asked
 */
export async function agreesToGpt2(endpoint: string, fetched: Gpt2Download): Promise<boolean> {
  const { host } = weightsUrl(endpoint);
  const { question, details } = askedFor(fetched, host);
  const detail = [
    ...details,
    l10n.t(
      "License: OpenAI publishes GPT-2 under its Modified MIT License. It asks you to use GPT-2 responsibly and to indicate clearly that content was created using GPT-2.",
    ),
  ].join("\n\n");
  const download = l10n.t("Download");
  const showLicense = l10n.t("Show the License");
  for (;;) {
    const options = { modal: true, detail };
    const answer = await window.showInformationMessage(question, options, download, showLicense);
    if (answer !== showLicense) return answer === download;
    // Who has read it is asked again.
    await env.openExternal(Uri.parse(LICENSE));
  }
}

function askedFor(fetched: Gpt2Download, host: string) {
  switch (fetched) {
    case "weights":
      return {
        question: l10n.t("Download GPT-2's embedding tables from {0}?", host),
        details: weightsDetail(),
      };
    case "positions":
      return {
        question: l10n.t("Download GPT-2's position table from {0}?", host),
        details: positionsDetail(),
      };
    default:
      return {
        question: l10n.t("Download all of GPT-2 from {0}?", host),
        details: wholeDetail(fetched),
      };
  }
}

function wholeDetail({ cost, folder }: WholeDownload): string[] {
  const { bytes, missing, free } = cost;
  return [
    l10n.t(
      "{0} of the {1} of model.safetensors (openai-community/gpt2) are fetched once and kept in {2}. It takes as much memory while it is used.",
      megabytesText(missing),
      megabytesText(bytes),
      foreignPath(folder),
    ),
    ...(free === undefined ? [] : [l10n.t("{0} of disk space are free there.", sizeText(free))]),
    l10n.t(
      "All of it is compared with the published SHA-256, and then it has to go on as PyTorch's GPT-2 does. Its tables come first, and are used while the rest is on its way.",
    ),
  ];
}

function weightsDetail(): string[] {
  return [
    l10n.t(
      "157 MB of the 548 MB of model.safetensors (openai-community/gpt2) are fetched once and kept in Tokenscope's storage folder.",
    ),
    l10n.t(
      "The download is checked against what is published: the position table by its SHA-256, the token table by 36 of its values, and all of them must be finite. For its other values, the connection to the server is trusted.",
    ),
  ];
}

function positionsDetail(): string[] {
  return [
    l10n.t(
      "3 MB of the 548 MB of model.safetensors (openai-community/gpt2) are fetched once and kept in Tokenscope's storage folder. The model that you chose stays.",
    ),
    l10n.t("The download is checked against the published SHA-256."),
  ];
}
