import type { Steps } from "../steps";
import { PickleReader } from "./pickleReader";
import {
  PickleDictionary,
  PickledTensor,
  PickleList,
  PickleProblem,
  PickleTuple,
  Storage,
  StorageKind,
  type PickleValue,
} from "./pickleValues";

/*
 * As much of Python's pickle machine as a state dict needs. A pickle is a program, which may call
 * whatever it names: this one knows two callables and the names of storages, which it answers by
 * values of its own, and ends at any other name. So reading runs no code. Source: `pickletools.py`
 * of CPython, `torch/serialization.py` of PyTorch.
 */

/** What is called to make something. */
class Callable {
  constructor(readonly make: (args: readonly PickleValue[]) => PickleValue) {}
}

const MARK = Symbol("mark");
type OnStack = PickleValue | Callable | typeof MARK;

const CALLABLES: Readonly<Record<string, Callable>> = {
  "collections.OrderedDict": new Callable((args) => {
    if (args.length > 0) throw new PickleProblem();
    return new PickleDictionary();
  }),
  "torch._utils._rebuild_tensor_v2": new Callable(([storage, offset, size, stride]) => {
    if (!(storage instanceof Storage)) throw new PickleProblem();
    return new PickledTensor(storage, count(offset), counts(size), counts(stride));
  }),
};
const STORAGES = /^torch\.((?:Float|Half|BFloat16|Double|Long|Int|Short|Char|Byte|Bool)Storage)$/;

/** Operations in one step: some milliseconds' work. */
const STEP = 20_000;
const STOP = ".".charCodeAt(0);

/**
 * What a pickle makes.
 * @throws {PickleProblem} when it is none, is cut, or asks for anything that is not known
 */
export function* unpickle(pickle: Uint8Array): Steps<PickleValue> {
  const machine = new PickleMachine(new PickleReader(pickle));
  for (let done = 1; ; done++) {
    const operation = machine.reader.byte();
    if (operation === STOP) return machine.pop();
    const work = OPERATIONS.get(operation);
    if (work === undefined) throw new PickleProblem();
    work(machine);
    if (done % STEP === 0) yield undefined;
  }
}

class PickleMachine {
  private readonly stack: OnStack[] = [];
  private readonly memo = new Map<number, OnStack>();

  /** @param reader what its program and its values are read from */
  constructor(readonly reader: PickleReader) {}

  push(value: OnStack): void {
    this.stack.push(value);
  }

  pop(): PickleValue {
    const value = this.stack.pop();
    if (value === undefined || value === MARK || value instanceof Callable) {
      throw new PickleProblem();
    }
    return value;
  }

  /** What is above the last mark, which goes. */
  popToMark(): PickleValue[] {
    const values: PickleValue[] = [];
    while (this.stack.at(-1) !== MARK) values.push(this.pop());
    this.stack.pop();
    return values.reverse();
  }

  /** What is on top, and stays. */
  get top(): OnStack {
    const value = this.stack.at(-1);
    if (value === undefined) throw new PickleProblem();
    return value;
  }

  remember(index = this.memo.size): void {
    this.memo.set(index, this.top);
  }

  recall(index: number): void {
    const value = this.memo.get(index);
    if (value === undefined) throw new PickleProblem();
    this.push(value);
  }

  pushGlobal(module: string, name: string): void {
    const full = `${module}.${name}`;
    const [, storage] = STORAGES.exec(full) ?? [];
    const known = Object.hasOwn(CALLABLES, full) ? CALLABLES[full] : undefined;
    if (storage !== undefined) this.push(new StorageKind(storage));
    else if (known !== undefined) this.push(known);
    else throw new PickleProblem(full);
  }

  call(): void {
    const args = this.pop();
    const callable = this.stack.pop();
    if (!(args instanceof PickleTuple) || !(callable instanceof Callable)) {
      throw new PickleProblem();
    }
    this.push(callable.make(args.items));
  }

  append(items: readonly PickleValue[]): void {
    const list = this.top;
    if (!(list instanceof PickleList)) throw new PickleProblem();
    for (const item of items) list.items.push(item);
  }

