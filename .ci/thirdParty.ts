import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./support/folders";

/** Where the notices are, in the checkout and in the package. */
export const NOTICES_NAME = "ThirdPartyNotices.txt";
export const NOTICES_FILE = join(root, NOTICES_NAME);

/** Packages of which something ends up in the package that is shipped, besides what they depend on. */
export const BUNDLED = [
  "@vscode-elements/elements",
  "@vscode/codicons",
  "@vscode/l10n",
  "fflate",
  "gpt-tokenizer",
  "hyparquet",
  "hyparquet-writer",
  "ignore",
  "lit",
  "ml-matrix",
  "onnxruntime-node",
  "onnxruntime-web",
  "pbf",
  "regenerate-unicode-properties",
  "valibot",
] as const;

/** Dependencies that are not shipped, and neither is what only they depend on. */
const LEFT_OUT: readonly RegExp[] = [
  // Types alone.
  /^@types\//,
  // For onnxruntime-node's install script.
  /^(adm-zip|global-agent)$/,
  // For onnxruntime-web's runtimes other than WebAssembly.
  /^(flatbuffers|guid-typescript|long|platform|protobufjs)$/,
  // For pbf's command line.
  /^resolve-protobuf-schema$/,
];

/**
 * Packages that come without a licence file, each with the file of another one that has the same
 * licence from the same holder.
 */
const LICENCE_OF_ANOTHER: Readonly<Record<string, string>> = {
  "@lit-labs/ssr-dom-shim": "lit/LICENSE",
  "@vscode/l10n": "@vscode/codicons/LICENSE-CODE",
  "onnxruntime-common": "@vscode/codicons/LICENSE-CODE",
  "onnxruntime-node": "@vscode/codicons/LICENSE-CODE",
  "onnxruntime-web": "@vscode/codicons/LICENSE-CODE",
};

/** What a licence file does not tell; `{version}` is the package's. */
const REMARKS: Readonly<Record<string, string>> = {
  "@vscode/codicons":
    "The icons are under the first of its two licences, the style sheet under the second.",
  "gpt-tokenizer":
    "Its rank tables, which the .vocabulary files are made from, are those of OpenAI's tiktoken.",
  "onnxruntime-node":
    "Packages for one platform hold its native library. What that is built from stands at the end.",
  "onnxruntime-web": "What its WebAssembly file is built from stands at the end.",
  "regenerate-unicode-properties":
    "Its tables of categories, which the .vocabulary files hold, are made from the Unicode " +
    "Character Database.",
};

/** Work of others inside of packages that come without its licence: our copy of the text has it. */
interface Inside {
  readonly name: string;
  readonly licence: string;
  readonly homepage: string;
  /** The packages that it is in. */
  readonly of: readonly (typeof BUNDLED)[number][];
  /** Below `.ci/licences`. */
  readonly file: string;
}

export const INSIDE: readonly Inside[] = [
  {
    name: "Rank tables of tiktoken",
    licence: "MIT",
    homepage: "https://github.com/openai/tiktoken",
    of: ["gpt-tokenizer"],
    file: "tiktoken.txt",
  },
  {
    name: "Unicode Character Database",
    licence: "Unicode-3.0",
    homepage: "https://www.unicode.org/ucd/",
    of: ["regenerate-unicode-properties"],
    file: "unicode.txt",
  },
  {
    name: "What ONNX Runtime is built from, by its own notices",
    licence: "each part's own, below",
    homepage: "https://github.com/microsoft/onnxruntime/blob/main/ThirdPartyNotices.txt",
    of: ["onnxruntime-node", "onnxruntime-web"],
    file: "onnxruntime-third-parties.txt",
  },
];

/** The text of its licence. */
export function textInside({ file }: Inside): string {
  return plain(readFileSync(join(root, ".ci/licences", file), "utf8"));
}

/** A package as the lock file has it. */
export interface ThirdParty {
  readonly name: string;
  readonly version: string;
  /** As SPDX writes it. */
  readonly licence: string;
  readonly homepage: string | undefined;
  /** Below the root, with forward slashes. */
  readonly folder: string;
}

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

type Lock = Readonly<Record<string, LockedPackage>>;

/**
 * Everything that is shipped and not ours, by name: the bundled packages and, by the lock file, what
 * they depend on.
 * @throws where the lock file does not know a package
 */
