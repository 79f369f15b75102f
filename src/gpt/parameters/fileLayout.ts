import type { Table } from "../../embeddings/table";
import type { Parameter } from "./parameters";

/** Lays parameters into a file, one after another. */
export class FileLayout {
  private values = 0;

  constructor(private readonly fileName: string) {}

  parameter(...shape: readonly number[]): Parameter {
    const parameter = { fileName: this.fileName, offset: 4 * this.values, shape };
    this.values += shape.reduce((count, size) => count * size, 1);
    return parameter;
  }

  /** The file of what was laid into it so far. */
  get table(): Table {
    return { name: this.fileName, shape: [this.values, 1] };
  }
}
