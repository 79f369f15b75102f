/** Stages of the extension, and the rooms of each, in order: each may import its past, never its future. */
export const STAGES = {
  shared: ["base", "values", "protocol"],
  text: [],
  tokens: ["encode", "file", "document", "queries"],
  windows: [],
  embeddings: ["store", "runtime", "seeded", "file", "gpt2", "queries", "model"],
  gpt: ["parameters", "graphs", "seeded", "file", "gpt2", "queries", "gpt"],
  dataset: ["rules", "texts", "formats", "report", "build", "check"],
  settings: [],
  workers: [],
  cli: [],
  platform: [],
  analysis: [],
  views: [
    "ui",
    "windowBand",
    "highlights",
    "texts",
    "hover",
    "counts",
    "sets",
    "pytorch",
    "models",
    "toy",
    "export",
    "panel",
    "statusBar",
    "commands",
  ],
};
/** What joins the stages. */
const ROOTS = ["extension", "desktop", "browser"];
/** Rooms of the page, in order. */
export const PAGE_ROOMS = [
  "base",
  "host",
  "feeds",
  "drawing",
  "heat",
  "save",
  "tokens",
  "windows",
  "coverage",
  "vectors",
  "layer",
  "positions",
  "predictions",
  "app",
];
/** Where the editor's API may be imported; `text` and `api.ts` take its types alone. */
const KNOW_VSCODE = ["text", "settings", "platform", "analysis", "views"];
/** Stages that are programs of Node alone. */
const NODE_ALONE = ["cli"];
/** Everything else runs in a browser too, but for what these files of a stage hold. */
const nodeFiles = (/** @type {string} */ folder) => [
  `${folder}/**/node/**/*.ts`,
  // A build alone runs them.
  `${folder}/**/compile*.ts`,
];
export const NO_NODE = { regex: "^node:", message: "This runs in a browser too." };

const upward = (/** @type {string} */ place, /** @type {readonly string[]} */ future) =>
  future.length === 0
    ? []
    : [
        {
          regex: `^(\\.\\./)+(${future.join("|")})(/|$)`,
          message: `${place} may not import its future.`,
        },
      ];

export const directions = Object.entries(STAGES).flatMap(([stage, rooms], index, all) => {
  const future = [...all.slice(index + 1).map(([name]) => name), ...ROOTS];
  const rules = (/** @type {object[]} */ more) => ({
    "@typescript-eslint/no-restricted-imports": [
      "error",
      {
        paths: [
          {
            name: "vscode",
            message:
              "Only settings, platform, analysis, views and the files beside the folders may.",
            allowTypeImports: stage === "text",
          },
        ].filter(() => !KNOW_VSCODE.includes(stage) || stage === "text"),
        patterns: [
          ...upward(`src/${stage}`, future),
          { regex: "^(\\.\\./)+webview(/|$)", message: "src does not know the page." },
          ...more,
        ],
      },
    ],
  });
  const folder = `src/${stage}`;
  return [
    { files: [`${folder}/**/*.ts`], rules: rules(NODE_ALONE.includes(stage) ? [] : [NO_NODE]) },
    { files: nodeFiles(folder), rules: rules([]) },
    ...rooms.flatMap((room, at) => {
      const place = `${folder}/${room}`;
      const later = upward(place, rooms.slice(at + 1));
      return [
        { files: [`${place}/**/*.ts`], rules: rules([NO_NODE, ...later]) },
        { files: nodeFiles(place), rules: rules(later) },
      ];
    }),
  ];
});

const pageRules = (/** @type {object[]} */ more) => ({
  "@typescript-eslint/no-restricted-imports": [
    "error",
    {
      patterns: [
        {
          regex: "^(\\.\\./)+src/(?!(shared|windows)/)",
          message: "The page sees src/shared and src/windows alone.",
        },
        { regex: "^(vscode|node:.*)$", message: "The page runs in a browser." },
        ...more,
      ],
    },
  ],
});
export const pageDirections = [
  { files: ["webview/**/*.ts"], rules: pageRules([]) },
  ...PAGE_ROOMS.map((room, at) => {
    const place = `webview/${room}`;
    const later = upward(place, PAGE_ROOMS.slice(at + 1));
    return { files: [`${place}/**/*.ts`], rules: pageRules(later) };
  }),
];