  setItems(items: readonly PickleValue[]): void {
    const dictionary = this.top;
    if (!(dictionary instanceof PickleDictionary)) throw new PickleProblem();
    for (let at = 0; at < items.length; at += 2) {
      const [key, value] = [items[at], items[at + 1]];
      if ((typeof key !== "string" && typeof key !== "number") || value === undefined) {
        throw new PickleProblem();
      }
      dictionary.entries.set(key, value);
    }
  }

  /** The storage that a persistent id names: ("storage", kind, key, where it was, how many). */
  pushStorage(): void {
    const id = this.pop();
    if (!(id instanceof PickleTuple)) throw new PickleProblem();
    const [what, kind, key, , length] = id.items;
    if (what !== "storage" || !(kind instanceof StorageKind) || typeof key !== "string") {
      throw new PickleProblem();
    }
    this.push(new Storage(kind, key, count(length)));
  }
}

const tuple = (size: number) => (machine: PickleMachine) => {
  const items = Array.from({ length: size }, () => machine.pop()).reverse();
  machine.push(new PickleTuple(items));
};

const sign = (character: string): number => character.charCodeAt(0);

const OPERATIONS: ReadonlyMap<number, (machine: PickleMachine) => void> = new Map<
  number,
  (machine: PickleMachine) => void
>([
  // Protocol and frames, which tell nothing that is needed.
  [0x80, (m) => m.reader.skip(1)],
  [0x95, (m) => m.reader.skip(8)],
  [sign("("), (m) => m.push(MARK)],
  [sign("N"), (m) => m.push(null)],
  [0x88, (m) => m.push(true)],
  [0x89, (m) => m.push(false)],
  [sign("K"), (m) => m.push(m.reader.byte())],
  [sign("M"), (m) => m.push(m.reader.uint16())],
  [sign("J"), (m) => m.push(m.reader.int32())],
  [0x8a, (m) => m.push(m.reader.long(m.reader.byte()))],
  [sign("G"), (m) => m.push(m.reader.double())],
  [sign("X"), (m) => m.push(m.reader.text(m.reader.uint32()))],
  [0x8c, (m) => m.push(m.reader.text(m.reader.byte()))],
  [sign(")"), tuple(0)],
  [0x85, tuple(1)],
  [0x86, tuple(2)],
  [0x87, tuple(3)],
  [sign("t"), (m) => m.push(new PickleTuple(m.popToMark()))],
  [sign("]"), (m) => m.push(new PickleList())],
  [sign("a"), (m) => m.append([m.pop()])],
  [sign("e"), (m) => m.append(m.popToMark())],
  [sign("}"), (m) => m.push(new PickleDictionary())],
  [sign("s"), (m) => m.setItems([m.pop(), m.pop()].reverse())],
  [sign("u"), (m) => m.setItems(m.popToMark())],
  [sign("q"), (m) => m.remember(m.reader.byte())],
  [sign("r"), (m) => m.remember(m.reader.uint32())],
  [0x94, (m) => m.remember()],
  [sign("h"), (m) => m.recall(m.reader.byte())],
  [sign("j"), (m) => m.recall(m.reader.uint32())],
  [sign("c"), (m) => m.pushGlobal(m.reader.line(), m.reader.line())],
  [0x93, (m) => pushNamed(m)],
  [sign("R"), (m) => m.call()],
  [sign("b"), dropState],
  [sign("Q"), (m) => m.pushStorage()],
]);

function pushNamed(machine: PickleMachine): void {
  const [name, module] = [machine.pop(), machine.pop()];
  if (typeof name !== "string" || typeof module !== "string") throw new PickleProblem();
  machine.pushGlobal(module, name);
}

/** Of a dictionary, what else it has: the versions of modules, which nobody needs. */
function dropState(machine: PickleMachine): void {
  machine.pop();
  if (!(machine.top instanceof PickleDictionary)) throw new PickleProblem();
}

function count(value: PickleValue | undefined): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw new PickleProblem();
}

function counts(value: PickleValue | undefined): number[] {
  if (!(value instanceof PickleTuple)) throw new PickleProblem();
  return value.items.map(count);
}
