import eslint from "@eslint/js";
import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";

/** A stage may import its past, never its future. */
const STAGES = [
  "shared",
  "text",
  "tokens",
  "windows",
  "embeddings",
  "workers",
  "platform",
  "analysis",
  "views",
];
/** What joins the stages. */
const ROOTS = ["extension", "desktop", "browser", "settings"];
/** Where the editor's API may be imported; `text` and `api.ts` take its types alone. */
const KNOW_VSCODE = ["text", "platform", "analysis", "views"];
/** Everything runs in a browser too, but for what these files of a stage hold. */
const nodeFiles = (/** @type {string} */ stage) => [
  `src/${stage}/**/node/**/*.ts`,
  // A build alone runs them.
  `src/${stage}/**/compile*.ts`,
];
const NO_NODE = { regex: "^node:", message: "This runs in a browser too." };

const RESTRICTED = [
  { selector: "ExportDefaultDeclaration", message: "Exports have names." },
  {
    selector: "ImportDeclaration[source.value='@vscode/l10n']",
    message: "src/shared/base/l10n has `t`, which fills every place of a text.",
  },
];
/** VS Code's own events of a document's end also tell of another language. */
const OPEN_IS_DECIDED_ONCE = {
  selector:
    "MemberExpression[property.name=/^(onDid(Open|Close)TextDocument|isClosed)$/][object.type!='ThisExpression']",
  message: "src/analysis/openDocuments.ts alone decides which documents are open.",
};

const directions = STAGES.flatMap((stage, index) => {
  const rules = (/** @type {object[]} */ more) => ({
    "@typescript-eslint/no-restricted-imports": [
      "error",
      {
        paths: [
          {
            name: "vscode",
            message: "Only platform, analysis, views and the files beside the folders may use it.",
            allowTypeImports: stage === "text",
          },
        ].filter(() => !KNOW_VSCODE.includes(stage) || stage === "text"),
        patterns: [
          {
            regex: `^(\\.\\./)+(${[...STAGES.slice(index + 1), ...ROOTS].join("|")})(/|$)`,
            message: `src/${stage} may not import its future.`,
          },
          { regex: "^(\\.\\./)+webview(/|$)", message: "src does not know the page." },
          ...more,
        ],
      },
    ],
  });
  return [
    { files: [`src/${stage}/**/*.ts`], rules: rules([NO_NODE]) },
    { files: nodeFiles(stage), rules: rules([]) },
  ];
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
    files: ["src/shared/base/{l10n,strings}.ts", "test/support/pseudoBundle.ts"],
    rules: { "no-restricted-syntax": "off" },
  },
  {
    files: ["src/*.ts", "src/settings/*.ts"],
    rules: { "@typescript-eslint/no-restricted-imports": ["error", { patterns: [NO_NODE] }] },
  },
  ...directions,
  {
    files: ["src/*.ts", "src/analysis/**/*.ts", "src/views/**/*.ts"],
    ignores: ["src/analysis/openDocuments.ts"],
    rules: { "no-restricted-syntax": ["error", ...RESTRICTED, OPEN_IS_DECIDED_ONCE] },
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
  {
    files: ["webview/**/*.ts"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: "^(\\.\\./)+src/(?!shared/)",
              message: "The page sees src/shared alone.",
            },
            { regex: "^(vscode|node:.*)$", message: "The page runs in a browser." },
          ],
        },
      ],
    },
  },
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
    files: ["test/**/*.ts"],
    ignores: ["test/bench/**", "test/**/*.bench.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        { selector: "ExportDefaultDeclaration", message: "Exports have names." },
        {
          selector: 'CallExpression[callee.property.name="waitForTimeout"]',
          message: "A test waits for a condition: see until.",
        },
        {
          selector:
            'CallExpression[callee.object.type="ThisExpression"][callee.property.name="timeout"]',
          message: "One patience for all tests stands in test/support/patience.ts.",
        },
      ],
    },
  },
  {
    files: ["test/**/*.ts", ".ci/**/*.ts"],
    ignores: ["test/support/folders.ts", "test/support/runFolder.ts"],
    rules: {
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
          ],
        },
      ],
    },
  },
  {
    files: ["test/goldenRing/**/*.ts", ".ci/pictureWindow.ts", ".ci/test.ts"],
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
