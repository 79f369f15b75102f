import type { Activation } from "../../shared/values/vectors";
import type { Table } from "../../embeddings/table";

/*
 * What a GPT is made of beside its two tables. D is its width, V its vocabulary.
 */

/** Floats of one of a model's files. */
export interface Parameter {
  readonly fileName: string;
  /** Bytes of the file before them. */
  readonly offset: number;
  readonly shape: readonly number[];
}

/** y = x · Wᵀ + b */
export interface Linear<P = Parameter> {
  /** [out, in], or [in, out] where it is turned. */
  readonly weight: P;
  /** As `Conv1D` of Hugging Face has it. */
  readonly isTurned: boolean;
  /** [out] */
  readonly bias: P | undefined;
}

/** Layer normalisation with ε = 1e-5. */
export interface Norm<P = Parameter> {
  /** [D] */
  readonly scale: P;
  /** [D] */
  readonly shift: P | undefined;
}

export interface Block<P = Parameter> {
  readonly attentionNorm: Norm<P>;
  /** Query, key and value side by side, of width 3·D together, or each by itself. */
  readonly attention: readonly [Linear<P>] | readonly [Linear<P>, Linear<P>, Linear<P>];
  readonly projection: Linear<P>;
  readonly feedForwardNorm: Norm<P>;
  /** To the width of the feed-forward network, and back. */
  readonly up: Linear<P>;
  readonly down: Linear<P>;
}

export interface GptParameters {
  readonly dimensions: number;
  readonly heads: number;
  readonly activation: Activation;
  readonly blocks: readonly Block[];
  readonly norm: Norm;
  /** [V, D]; the token table's own where they share it. */
  readonly head: Parameter;
}

/** A norm of other parameters, made one after another. */
export function mapNorm<P, Q>({ scale, shift }: Norm<P>, map: (parameter: P) => Q): Norm<Q> {
  return { scale: map(scale), shift: shift === undefined ? undefined : map(shift) };
}

/** A block of other parameters, made one after another. */
export function mapBlock<P, Q>(block: Block<P>, map: (parameter: P) => Q): Block<Q> {
  const linear = ({ weight, isTurned, bias }: Linear<P>): Linear<Q> => ({
    weight: map(weight),
    isTurned,
    bias: bias === undefined ? undefined : map(bias),
  });
  const [first, key, value] = block.attention;
  return {
    attention:
      key === undefined || value === undefined
        ? [linear(first)]
        : [linear(first), linear(key), linear(value)],
    projection: linear(block.projection),
    up: linear(block.up),
    down: linear(block.down),
    attentionNorm: mapNorm(block.attentionNorm, map),
    feedForwardNorm: mapNorm(block.feedForwardNorm, map),
  };
}

/** A table as a parameter. */
export function parameterOf({ name, shape }: Table): Parameter {
  return { fileName: name, offset: 0, shape };
}
