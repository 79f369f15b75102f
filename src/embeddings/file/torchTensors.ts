import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import { baseName } from "../../shared/base/baseName";
import { FileProblem } from "../store/fileProblem";
import { inSteps, type NextStep } from "../steps";
import type { FileContent, FileTensor } from "./fileTensors";
import { FLOAT_BYTES, isFloatType } from "./floats";
import { unpickle } from "./pickleMachine";
import { pickleRefusal } from "./pickles";
import {
  PickleDictionary,
  PickledTensor,
  PickleList,
  PickleProblem,
  PickleTuple,
  type PickleValue,
} from "./pickleValues";
import { readInSteps, type SourceFile } from "./sourceFile";
import { startOf, zipEntries, type ZipEntry } from "./zipEntries";

/** Of a state dict with a million names; more than any has. */
const MOST_PICKLE_BYTES = 1 << 26;
/** Dictionaries within dictionaries; a checkpoint has four. */
const MOST_DEPTH = 32;
/** The largest checkpoints hold some ten thousands. */
const MOST_TENSORS = 1 << 17;
const MOST_DIMENSIONS = 64;
/** Settings of a model; a checkpoint has some dozens. */
const MOST_NUMBERS = 1 << 12;
const STEP_TENSORS = 1000;

/** Types of values by the storages that hold them, as safetensors calls them. */
const TYPES: Readonly<Record<string, string>> = {
  FloatStorage: "F32",
  HalfStorage: "F16",
  BFloat16Storage: "BF16",
  DoubleStorage: "F64",
  LongStorage: "I64",
  IntStorage: "I32",
  ShortStorage: "I16",
  CharStorage: "I8",
  ByteStorage: "U8",
  BoolStorage: "BOOL",
};

/**
 * The tensors of a file that `torch.save` has written, wherever in its dictionaries they lie, but
 * for the optimizer's; nothing of it is run. Names are those of the dictionaries with a full stop
 * between, and without what `torch.compile` puts before them.
 * @throws {FileProblem} when it is damaged, or holds more than that: then with the way to convert it
 */
export async function torchFile(file: SourceFile, step: NextStep): Promise<FileContent> {
  const entries = await zipEntries(file, step);
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const pickle = entries.find(({ name }) => name.endsWith(PICKLE_NAME));
  if (pickle === undefined) throw damageProblem();
  const folder = pickle.name.slice(0, -PICKLE_NAME.length);
  await checkByteOrder(file, byName.get(`${folder}/byteorder`));
  if (pickle.bytes > MOST_PICKLE_BYTES) throw damageProblem();
  const bytes = await readInSteps(file, await startOf(file, pickle), pickle.bytes, step);
  const found = await readPickle(file, bytes, step);
  const tensors: FileTensor[] = [];
  const starts = new Map<string, number>();
  for (const [name, tensor] of found.tensors) {
    const { key } = tensor.storage;
    const entry = byName.get(`${folder}/data/${key}`);
    if (entry === undefined) throw damageProblem();
    const start = starts.get(key) ?? (await startOf(file, entry));
    starts.set(key, start);
    tensors.push(placeTensor(name, tensor, start, entry, file));
    if (tensors.length % STEP_TENSORS === 0) await step();
  }
  return { tensors, numbers: found.numbers };
}

const PICKLE_NAME = "/data.pkl";

async function readPickle(file: SourceFile, bytes: Uint8Array, step: NextStep): Promise<Found> {
  try {
    return foundIn(await inSteps(unpickle(bytes), step));
  } catch (error) {
    if (!(error instanceof PickleProblem)) throw error;
    const { asksFor } = error;
    throw pickleRefusal(
      baseName(file.path),
      asksFor === undefined
        ? (path) => l10n.t("{0} is a PyTorch pickle of another kind than one of tensors.", path)
        : (path) =>
            l10n.t(
              '{0} is a PyTorch pickle that asks for "{1}", which could run code; Tokenscope reads tensors alone.',
              path,
              foreign(asksFor, 50),
            ),
    );
  }
}

interface Found {
  readonly tensors: Map<string, PickledTensor>;
  readonly numbers: Map<string, number>;
}

function foundIn(root: PickleValue): Found {
  const found: Found = { tensors: new Map(), numbers: new Map() };
  const seen = new Set<PickleValue>();
  const look = (value: PickleValue, name: string, depth: number): void => {
    if (value instanceof PickledTensor) {
      found.tensors.set(name.replaceAll("_orig_mod.", ""), value);
      if (found.tensors.size > MOST_TENSORS) throw new PickleProblem();
      return;
    }
    const isList = value instanceof PickleList || value instanceof PickleTuple;
    if (!isList && !(value instanceof PickleDictionary)) return;
    // What holds itself, or is held more than once, is looked at once.
    if (seen.has(value)) return;
    seen.add(value);
    if (depth === MOST_DEPTH) throw new PickleProblem();
    for (const [key, each] of isList ? value.items.entries() : value.entries) {
      const part = String(key);
      if (part.includes("optim")) continue;
      const full = name === "" ? part : `${name}.${part}`;
      if (typeof each !== "number") look(each, full, depth + 1);
      else if (!isList && found.numbers.size < MOST_NUMBERS) found.numbers.set(full, each);
    }
  };
  look(root, "", 0);
  return found;
}

/** A tensor where its values lie. */
function placeTensor(
  name: string,
  { storage, offset, size: shape, stride }: PickledTensor,
  start: number,
  entry: ZipEntry,
  file: SourceFile,
): FileTensor {
  const type = TYPES[storage.kind.name] ?? storage.kind.name;
  if (shape.length > MOST_DIMENSIONS || stride.length !== shape.length) throw damageProblem();
  if (!isFloatType(type)) return { name, shape, type, place: undefined };
  const values = shape.reduce((product, each) => product * each, 1);
  const width = FLOAT_BYTES[type];
  if (width * storage.length > entry.bytes || offset + values > storage.length)
    throw damageProblem();
  if (!isRowByRow(shape, stride)) {
    throw pickleRefusal(baseName(file.path), (path) =>
      l10n.t(
        '{0} is a PyTorch pickle whose "{1}" does not lie row by row.',
        path,
        foreign(name, 60),
      ),
    );
  }
  const from = start + width * offset;
  const place = { location: undefined, start: from, end: from + width * values } as const;
  return { name, shape, type, place: { ...place, coding: "plain" } };
}

/** Whether values follow each other as they do in a new tensor; a size of 1 or 0 takes no steps. */
function isRowByRow(shape: readonly number[], stride: readonly number[]): boolean {
  if (shape.includes(0)) return true;
  let expected = 1;
  for (let at = shape.length - 1; at >= 0; at--) {
    const size = shape[at] ?? 1;
    if (size > 1 && stride[at] !== expected) return false;
    expected *= size;
  }
  return true;
}

/** PyTorch writes which end of a number comes first. */
async function checkByteOrder(file: SourceFile, entry: ZipEntry | undefined): Promise<void> {
  if (entry === undefined) return;
  const bytes = await file.read(await startOf(file, entry), Math.min(16, entry.bytes));
  const order = new TextDecoder().decode(bytes);
  if (order === "little") return;
  throw new FileProblem((path) =>
    l10n.t(
      '{0} has the byte order "{1}"; little-endian is needed. Save it again on a computer that is.',
      path,
      foreign(order, 20),
    ),
  );
}

function damageProblem(): FileProblem {
  return new FileProblem((file) =>
    l10n.t("{0} is damaged: its tensors are not where its pickle says they are.", file),
  );
}
