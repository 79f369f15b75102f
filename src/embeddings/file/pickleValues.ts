/** What a pickle of tensors makes, as far as it is read. Lists and dictionaries may hold themselves. */
export type PickleValue =
  | null
  | boolean
  | number
  | string
  | PickleTuple
  | PickleList
  | PickleDictionary
  | StorageKind
  | Storage
  | PickledTensor;

export class PickleTuple {
  constructor(readonly items: readonly PickleValue[]) {}
}

export class PickleList {
  readonly items: PickleValue[] = [];
}

export class PickleDictionary {
  readonly entries = new Map<string | number, PickleValue>();
}

/** A class of storages, such as `torch.FloatStorage`. */
export class StorageKind {
  /** @param name without the module, e.g. "FloatStorage" */
  constructor(readonly name: string) {}
}

/** Values of one type that lie in a file of their own in the archive. */
export class Storage {
  constructor(
    readonly kind: StorageKind,
    readonly key: string,
    /** How many. */
    readonly length: number,
  ) {}
}

/** A view of a storage; offset and strides in values. */
export class PickledTensor {
  constructor(
    readonly storage: Storage,
    readonly offset: number,
    readonly size: readonly number[],
    readonly stride: readonly number[],
  ) {}
}

/** Why a pickle is not read: it is not what PyTorch saves of tensors, or asks for more. */
export class PickleProblem extends Error {
  override readonly name = "PickleProblem";

  /** @param asksFor a name of Python's that is none of those that are known */
  constructor(readonly asksFor?: string) {
    super("The pickle cannot be read.");
  }
}
