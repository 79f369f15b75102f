import eslint from "@eslint/js";
import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";
import { directions, NO_NODE, pageDirections } from "./.ci/directions.mjs";
import { SHOWN_TEXTS, UNTYPED_EVENTS } from "./.ci/shownTexts.mjs";

const RESTRICTED = [
  { selector: "ExportDefaultDeclaration", message: "Exports have names." },
  {
    selector: "ImportDeclaration[source.value='@vscode/l10n']",
    message: "src/shared/base/l10n has `t`, which fills every place of a text.",
  },
];
/** What a person installs shows texts in their language. */
const RESTRICTED_WHERE_SHOWN = [...RESTRICTED, ...SHOWN_TEXTS, ...UNTYPED_EVENTS];
const RESTRICTED_IN_TESTS = [
  { selector: "ExportDefaultDeclaration", message: "Exports have names." },
  {
    selector: 'CallExpression[callee.property.name="waitForTimeout"]',
    message: "A test waits for a condition: see until.",
  },
  {
    selector: 'CallExpression[callee.object.type="ThisExpression"][callee.property.name="timeout"]',
    message: "One patience for all tests stands in .ci/support/patience.ts.",
  },
];
/** VS Code's own events of a document's end also tell of another language. */
const OPEN_IS_DECIDED_ONCE = {
  selector:
    "MemberExpression[property.name=/^(onDid(Open|Close)TextDocument|isClosed)$/][object.type!='ThisExpression']",
  message: "src/analysis/openDocuments.ts alone decides which documents are open.",
};

/** What tests and tools may not import. */
const toolRules = (/** @type {object[]} */ more) => ({
  "@typescript-eslint/no-restricted-imports": [
    "error",
    {
      paths: [
        ...["node:fs", "node:fs/promises"].map((name) => ({
          name,
          importNames: ["mkdtemp", "mkdtempSync"],
          message: "Use freshFolder, of which nothing stays behind.",
        })),
        { name: "node:os", importNames: ["tmpdir"], message: "Use freshFolder." },
      ],
      patterns: [
        {
          regex: "/support/golden$",
          message: "No clone has that folder: tests of its cases lie in test/goldenRing.",
        },
        ...more,
      ],
    },
  ],
});

export default tseslint.config(
  { ignores: ["dist/", "out/", ".vscode-test/", "node_modules/"] },
  eslint.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: [
          "src/tsconfig.json",
          "src/tsconfig.browser.json",
          "webview/tsconfig.json",
          "tsconfig.json",
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-import-type-side-effects": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // `async` without `await` turns a refusal into a rejection, as its callers expect.
      "@typescript-eslint/require-await": "off",
      // A type parameter used once names what a caller knows of a file or a setting.
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
      // Code points are what is meant where a string is spread here.
      "@typescript-eslint/no-misused-spread": "off",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { ignoreRestSiblings: true, varsIgnorePattern: "^_", argsIgnorePattern: "^_" },
      ],
      // Hot loops read typed arrays where an index is known to be in range.
      "@typescript-eslint/non-nullable-type-assertion-style": "off",
      "no-restricted-syntax": ["error", ...RESTRICTED],
      "no-console": "error",
      eqeqeq: "error",
    },
  },
  {
    files: ["src/**/*.ts", "webview/**/*.ts"],
    rules: { "no-restricted-syntax": ["error", ...RESTRICTED_WHERE_SHOWN] },
  },
  {
    files: ["src/shared/base/{l10n,strings}.ts", "test/support/pseudoBundle.ts"],
    rules: { "no-restricted-syntax": "off" },
  },
  {
    files: ["src/*.ts"],
    rules: { "@typescript-eslint/no-restricted-imports": ["error", { patterns: [NO_NODE] }] },
  },
  ...directions,
  {
    files: ["src/*.ts", "src/settings/**/*.ts", "src/analysis/**/*.ts", "src/views/**/*.ts"],
    ignores: ["src/analysis/openDocuments.ts"],
    rules: { "no-restricted-syntax": ["error", ...RESTRICTED_WHERE_SHOWN, OPEN_IS_DECIDED_ONCE] },
  },
  {
    files: ["src/api.ts"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        { paths: [{ name: "vscode", message: "Types alone.", allowTypeImports: true }] },
      ],
    },
  },
  ...pageDirections,
  {
    files: ["test/**/*.ts", ".ci/**/*.ts"],
    rules: {
      "no-console": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      // Mocha's `it` and `before` take functions that return promises.
      "@typescript-eslint/no-misused-promises": "off",
      "@typescript-eslint/no-unused-expressions": "off",
    },
  },
  {
    files: ["test/**/*.ts", ".ci/support/*.ts"],
    ignores: ["test/bench/**", "test/**/*.bench.ts"],
    rules: {
      "no-restricted-syntax": ["error", ...RESTRICTED_IN_TESTS],
    },
  },
  {
    files: ["test/ui/**/*.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        ...RESTRICTED_IN_TESTS,
        {
          selector: "MemberExpression[property.name='keyboard']",
          message: "Keys go through the Workbench, which looks where they would go.",
        },
      ],
    },
  },
  { files: ["test/**/*.ts"], rules: toolRules([]) },
  {
    files: [".ci/**/*.ts"],
    ignores: [".ci/support/folders.ts", ".ci/support/runFolder.ts"],
    rules: toolRules([
      { regex: "^(\\.\\./)+test/", message: "Tests stand on these tools, not they on tests." },
    ]),
  },
  {
    files: [
      "test/goldenRing/**/*.ts",
      "test/support/runGoldenTests.ts",
      ".ci/pictureWindow.ts",
      ".ci/test.ts",
    ],
    rules: { "@typescript-eslint/no-restricted-imports": "off" },
  },
  {
    files: ["**/*.{js,mjs,cjs}"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: {
        process: "readonly",
        console: "readonly",
        require: "readonly",
        module: "writable",
        Buffer: "readonly",
        setTimeout: "readonly",
        setInterval: "readonly",
        clearInterval: "readonly",
        URL: "readonly",
        __dirname: "readonly",
        window: "readonly",
        document: "readonly",
      },
    },
    rules: {
      "no-restricted-syntax": "off",
      "no-console": "off",
      "@typescript-eslint/no-require-imports": "off",
    },
  },
  prettier,
);
