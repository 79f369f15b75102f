import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import { shapeText, typeText, type FileTensor } from "../../embeddings/file/fileTensors";
import { isFloatType } from "../../embeddings/file/floats";
import { FileProblem } from "../../embeddings/store/fileProblem";
import type { Linear, Norm } from "../parameters/parameters";

/** UTF-16 code units of a name in a sentence that names a file too. */
const MOST_SHOWN = 60;

/** The tensors of a file whose names begin alike, as they are asked for by the rest of their names. */
export class NamedTensors {
  private readonly byName: ReadonlyMap<string, FileTensor>;
  private readonly used = new Set<string>();

  /** @param prefix of the names, up to what a family of models calls them */
  constructor(
    tensors: readonly FileTensor[],
    readonly prefix: string,
  ) {
    this.byName = new Map(
      tensors
        .filter(({ name }) => name.startsWith(prefix))
        .map((tensor) => [tensor.name.slice(prefix.length), tensor]),
    );
  }

  names(): Iterable<string> {
    return this.byName.keys();
  }

  find(name: string): FileTensor | undefined {
    return this.byName.get(name);
  }

  /**
   * One that has to be there.
   * @throws {FileProblem} when it is not, or has another shape or a type that is not read
   */
  take(name: string, ...shape: readonly number[]): FileTensor {
    const tensor = this.byName.get(name);
    const full = this.prefix + name;
    if (tensor === undefined) {
      throw new FileProblem((file) =>
        l10n.t('{0} holds no whole GPT: "{1}" is missing.', file, foreign(full, MOST_SHOWN)),
      );
    }
    this.used.add(name);
    const isRight =
      tensor.shape.length === shape.length && shape.every((size, at) => tensor.shape[at] === size);
    if (!isRight || !isFloatType(tensor.type)) {
      throw new FileProblem((file) =>
        l10n.t(
          '{0} holds no whole GPT: "{1}" is {2}, where F32, F16 or BF16 {3} is needed.',
          file,
          foreign(full, MOST_SHOWN),
          typeText(tensor.type, tensor.shape),
          shapeText(shape),
        ),
      );
    }
    if (tensor.place === undefined) {
      throw new FileProblem((file) =>
        l10n.t(
          '{0} holds no whole GPT: "{1}" has no values that can be read.',
          file,
          foreign(full, MOST_SHOWN),
        ),
      );
    }
    return tensor;
  }

  /** @param hasBias whether it has to have one */
  linear(
    name: string,
    [width, out]: readonly [number, number],
    { isTurned, hasBias }: { readonly isTurned: boolean; readonly hasBias: boolean },
  ): Linear<FileTensor> {
    return {
      weight: this.take(`${name}.weight`, ...(isTurned ? [width, out] : [out, width])),
      isTurned,
      bias: hasBias ? this.take(`${name}.bias`, out) : undefined,
    };
  }

  norm(
    [scale, shift]: readonly [string, string],
    width: number,
    hasShift = true,
  ): Norm<FileTensor> {
    return {
      scale: this.take(scale, width),
      shift: hasShift ? this.take(shift, width) : undefined,
    };
  }

  /**
   * @param isOurs whether a name would change what a model computes
   * @throws {FileProblem} when there is one that was not asked for
   */
  checkAllUsed(isOurs: (name: string) => boolean): void {
    for (const name of this.byName.keys()) {
      if (this.used.has(name) || !isOurs(name)) continue;
      throw new FileProblem((file) =>
        l10n.t(
          '{0} holds a GPT of a kind that is not known: it has "{1}".',
          file,
          foreign(this.prefix + name, MOST_SHOWN),
        ),
      );
    }
  }
}
