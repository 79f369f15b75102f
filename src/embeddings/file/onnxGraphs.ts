import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import { FileProblem } from "../store/fileProblem";
import type { FileTensor } from "./fileTensors";
import { MOST_MEMBERS } from "./jsonMembers";
import {
  ATTRIBUTE,
  ATTRIBUTE_FIELDS,
  FUNCTION,
  FUNCTION_FIELDS,
  GRAPH,
  GRAPH_FIELDS,
  NODE,
  NODE_FIELDS,
  TRAINING,
  TRAINING_FIELDS,
} from "./onnxFields";
import { CustomOperators } from "./onnxOperators";
import { sparseTensorOf, tensorOf } from "./onnxTensor";
import { tooManyParts, type Field, type WireReader } from "./wireReader";

/** Graphs within graphs; more than any model has. */
const MOST_DEPTH = 32;
/** Attributes of one node; more than any operator has. */
const MOST_ATTRIBUTES = 4096;

/** Where a name counts: a graph, by what it is within, from the outside. */
type Scope = readonly string[];

interface ScopedTensor {
  readonly scope: Scope;
  readonly tensor: FileTensor;
}

/** A node as far as its tensors are named by it. */
interface NodeNames {
  readonly operator: string;
  /** Its first output or, where it has none, itself. */
  readonly name: string;
}

/** Finds the tensors of a model's graphs, and of what is within these. */
export class OnnxGraphs {
  private readonly found: ScopedTensor[] = [];
  private readonly operators = new CustomOperators();

  constructor(private readonly reader: WireReader) {}

  /**
   * What was found. A tensor of a graph within another has its own name, after the names of what it
   * is in where the name is not its alone.
   * @throws {FileProblem} when two have one name, or a custom operator is nowhere defined
   */
  tensors(): FileTensor[] {
    this.operators.check();
    const inScope = new Set<string>();
    const counts = new Map<string, number>();
    for (const { scope, tensor } of this.found) {
      const key = [...scope, tensor.name].join("\0");
      if (inScope.has(key)) throw twoOf(tensor.name);
      inScope.add(key);
      counts.set(tensor.name, (counts.get(tensor.name) ?? 0) + 1);
    }
    const names = new Set<string>();
    return this.found.map(({ scope, tensor }) => {
      const isAlone = counts.get(tensor.name) === 1;
      const name = isAlone ? tensor.name : [...scope, tensor.name].join(".");
      if (names.has(name)) throw twoOf(name);
      names.add(name);
      return { ...tensor, name };
    });
  }

  async seeFunction(field: Field): Promise<void> {
    let name = "";
    let domain = "";
    for await (const part of this.reader.fields(field, FUNCTION_FIELDS)) {
      if (part.number === FUNCTION.name) name = await this.reader.text(part);
      if (part.number === FUNCTION.domain) domain = await this.reader.text(part);
    }
    this.operators.define(domain, name);
    const scope = [name];
    for await (const part of this.reader.fields(field, FUNCTION_FIELDS)) {
      if (part.number === FUNCTION.node) await this.seeNode(part, scope, 0);
      if (part.number === FUNCTION.attribute) {
        await this.seeAttribute(part, { operator: "", name }, scope, 0);
      }
    }
  }

  async seeTraining(field: Field): Promise<void> {
    for await (const part of this.reader.fields(field, TRAINING_FIELDS)) {
      if (part.number === TRAINING.initialization) await this.seeGraph(part, ["initialization"]);
      if (part.number === TRAINING.algorithm) await this.seeGraph(part, ["algorithm"]);
    }
  }

  async seeGraph(field: Field, scope: Scope = [], depth = 0): Promise<void> {
    if (depth > MOST_DEPTH) {
      throw new FileProblem((file) => l10n.t("{0} has too many graphs within graphs.", file));
    }
    for await (const part of this.reader.fields(field, GRAPH_FIELDS)) {
      if (part.number === GRAPH.node) await this.seeNode(part, scope, depth);
      if (part.number === GRAPH.initializer) this.add(scope, await tensorOf(part, this.reader));
      if (part.number === GRAPH.sparseInitializer) {
        this.add(scope, await sparseTensorOf(part, this.reader));
      }
    }
  }

  private async seeNode(field: Field, scope: Scope, depth: number): Promise<void> {
    let [operator, domain, own] = ["", "", ""];
    let output: string | undefined;
    // A node may be named behind what is named by it.
    const attributes: Field[] = [];
    for await (const part of this.reader.fields(field, NODE_FIELDS)) {
      if (part.number === NODE.operator) operator = await this.reader.text(part);
      if (part.number === NODE.domain) domain = await this.reader.text(part);
      if (part.number === NODE.name) own = await this.reader.text(part);
      if (part.number === NODE.output) output ??= await this.reader.text(part);
      if (part.number === NODE.attribute && attributes.push(part) > MOST_ATTRIBUTES) {
        throw tooManyParts();
      }
    }
    this.operators.use(domain, operator);
    const name = output === undefined || output === "" ? own : output;
    for (const part of attributes) await this.seeAttribute(part, { operator, name }, scope, depth);
  }

  private async seeAttribute(
    field: Field,
    node: NodeNames,
    scope: Scope,
    depth: number,
  ): Promise<void> {
    const { reader } = this;
    let name = "";
    for await (const part of reader.fields(field, ATTRIBUTE_FIELDS)) {
      if (part.number === ATTRIBUTE.name) name = await reader.text(part);
    }
    // What a constant makes is a tensor by the name of its output.
    const isConstant = node.operator === "Constant" && /^(sparse_)?value/.test(name);
    const path = `${node.name}.${name}`;
    const nameOf = (at: number): string =>
      isConstant ? node.name : at === 0 ? path : `${path}.${at}`;
    const inner = (at: number): Scope => [...scope, node.name, at === 0 ? name : `${name}.${at}`];
    let count = 0;
    const values = { type: "", count: 0, isOne: false };
    for await (const part of reader.fields(field, ATTRIBUTE_FIELDS)) {
      switch (part.number) {
        case ATTRIBUTE.tensor:
        case ATTRIBUTE.tensors:
          this.add(scope, await tensorOf(part, reader, nameOf(count++)));
          break;
        case ATTRIBUTE.sparse:
        case ATTRIBUTE.sparses:
          this.add(scope, await sparseTensorOf(part, reader, nameOf(count++)));
          break;
        case ATTRIBUTE.graph:
        case ATTRIBUTE.graphs:
          await this.seeGraph(part, inner(count++), depth + 1);
          break;
        case ATTRIBUTE.float:
        case ATTRIBUTE.floats:
          values.type = "F32";
          values.count += await reader.count(part, "floats");
          break;
        case ATTRIBUTE.integer:
        case ATTRIBUTE.integers:
          values.type = "I64";
          values.count += isConstant ? await reader.count(part, "varints") : 0;
          break;
        case ATTRIBUTE.text:
        case ATTRIBUTE.texts:
          values.type = "STRING";
          values.count++;
          break;
        default:
      }
    }
    if (!isConstant || count > 0 || values.count === 0) return;
    const shape = name.endsWith("s") ? [values.count] : [];
    this.add(scope, { name: node.name, shape, type: values.type, place: undefined });
  }

  private add(scope: Scope, tensor: FileTensor): void {
    if (this.found.push({ scope, tensor }) > MOST_MEMBERS) throw tooManyParts();
  }
}

function twoOf(name: string): FileProblem {
  return new FileProblem((file) =>
    l10n.t(
      '{0} has two tensors of the name "{1}"; which is meant nobody can tell.',
      file,
      foreign(name),
    ),
  );
}
