import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import ts from "typescript";
import { packageFiles, targets } from "../../../.ci/packageFiles";
import {
  BUNDLED,
  INSIDE,
  licenceText,
  makeNotices,
  NOTICES_FILE,
  NOTICES_NAME,
  textInside,
  thirdParties,
} from "../../../.ci/thirdParty";
import { root } from "../../../.ci/support/folders";

describe("The third-party notices", () => {
  it("are those of the lock file; `npm run notices` writes them", () => {
    assert.equal(readFileSync(NOTICES_FILE, "utf8").replaceAll("\r\n", "\n"), makeNotices());
  });

  it("have every package with its licence, and where it is from without a registry", () => {
    const text = makeNotices();
    const packages = thirdParties();
    for (const { name, version, licence } of packages) {
      assert.ok(text.includes(`\n${name} ${version}, ${licence}\n`), name);
      assert.match(licence, /^(MIT|BSD-3-Clause|CC-BY-4\.0|ISC|Apache-2\.0)$/, name);
    }
    for (const name of BUNDLED) assert.ok(packages.some((each) => each.name === name));
    assert.doesNotMatch(text, /registry|npmjs|resolved/i);
    assert.doesNotMatch(text, /\r|\uFEFF|undefined/);
  });

  it("hold the whole licence of every package, of what is inside of one, and of what that is built from", () => {
    const text = makeNotices();
    for (const each of thirdParties()) {
      const licence = licenceText(each);
      assert.match(licence, /copyright|creative commons/i, each.name);
      assert.ok(licence.length > 500 && text.includes(licence), each.name);
    }
    for (const [name, sentence] of [
      ["tiktoken", /Copyright \(c\) \d{4} OpenAI, Shantanu Jain\n\nPermission is hereby granted/],
      [
        "Unicode",
        /UNICODE LICENSE V3\n[^]*Copyright © 1991-\d{4} Unicode, Inc\.\n[^]*NONINFRINGEMENT/,
      ],
      ["ONNX Runtime", /Copyright \(c\) Microsoft Corporation/],
      ["Eigen", /\nEigen\n\nMPL v2\.0\n[^]*1\.4\. "Covered Software"/],
      ["protobuf", /\nprotocolbuffers\/protobuf\n\nCopyright 2008 Google Inc\./],
      ["XNNPACK", /\ngoogle\/XNNPACK\n[^]*BSD License/],
      ["emsdk", /\nemsdk\n/],
    ] as const) {
      assert.match(text, sentence, name);
    }
    for (const inside of INSIDE) assert.ok(text.includes(textInside(inside)), inside.name);
  });

  it("need none for what serves graphics cards alone, which no package holds", () => {
    for (const target of targets) {
      const paths = packageFiles(root, join(root, "no-build"), target).map(({ to }) => to);
      assert.ok(!paths.some((path) => /directml|dxcompiler|dxil/i.test(path)), target);
    }
  });

  it("know every package that the sources import", () => {
    const known = new Set<string>(BUNDLED);
    const unknown: string[] = [];
    for (const folder of ["src", "webview"]) {
      for (const file of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })) {
        if (!file.endsWith(".ts")) continue;
        for (const name of packagesOf(join(root, folder, file))) {
          if (!known.has(name)) unknown.push(`${folder}/${file}: ${name}`);
        }
      }
    }
    assert.deepEqual(unknown, []);
  });

  it("know every package whose files the build copies or compiles", () => {
    const source = readFileSync(join(root, "webpack.config.mjs"), "utf8");
    const names = [...source.matchAll(/node_modules\/((?:@[\w.-]+\/)?[\w.-]+)\//g)].map(
      ([, name = ""]) => name,
    );
    assert.ok(names.length >= 2);
    for (const name of names)
      assert.ok(
        BUNDLED.some((each) => each === name),
        name,
      );
  });

  it("are shipped, and know every package that is shipped as it is", () => {
    const names = new Set(thirdParties().map(({ name }) => name));
    for (const target of targets) {
      const paths = packageFiles(root, join(root, "no-build"), target).map(({ to }) => to);
      assert.ok(paths.includes(NOTICES_NAME), target);
      for (const path of paths) {
        const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path) ?? [];
        assert.ok(name === undefined || names.has(name), path);
      }
    }
  });
});

/** Packages that a file imports as code, or finds by a path at build time. */
function packagesOf(file: string): Set<string> {
  const names = new Set<string>();
  const add = (path: string): void => {
    if (path.startsWith(".") || path === "vscode" || isBuiltin(path)) return;
    names.add(/^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path);
  };
  const visit = (node: ts.Node): void => {
    const from =
      (ts.isImportDeclaration(node) && !isTypeImport(node)) ||
      (ts.isExportDeclaration(node) && !node.isTypeOnly)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && isLoad(node.expression)
          ? node.arguments[0]
          : undefined;
    if (from !== undefined) {
      if (ts.isStringLiteralLike(from)) add(from.text);
      else if (ts.isTemplateExpression(from)) add(from.head.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest));
  return names;
}

/** Whether nothing is left of an import in the bundle. */
function isTypeImport({ importClause }: ts.ImportDeclaration): boolean {
  return importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

/** `import(…)`, `require(…)`, or what `createRequire` gives, which is called `load` here. */
function isLoad(node: ts.Expression): boolean {
  return (
    node.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(node) && ["require", "load"].includes(node.text))
  );
}
