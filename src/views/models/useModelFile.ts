import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import { ProgressLocation, window } from "vscode";
import type { Candidate } from "../../embeddings/file/modelFile";
import { baseName } from "../../shared/base/baseName";
import { cancellable } from "../ui/progress";
import type { ModelCommandParts } from "./modelCommands";

/** **Tokenscope: Use Model File…** */
export async function useModelFile({ vectors, choose, pathOf }: ModelCommandParts): Promise<void> {
  const [file] =
    (await window.showOpenDialog({
      title: l10n.t("A model's token and position tables"),
      openLabel: l10n.t("Use"),
      filters: {
        [l10n.t("Model files")]: ["safetensors", "onnx", "json", "pth", "pt", "ckpt", "bin"],
        [l10n.t("All files")]: ["*"],
      },
    })) ?? [];
  if (file === undefined) return;
  const path = pathOf(file);
  const name = baseName(file.path);
  const candidates = await readCandidates(name, path, vectors);
  if (candidates === undefined) return;
  const candidate = await askWhich(name, candidates);
  if (candidate === undefined) return;
  const names = { token: candidate.token.name, position: candidate.position.name };
  await choose({ source: "file", path, ...names });
}

/** Reading what a file holds may take a while; it is given up when a person says so. */
async function readCandidates(
  name: string,
  path: string,
  vectors: ModelCommandParts["vectors"],
): Promise<Candidate[] | undefined> {
  const options = {
    location: ProgressLocation.Notification,
    title: l10n.t("Reading {0}", foreign(name)),
  };
  return cancellable(options, async (_, signal) => {
    try {
      return await vectors.call.candidates(path, signal);
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    }
  });
}

/** The only candidate where its names tell, or the one that a person picks. */
async function askWhich(
  name: string,
  candidates: readonly Candidate[],
): Promise<Candidate | undefined> {
  const [first] = candidates;
  if (first === undefined || (candidates.length === 1 && first.namesTell)) return first;
  const items = candidates.map((candidate) => ({
    label: l10n.t("{0} and {1}", foreign(candidate.token.name), foreign(candidate.position.name)),
    description: l10n.t(
      "tokens {0}, positions {1}",
      `[${candidate.token.shape.join(", ")}]`,
      `[${candidate.position.shape.join(", ")}]`,
    ),
    candidate,
  }));
  const title =
    candidates.length === 1
      ? l10n.t(
          "{0} does not say which tables it has. Are these the token and the position table?",
          name,
        )
      : l10n.t("{0} holds several tables. Which are the token and the position table?", name);
  // It comes after the file was read: whoever looked elsewhere meanwhile still finds it.
  return (await window.showQuickPick(items, { title, ignoreFocusOut: true }))?.candidate;
}
