import * as l10n from "../../shared/l10n";
import { foreign } from "../../shared/shown";
import { FileProblem } from "../fileProblem";
import { notProtobuf, WIRE, type Field, type WireReader } from "./wireReader";

// Field numbers are those of `onnx.proto3`.
const NODE = { operator: 4, attribute: 5, domain: 7 } as const;
const ATTRIBUTE = { graph: 6, graphs: 11 } as const;
const GRAPH = { node: 1 } as const;
const FUNCTION = { name: 1, node: 7, domain: 10 } as const;

/** Domains of ONNX itself, and the one of what ONNX Runtime brings. */
const KNOWN_DOMAINS: ReadonlySet<string> = new Set([
  "",
  "ai.onnx",
  "ai.onnx.ml",
  "ai.onnx.training",
  "ai.onnx.preview.training",
  "com.microsoft",
]);

/** Graphs within graphs; more than any model has. */
const MOST_DEPTH = 32;

/**
 * Looks for operators that only somebody's own library knows. What a table of such a model means is
 * not ours to guess. Functions that the model brings with it are written in known operators.
 */
export class CustomOperators {
  /** Operators outside the known domains, each with its domain before it. */
  private readonly used = new Set<string>();
  private readonly defined = new Set<string>();

  constructor(private readonly reader: WireReader) {}

  /** @throws {FileProblem} when an operator that was seen is nowhere defined */
  check(): void {
    for (const operator of this.used) {
      if (this.defined.has(operator)) continue;
      throw new FileProblem((file) =>
        l10n.t(
          '{0} uses the custom operator "{1}"; only models of ONNX\'s own operators are read.',
          file,
          foreign(operator),
        ),
      );
    }
  }

  async seeFunction(field: Field): Promise<void> {
    let name = "";
    let domain = "";
    for await (const part of this.partsOf(field)) {
      if (part.number === FUNCTION.name) name = await this.reader.text(part);
      if (part.number === FUNCTION.domain) domain = await this.reader.text(part);
      if (part.number === FUNCTION.node) await this.seeNode(part);
    }
    this.defined.add(`${domain}:${name}`);
  }

  async seeNode(field: Field, depth = 0): Promise<void> {
    if (depth > MOST_DEPTH) {
      throw new FileProblem((file) => l10n.t("{0} has too many graphs within graphs.", file));
    }
    let operator = "";
    let domain = "";
    for await (const part of this.partsOf(field)) {
      if (part.number === NODE.operator) operator = await this.reader.text(part);
      if (part.number === NODE.domain) domain = await this.reader.text(part);
      if (part.number === NODE.attribute) await this.seeAttribute(part, depth);
    }
    if (!KNOWN_DOMAINS.has(domain)) this.used.add(`${domain}:${operator}`);
  }

  private async seeAttribute(field: Field, depth: number): Promise<void> {
    for await (const part of this.partsOf(field)) {
      if (part.number !== ATTRIBUTE.graph && part.number !== ATTRIBUTE.graphs) continue;
      for await (const inner of this.partsOf(part)) {
        if (inner.number === GRAPH.node) await this.seeNode(inner, depth + 1);
      }
    }
  }

  private partsOf(field: Field): AsyncGenerator<Field> {
    if (field.wire !== WIRE.length) throw notProtobuf();
    return this.reader.fields(field.start, field.end);
  }
}
