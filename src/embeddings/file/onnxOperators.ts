import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import { FileProblem } from "../store/fileProblem";
import { tooManyParts } from "./wireReader";

/** Domains of ONNX itself, and the one of what ONNX Runtime brings. */
const KNOWN_DOMAINS: ReadonlySet<string> = new Set([
  "",
  "ai.onnx",
  "ai.onnx.ml",
  "ai.onnx.training",
  "ai.onnx.preview.training",
  "com.microsoft",
]);

/** Operators of other domains that one model may use or define. */
const MOST_OPERATORS = 10_000;

/**
 * Notes operators that only somebody's own library knows. What a table of such a model means is
 * not ours to guess. Functions that the model brings with it are written in known operators.
 */
export class CustomOperators {
  /** Operators outside the known domains, each with its domain before it. */
  private readonly used = new Set<string>();
  private readonly defined = new Set<string>();

  use(domain: string, operator: string): void {
    if (KNOWN_DOMAINS.has(domain)) return;
    if (this.used.add(`${domain}:${operator}`).size > MOST_OPERATORS) throw tooManyParts();
  }

  define(domain: string, operator: string): void {
    if (this.defined.add(`${domain}:${operator}`).size > MOST_OPERATORS) throw tooManyParts();
  }

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
}
