import * as l10n from "../../shared/base/l10n";
import { shownValue } from "../../shared/base/shown";
import type { Activation } from "../../shared/values/vectors";
import type { OpenedFile } from "../../embeddings/file/keptPair";
import { metadataOf } from "../../embeddings/file/safetensorsMetadata";
import type { SourceFiles } from "../../embeddings/file/sourceFile";
import { FileProblem } from "../../embeddings/store/fileProblem";
import type { NextStep } from "../../embeddings/steps";
import { headsDoNotDivide } from "../parameters/heads";

/** What tensors do not tell of a GPT. */
export interface GptFacts {
  readonly heads: number;
  readonly activation: Activation;
}

/** Names that the number of heads has, in configurations and checkpoints. */
const HEAD_NAMES = ["n_head", "n_heads", "num_heads", "num_attention_heads"];
/** Width of a head of every GPT-2, and of the book's. */
const USUAL_WIDTH = 64;
const MOST_CONFIG_BYTES = 1 << 20;

/** GELU's names in configurations of Hugging Face. */
const ACTIVATIONS: Readonly<Record<string, Activation>> = {
  gelu_new: "tanh",
  gelu_pytorch_tanh: "tanh",
  gelu_fast: "tanh",
  gelu: "erf",
  gelu_python: "erf",
};

type Settings = Readonly<Record<string, unknown>>;

/**
 * The number of heads, by the first that tells: the person, the checkpoint, the file's metadata, a
 * `config.json` beside it; else heads of 64, as all of GPT-2's family have, where they fit.
 * @param heads as the person has told it
 * @throws {FileProblem} when nobody can know it, it does not divide the width, or a setting is
 *   another than the graphs compute by
 */
export async function gptFacts(
  opened: OpenedFile,
  heads: number | undefined,
  source: SourceFiles,
  step: NextStep,
): Promise<GptFacts> {
  const dimensions = opened.pair.token.shape[1];
  const metadata = Object.fromEntries(await metadataOf(opened.file, step));
  const config = await configBeside(opened, source, dimensions);
  const told =
    heads ??
    headsIn(checkpointSettings(opened)) ??
    headsIn(metadata) ??
    headsIn(parseSettings(metadata["config"])) ??
    headsIn(config);
  const usual = dimensions % USUAL_WIDTH === 0 ? dimensions / USUAL_WIDTH : undefined;
  const count = told ?? usual;
  if (count === undefined) {
    throw new FileProblem((file) =>
      l10n.t(
        '{0} does not tell how many attention heads its GPT has, and heads of {1} do not fit its width {2}. Put its config.json beside it, or name the number by "heads".',
        file,
        USUAL_WIDTH,
        dimensions,
      ),
    );
  }
  if (!Number.isSafeInteger(count) || count < 1 || dimensions % count !== 0) {
    throw new FileProblem((file) =>
      l10n.t("{0} holds no whole GPT: {1}", file, headsDoNotDivide(count, dimensions)),
    );
  }
  checkConfig(config);
  return { heads: count, activation: activationOf(opened, config) };
}

/** Settings that stand beside a checkpoint's tensors, by the last part of their names. */
function checkpointSettings({ numbers }: OpenedFile): Settings {
  const settings: Record<string, unknown> = {};
  for (const [name, value] of numbers) settings[name.slice(name.lastIndexOf(".") + 1)] = value;
  return settings;
}

function headsIn(settings: Settings): number | undefined {
  for (const name of HEAD_NAMES) {
    const value = Object.hasOwn(settings, name) ? settings[name] : undefined;
    const number = typeof value === "string" && /^\d{1,6}$/.test(value) ? Number(value) : value;
    if (typeof number === "number") return number;
  }
  return undefined;
}

/** nanoGPT's checkpoints tell whether they have biases, and its GELU is the exact one. */
function activationOf({ numbers }: OpenedFile, config: Settings): Activation {
  const name = config["activation_function"];
  if (name === undefined) {
    const isNanoGpt = ["n_head", "block_size"].every((each) => numbers.has(`model_args.${each}`));
    return isNanoGpt ? "erf" : "tanh";
  }
  const known = typeof name === "string" && Object.hasOwn(ACTIVATIONS, name);
  const activation = known ? ACTIVATIONS[name] : undefined;
  if (activation !== undefined) return activation;
  throw otherSetting("activation_function", name);
}

/** Settings that change what is computed, and what the graphs compute by. */
function checkConfig(config: Settings): void {
  const expected = {
    layer_norm_epsilon: 1e-5,
    scale_attn_weights: true,
    scale_attn_by_inverse_layer_idx: false,
    add_cross_attention: false,
  };
  for (const [name, value] of Object.entries(expected)) {
    const own = config[name];
    if (own !== undefined && own !== null && own !== value) throw otherSetting(name, own);
  }
}

function otherSetting(name: string, value: unknown): FileProblem {
  return new FileProblem((file) =>
    l10n.t(
      "{0} holds a GPT of a kind that is not known: its config.json has {1} as {2}.",
      file,
      name,
      shownValue(value),
    ),
  );
}

/** The configuration of Hugging Face in the same folder, where there is one of this width. */
async function configBeside(
  { path }: OpenedFile,
  source: SourceFiles,
  dimensions: number,
): Promise<Settings> {
  try {
    const file = await source.open(await source.beside(path, "config.json"));
    try {
      if (file.bytes > MOST_CONFIG_BYTES) return {};
      const config = parseSettings(new TextDecoder().decode(await file.read(0, file.bytes)));
      const width = config["n_embd"] ?? config["hidden_size"] ?? dimensions;
      return width === dimensions ? config : {};
    } finally {
      await file.close();
    }
  } catch {
    // There need not be one.
    return {};
  }
}

function parseSettings(json: string | undefined): Settings {
  try {
    const value: unknown = JSON.parse(json ?? "{}");
    return typeof value === "object" && value !== null ? (value as Settings) : {};
  } catch {
    return {};
  }
}
