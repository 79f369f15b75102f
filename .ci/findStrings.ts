import ts from "typescript";

/** The texts of a source file that go through `l10n.t`, and what is wrong with how they do. */
export interface FoundStrings {
  /** English texts, each as often as it stands there. */
  readonly texts: readonly string[];
  /** Sentences that begin with file and line. */
  readonly problems: readonly string[];
}

/** How everything imports `t`, so that its calls are found by their looks. */
const NAMESPACE = "l10n";
/** What it is made of, which leaves braces in a text where a value is none. */
const LIBRARY = "@vscode/l10n";
/** The files that may import the library. */
const USE_LIBRARY = ["src/shared/base/l10n.ts", "src/shared/base/strings.ts"];

/**
 * Finds what can be translated. A text has to stand in the call itself: what is put together at run
 * time is in no bundle.
 * @param file its name, for problems
 */
export function findStrings(file: string, source: string): FoundStrings {
  const texts: string[] = [];
  const problems: string[] = [];
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const report = (node: ts.Node, problem: string): void => {
    const { line } = tree.getLineAndCharacterOfPosition(node.getStart());
    problems.push(`${file}:${line + 1}: ${problem}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && !USE_LIBRARY.includes(file) && isOtherImport(node)) {
      report(node, `write: import * as ${NAMESPACE} from "…/shared/l10n"`);
    }
    if (ts.isTaggedTemplateExpression(node) && isTranslate(node.tag)) {
      report(node, "l10n.t takes a text and values, not a template");
    }
    if (ts.isCallExpression(node) && isTranslate(node.expression)) {
      const [text, ...values] = node.arguments;
      if (text === undefined || !ts.isStringLiteral(text)) {
        report(node, "the first argument of l10n.t has to be one string, in quotes");
      } else {
        texts.push(text.text);
        const problem = placeholderProblem(text.text, values);
        if (problem !== undefined) report(node, problem);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { texts, problems };
}

function isTranslate(node: ts.Expression): boolean {
  return (
    ts.isPropertyAccessExpression(node) &&
    node.name.text === "t" &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === NAMESPACE
  );
}

/** The library itself, `t` under another name, or the editor's that has no bundle in a thread. */
function isOtherImport({ moduleSpecifier, importClause }: ts.ImportDeclaration): boolean {
  const from = ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : "";
  const bindings = importClause?.namedBindings;
  if (from === LIBRARY) return true;
  if (/(^|\/)l10n$/.test(from)) {
    return !(bindings && ts.isNamespaceImport(bindings) && bindings.name.text === NAMESPACE);
  }
  if (bindings === undefined) return false;
  // Its bundle may be had under another name; `l10n.t` is always the library's.
  return ts.isNamespaceImport(bindings)
    ? bindings.name.text === NAMESPACE
    : bindings.elements.some(({ name }) => name.text === NAMESPACE);
}

/** Whether a text has a place for each value and for nothing else. */
function placeholderProblem(text: string, values: readonly ts.Expression[]): string | undefined {
  const isList = values.every(
    (value) => !ts.isSpreadElement(value) && !ts.isObjectLiteralExpression(value),
  );
  if (!isList) return "the values of l10n.t have to stand there one by one";
  const names = new Set(placeholders(text));
  const wanted = values.map((_, at) => String(at));
  if (names.size === wanted.length && wanted.every((name) => names.has(name))) return undefined;
  const has = [...names].map((name) => `{${name}}`).join(" ") || "no placeholder";
  return `"${text}" has ${has} for ${values.length} values`;
}

/** Names in braces, as the library looks for them. */
function placeholders(text: string): string[] {
  return Array.from(text.matchAll(/{([^}]+)}/g), ([, name = ""]) => name);
}
