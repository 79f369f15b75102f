import { messageOf } from "../../shared/base/rpc";
import { baseName } from "../../shared/base/baseName";
import type { FileGpt, ModelInfo } from "../../shared/values/vectors";
import { keptPair, type OpenedFile } from "../../embeddings/file/keptPair";
import { contentOf, withModelFile, type FileChoice } from "../../embeddings/file/modelFile";
import { GPT2_FILE, type PublishedFile } from "../../embeddings/file/publishedFile";
import type { CopyWork } from "../../embeddings/file/tableCopy";
import { withFileName } from "../../embeddings/store/fileProblem";
import type { NextStep } from "../../embeddings/steps";
import type { Tables } from "../../embeddings/table";
import { checkCost } from "../parameters/cost";
import type { GptParameters } from "../parameters/parameters";
import { copyGpt, gptCopy } from "./gptCopy";
import { gptFacts, type GptFacts } from "./gptFacts";
import { gptTensors, type GptTensors } from "./gptTensors";

/** What a person's file comes to. */
interface FileModel {
  readonly info: ModelInfo;
  readonly tables: Tables;
  /** Where it holds a whole GPT. */
  readonly parameters?: GptParameters;
  /** Where it does not: why. */
  readonly notWhole?: string;
}

/** A whole GPT that a file seems to hold. */
interface FoundGpt {
  readonly opened: OpenedFile;
  readonly tensors: GptTensors;
  readonly facts: GptFacts;
}

interface Limits {
  /** Bytes that one answer may take. */
  readonly memoryLimit: number;
  /** Bytes that the machine has, or undefined where nobody knows. */
  readonly memory: number | undefined;
}

/**
 * The model of a file: a whole GPT where it holds one that can be used, else its two tables, which
 * are used as before whatever is wrong with the rest.
 * @throws as `fileTables`
 */
export async function fileModel(
  choice: FileChoice,
  work: CopyWork,
  { memoryLimit, memory }: Limits,
  published: PublishedFile = GPT2_FILE,
): Promise<FileModel> {
  const { source, step } = work;
  return withModelFile(choice, source, { step, memoryLimit }, async (opened) => {
    const attempt = new Attempt(step);
    const gpt = await attempt.made(opened.path, async (next): Promise<FoundGpt> => {
      const all = await withAllParts(opened, work, next);
      const tensors = gptTensors(all.tensors, all.pair);
      return { opened: all, tensors, facts: await gptFacts(all, choice.heads, source, next) };
    });
    const share = gpt === undefined ? 1 : pairShare(opened);
    const pair = await keptPair(
      opened,
      { ...work, onProgress: (done) => work.onProgress?.(share * done) },
      published,
    );
    if (gpt === undefined) return { ...pair, ...attempt.outcome };
    const copy = gptCopy(gpt.tensors, gpt.facts, pair.tables);
    const tables = { ...pair.tables, others: copy.copied.map(({ table }) => table) };
    const done = await attempt.made(opened.path, async (next) => {
      await checkCost(pair.info.name, tables, work.files, memory);
      await copyGpt(gpt.opened, copy, tables, {
        ...work,
        step: next,
        onProgress: (part) => work.onProgress?.(share + (1 - share) * part),
      });
      return true;
    });
    if (done === undefined) return { ...pair, ...attempt.outcome };
    const { blocks, heads } = copy.parameters;
    const info = { ...pair.info, layers: blocks.length, heads, fileGpt: fileGpt(gpt) };
    return { info, tables, parameters: copy.parameters };
  });
}

/** Work that need not come to anything, unless nobody waits for it any more. */
class Attempt {
  private isEnded = false;
  private why: string | undefined;

  constructor(private readonly step: NextStep) {}

  /** Why it came to nothing. */
  get outcome(): Pick<FileModel, "notWhole"> {
    return this.why === undefined ? {} : { notWhole: this.why };
  }

  /** @returns undefined where it failed */
  async made<T>(path: string, work: (step: NextStep) => Promise<T>): Promise<T | undefined> {
    const next: NextStep = async () => {
      try {
        await this.step();
      } catch (error) {
        this.isEnded = true;
        throw error;
      }
    };
    try {
      return await withFileName(path, () => work(next));
    } catch (error) {
      if (this.isEnded) throw error;
      this.why = messageOf(error);
      return undefined;
    }
  }
}

/** Of a model in several files those were read that hold the two tables; the rest lies in others. */
async function withAllParts(
  opened: OpenedFile,
  { source }: CopyWork,
  step: NextStep,
): Promise<OpenedFile> {
  const { tensors, file, pair } = opened;
  const isAlone = tensors.every(({ place }) => place?.location === undefined);
  if (isAlone && !/-\d{5}-of-\d{5}\.|\.index\.json$/i.test(file.path)) return opened;
  // One name alone leaves open where the other is, so that every part is looked into.
  const wanted = { token: pair.token.name, position: undefined };
  return { ...opened, ...(await contentOf(file, source, wanted, step)) };
}

function fileGpt({ opened, tensors, facts }: FoundGpt): FileGpt {
  const { names } = tensors;
  const places = opened.tensors.flatMap(({ place }) => (place === undefined ? [] : [place]));
  const files = new Set(places.map(({ location }) => location ?? baseName(opened.path)));
  const { activation } = facts;
  const isAlone = files.size === 1 && files.has(baseName(opened.path));
  return { ...names, activation, ...(!isAlone && { files: [...files] }) };
}

/** How much of a file's floats its two tables are. */
function pairShare({ tensors, pair }: OpenedFile): number {
  const count = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);
  const all = tensors.reduce((sum, { shape }) => sum + count(shape), 0);
  return (count(pair.token.shape) + count(pair.position.shape)) / all;
}
