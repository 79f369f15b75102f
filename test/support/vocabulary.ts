import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { cacheFolder, root } from "../../.ci/support/folders";
import type { BytePairEncoding } from "../../src/shared/values/tokens";
import { compileVocabulary } from "../../src/tokens/encode/compileVocabulary";
import { Encoder } from "../../src/tokens/encode/encoder";
import { encodings } from "../../src/tokens/encode/encodings";
import { readVocabulary } from "../../src/tokens/encode/vocabulary";

const encoders = new Map<BytePairEncoding, Encoder>();

/** An encoder from the same ranks that the build compiles. */
export function encoderOf(encoding: BytePairEncoding): Encoder {
  const known = encoders.get(encoding);
  if (known !== undefined) return known;
  const compiled = keptVocabulary(encoding);
  const encoder = new Encoder(readVocabulary(compiled.buffer), encodings[encoding]);
  encoders.set(encoding, encoder);
  return encoder;
}

/**
 * A vocabulary as the build compiles it, which takes a second: kept from run to run, and for other
 * processes, until its ranks, what compiles it or Node's Unicode are others.
 */
export function keptVocabulary(encoding: BytePairEncoding): Uint8Array<ArrayBuffer> {
  const ranks = ranksOf(encoding);
  const key = createHash("sha256").update(compiler()).update(ranks).digest("hex");
  const folder = join(cacheFolder, "vocabularies");
  const file = join(folder, `${encoding}-${key}`);
  if (existsSync(file)) return new Uint8Array(readFileSync(file));
  const compiled = compileVocabulary(ranks, encoding === "gpt2" ? "mapped" : "packed");
  mkdirSync(folder, { recursive: true });
  const others = readdirSync(folder).filter((name) => name.startsWith(`${encoding}-`));
  for (const name of others) rmSync(join(folder, name), { force: true });
  // At one blow: others may read it now.
  const part = join(folder, `.${process.pid}-${encoding}`);
  writeFileSync(part, compiled);
  renameSync(part, file);
  return compiled;
}

let bundled: string | undefined;

/** All that decides what is compiled of some ranks. */
function compiler(): string {
  bundled ??= buildSync({
    entryPoints: [join(root, "src/tokens/encode/compileVocabulary.ts")],
    bundle: true,
    platform: "node",
    write: false,
    logLevel: "error",
  }).outputFiles[0]?.text;
  return `${process.versions["unicode"] ?? ""} ${bundled ?? ""}`;
}

/** The rank table that the build compiles. */
export function ranksOf(encoding: BytePairEncoding): string {
  const name = encoding === "gpt2" ? "r50k_base" : encoding;
  return readFileSync(`node_modules/gpt-tokenizer/data/${name}.tiktoken`, "utf8");
}

export function gpt2(): Encoder {
  return encoderOf("gpt2");
}
