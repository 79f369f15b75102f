import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Arithmetic } from "../../src/shared/base/seededDraws";
import { root } from "../../.ci/support/folders";

type Shape = readonly [rows: number, columns: number];

/** What `test/golden/torchBits.json` has of one arithmetic. */
interface TorchBits {
  readonly everyUniform: Readonly<Record<"radius" | "cosine" | "sine", string>>;
  readonly tables: readonly {
    readonly seed: number;
    readonly token: Shape;
    readonly position: Shape;
    readonly tokenSha256: string;
    readonly positionSha256: string;
  }[];
  readonly notebook: {
    readonly toySha256: string;
    readonly tokenSha256: string;
    readonly positionSha256: string;
    /** Six values each of the vectors of the first batch's first window. */
    readonly tokenEmbeddings: readonly (readonly number[])[];
    readonly inputEmbeddings: readonly (readonly number[])[];
  };
}

/** SHA-256 of tables as PyTorch draws them, as little-endian float32, and some of their values. */
export const torchBits = JSON.parse(
  readFileSync(resolve(root, "test/golden/torchBits.json"), "utf8"),
) as Readonly<Record<Arithmetic, TorchBits>>;
