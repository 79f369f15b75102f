import * as l10n from "../../shared/base/l10n";
import type { FileGpt } from "../../shared/values/vectors";
import type { FileTable, FileTensor } from "../../embeddings/file/fileTensors";
import type { TablePair } from "../../embeddings/file/tablePair";
import { FileProblem } from "../../embeddings/store/fileProblem";
import type { Block, Norm } from "../parameters/parameters";
import { FAMILIES } from "./families";
import { NamedTensors } from "./namedTensors";

/** A whole GPT as the tensors of a file. */
export interface GptTensors {
  readonly blocks: readonly Block<FileTensor>[];
  readonly norm: Norm<FileTensor>;
  /** Undefined where it is the token table. */
  readonly head: FileTensor | undefined;
  /** How they are called, and lie. */
  readonly names: Pick<FileGpt, "family" | "prefix" | "head" | "isTurned">;
}

/** More than any GPT has; each has graphs of its own. */
const MOST_LAYERS = 256;

/**
 * The whole GPT that two tables of a file belong to.
 * @throws {FileProblem} when there is none, or a part of it is missing, of another shape or kind
 */
export function gptTensors(tensors: readonly FileTensor[], { token }: TablePair): GptTensors {
  const [vocabularySize, dimensions] = token.shape;
  const family = FAMILIES.find(({ token: name }) => endsIn(token.name, name));
  if (family === undefined) throw noBlocks();
  const prefix = token.name.slice(0, -family.token.length);
  const named = new NamedTensors(tensors, prefix);
  const layers = layerCount(named, family.block);
  const blocks = Array.from({ length: layers }, (_, index) =>
    family.blockOf(named, index, dimensions),
  );
  const norm = family.normOf(named, dimensions);
  named.checkAllUsed((name) => family.block.test(name) && !family.buffers.test(name));
  const { name, isOptional } = family.head;
  const owner = headOwner(tensors, prefix, name);
  const isTurned = blocks[0]?.attention[0].isTurned === true;
  const names = { family: family.family, prefix, isTurned };
  if (owner === undefined && isOptional) return { blocks, norm, head: undefined, names };
  const head = (owner ?? named).take(name, vocabularySize, dimensions);
  return isSame(head, token)
    ? { blocks, norm, head: undefined, names }
    : { blocks, norm, head, names: { ...names, head: head.name } };
}

/** The head stands beside the rest of a model, or beside all of it. */
function headOwner(
  tensors: readonly FileTensor[],
  prefix: string,
  name: string,
): NamedTensors | undefined {
  return [prefix, prefix.replace(/transformer\.$/, "")]
    .map((each) => new NamedTensors(tensors, each))
    .find((each) => each.find(name) !== undefined);
}

function layerCount(named: NamedTensors, block: RegExp): number {
  const numbers = new Set<number>();
  for (const name of named.names()) {
    const [, number] = block.exec(name) ?? [];
    if (number !== undefined) numbers.add(Number(number));
  }
  const layers = numbers.size;
  if (layers === 0) throw noBlocks();
  if (layers > MOST_LAYERS) {
    throw new FileProblem((file) =>
      l10n.t("{0} holds a GPT of {1} blocks; at most {2} are read.", file, layers, MOST_LAYERS),
    );
  }
  for (let number = 0; number < layers; number++) {
    if (numbers.has(number)) continue;
    throw new FileProblem((file) =>
      l10n.t(
        "{0} holds no whole GPT: of {1} blocks that it names, number {2} is missing.",
        file,
        layers,
        number,
      ),
    );
  }
  return layers;
}

function endsIn(name: string, known: string): boolean {
  return name === known || name.endsWith(`.${known}`);
}

function isSame({ place: one }: FileTensor, { place: other }: FileTable): boolean {
  return one?.location === other.location && one?.start === other.start;
}

function noBlocks(): FileProblem {
  return new FileProblem((file) =>
    l10n.t("{0} holds two tables and no blocks of a GPT that are known by their names.", file),
  );
}
