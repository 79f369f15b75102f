import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import type { FileTensor } from "../../embeddings/file/fileTensors";
import type { TensorEntry } from "../../embeddings/file/safetensors";
import { plainTensors } from "../../embeddings/file/safetensorsTables";
import { pairNamed } from "../../embeddings/file/tablePairs";
import type { FilePart } from "../../embeddings/gpt2/fileParts";
import { tableEntries, type ServedHeader } from "../../embeddings/gpt2/servedHeader";
import type { ByteRange } from "../../embeddings/gpt2/partDownload";
import { FileProblem } from "../../embeddings/store/fileProblem";
import { atOnce } from "../../embeddings/steps";
import type { Tables } from "../../embeddings/table";
import { gptTensors } from "../file/gptTensors";
import {
  mapBlock,
  mapNorm,
  parameterOf,
  type GptParameters,
  type Parameter,
} from "../parameters/parameters";
import type { WholeGpt2 } from "./wholeGpt2";

/** A stretch of `model.safetensors` that has a file of its own here. */
export interface PlacedPart extends FilePart, ByteRange {}

/** All of GPT-2 as it lies in files of its own. */
export interface Gpt2Layout {
  /** In the order of the server's file, which they fill but for its header. */
  readonly parts: readonly PlacedPart[];
  readonly parameters: GptParameters;
}

/** More than GPT-2 has by far. */
const MOST_PARTS = 100;

/**
 * Cuts the file into its two tables, a part for each block, and one for what is in none.
 * @throws {FileProblem} when it is no whole GPT with such tables and float32 throughout
 */
export function gpt2Layout(
  header: ServedHeader,
  { pair, heads }: Pick<WholeGpt2, "pair" | "heads">,
): Gpt2Layout {
  const entries = tableEntries(header, pair);
  const tensors = plainTensors(header.tensors);
  const other = tensors.find(({ type }) => type !== "F32");
  if (other !== undefined) {
    throw new FileProblem((file) =>
      l10n.t('{0} has "{1}" as {2} instead of {3}.', file, foreign(other.name), other.type, "F32"),
    );
  }
  const named = atOnce(pairNamed(tensors, entries.wte.name, entries.wpe.name));
  const { blocks, norm, head } = gptTensors(tensors, named);
  const parts = partsOf(header.tensors, entries, pair);
  const parameter = (tensor: FileTensor): Parameter => placed(tensor, parts);
  return {
    parts,
    parameters: {
      dimensions: pair.token.shape[1],
      heads,
      activation: "tanh",
      blocks: blocks.map((block) => mapBlock(block, parameter)),
      norm: mapNorm(norm, parameter),
      head: head === undefined ? parameterOf(pair.token) : parameter(head),
    },
  };
}

/** Neighbours that belong together are a part. */
function partsOf(
  tensors: readonly TensorEntry[],
  tables: Readonly<Record<"wpe" | "wte", TensorEntry>>,
  pair: Tables,
): PlacedPart[] {
  const parts: PlacedPart[] = [];
  const counts = new Map<string, number>();
  let group: string | undefined;
  let start = 0;
  const end = (at: number): void => {
    if (group === undefined || at === start) return;
    const count = (counts.get(group) ?? 0) + 1;
    counts.set(group, count);
    const name = count === 1 ? group : `${group}-${count}`;
    const table =
      group === "wpe"
        ? pair.position
        : group === "wte"
          ? pair.token
          : { name: `gpt2.${name}.f32`, shape: [(at - start) / 4, 1] as const };
    parts.push({ name, table, start, end: at });
  };
  for (const tensor of tensors) {
    const own = tensor === tables.wpe ? "wpe" : tensor === tables.wte ? "wte" : blockName(tensor);
    if (own !== group) {
      end(tensor.start);
      [group, start] = [own, tensor.start];
    }
  }
  end(tensors.at(-1)?.end ?? start);
  if (parts.length <= MOST_PARTS) return parts;
  throw new FileProblem((file) =>
    l10n.t("{0} has its tensors in another order than GPT-2's.", file),
  );
}

function blockName({ name }: TensorEntry): string {
  const [, number] = /^(?:transformer\.)?h\.(\d{1,4})\./.exec(name) ?? [];
  return number === undefined ? "norm" : `block${Number(number)}`;
}

function placed({ name, shape, place }: FileTensor, parts: readonly PlacedPart[]): Parameter {
  const part = parts.find(
    ({ start, end }) => place !== undefined && start <= place.start && place.end <= end,
  );
  if (part !== undefined && place !== undefined) {
    return { fileName: part.table.name, offset: place.start - part.start, shape };
  }
  throw new FileProblem((file) => l10n.t('{0} has no tensor "{1}".', file, foreign(name)));
}
