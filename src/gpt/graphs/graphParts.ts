import {
  node,
  type Constant,
  type ExternalTable,
  type Node,
} from "../../embeddings/runtime/onnxGraph";
import type { Linear, Norm, Parameter } from "../parameters/parameters";

/** Nodes of a graph and the parameters that they read, as they come together. */
export class GraphParts {
  readonly nodes: Node[] = [];
  readonly tables: ExternalTable[] = [];
  readonly constants: Constant[] = [];

  add(...nodes: readonly Node[]): void {
    this.nodes.push(...nodes);
  }

  /** y = x · Wᵀ + b of rows x, [N, in]. */
  linear(name: string, { weight, isTurned, bias }: Linear, x: string, y: string): void {
    const inputs = [x, this.table(`${name}.weight`, weight)];
    if (bias !== undefined) inputs.push(this.table(`${name}.bias`, bias));
    this.add(node("Gemm", inputs, y, { transB: isTurned ? 0 : 1 }));
  }

  /** ε is the operator's own, 1e-5. */
  norm(name: string, { scale, shift }: Norm, x: string, y: string): void {
    const inputs = [x, this.table(`${name}.scale`, scale)];
    if (shift !== undefined) inputs.push(this.table(`${name}.shift`, shift));
    this.add(node("LayerNormalization", inputs, y));
  }

  private table(name: string, { fileName, offset, shape }: Parameter): string {
    this.tables.push({ name, shape, fileName, offset });
    return name;
  }
}