export function thirdParties(): ThirdParty[] {
  const { packages: lock } = readJson<{ packages: Lock }>(join(root, "package-lock.json"));
  const found = new Map<string, ThirdParty>();
  const visit = (name: string, from: string): void => {
    if (LEFT_OUT.some((pattern) => pattern.test(name))) return;
    const folder = resolveIn(lock, name, from);
    if (found.has(folder)) return;
    const { version, license, dependencies, optionalDependencies } = lock[folder] ?? {};
    if (version === undefined || license === undefined) {
      throw new Error(`package-lock.json does not tell the version and licence of ${name}.`);
    }
    const homepage = homepageOf(folder);
    found.set(folder, { name, version, licence: license, homepage, folder });
    for (const next of Object.keys({ ...dependencies, ...optionalDependencies })) {
      visit(next, folder);
    }
  };
  for (const name of BUNDLED) visit(name, "");
  return [...found.values()].sort((a, b) => compare(a.name, b.name) || compare(a.folder, b.folder));
}

/**
 * The folder that Node takes a package from for the one in the folder `from`: its own node_modules,
 * else those further out.
 */
function resolveIn(lock: Lock, name: string, from: string): string {
  const above = `/${from}`.split("/node_modules/").slice(1);
  for (let depth = above.length; depth >= 0; depth--) {
    const folder = [...above.slice(0, depth), name].map((each) => `node_modules/${each}`).join("/");
    if (lock[folder] !== undefined) return folder;
  }
  throw new Error(`package-lock.json does not know ${name}.`);
}

function homepageOf(folder: string): string | undefined {
  const { homepage, repository } = readJson<{
    homepage?: string;
    repository?: string | { url?: string };
  }>(join(root, folder, "package.json"));
  const address = homepage ?? (typeof repository === "string" ? repository : repository?.url);
  if (address === undefined) return undefined;
  if (/^[\w.-]+\/[\w.-]+$/.test(address)) return `https://github.com/${address}`;
  return address
    .replace(/^git\+/, "")
    .replace(/^(git|ssh|http):\/\/(git@)?/, "https://")
    .replace(/\.git$/, "")
    .replace(/#readme$/, "");
}

/**
 * The notices as they should be: the packages with their licences first, then each licence text once
 * with the packages that it is of.
 * @throws where a package has no licence text
 */
export function makeNotices(): string {
  const packages = thirdParties();
  const byText = new Map<string, ThirdParty[]>();
  for (const each of packages) {
    const text = licenceText(each);
    byText.set(text, [...(byText.get(text) ?? []), each]);
  }
  const parts = [
    "Third-party notices of Tokenscope\n\n" +
      "Tokenscope's package holds code, data or icons of the packages below, each under the licence\n" +
      "beside its name. The texts of the licences follow. GPT-2's weights are no part of the package:\n" +
      "they are fetched when a person asks for them, under OpenAI's modified MIT licence\n" +
      "(https://github.com/openai/gpt-2/blob/master/LICENSE).",
    packages.map(entry).join("\n\n"),
    ...[...byText].map(([text, of]) => {
      const names = of.map(({ name, version }) => `${name} ${version}`);
      return `${names.join("\n")}\n\n${text}`;
    }),
    ...INSIDE.map((each) => `${insideEntry(each)}\n\n${textInside(each)}`),
  ];
  return `${parts.join(`\n\n${"=".repeat(80)}\n\n`)}\n`;
}

function entry({ name, version, licence, homepage }: ThirdParty): string {
  const remark = REMARKS[name]?.replaceAll("{version}", version);
  return [`${name} ${version}, ${licence}`, homepage, remark && wrapped(remark)]
    .filter((line) => line !== undefined)
    .join("\n  ");
}

function insideEntry({ name, licence, homepage, of }: Inside): string {
  return `${name}, ${licence}\n  ${homepage}\n  In ${of.join(" and ")}.`;
}

/** Lines that are not too long once they are indented. */
function wrapped(text: string): string {
  return text.replace(/(.{1,92})(?: |$)/g, "$1\n  ").trimEnd();
}

/** The texts of a package's licence files, or of another's that has the same. */
export function licenceText({ name, folder }: ThirdParty): string {
  const own = readdirSync(join(root, folder))
    .filter((file) => /^(licen[cs]e|copying|notice)([.-]|$)/i.test(file))
    .sort(compare)
    .map((file) => join(root, folder, file));
  const other = LICENCE_OF_ANOTHER[name];
  const files = own.length > 0 || other === undefined ? own : [join(root, "node_modules", other)];
  if (files.length === 0 || !files.every((file) => existsSync(file))) {
    throw new Error(`There is no licence text of ${name}. Name another package's for it.`);
  }
  return files.map((file) => plain(readFileSync(file, "utf8"))).join("\n\n");
}

/** Without a byte order mark, carriage returns, blanks at line ends and a common indent. */
function plain(text: string): string {
  const lines = text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .map((line) => line.trimEnd());
  const indents = lines.filter((line) => line !== "").map((line) => line.search(/\S/));
  const indent = Math.min(...indents);
  return lines
    .map((line) => line.slice(indent))
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .replace(/^\n+|\n+$/g, "");
}

/** By code units, so that the order is the same in every language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, "utf8")) as T;
}
