import type { NextStep } from "../steps";
import type { TableFiles } from "../store/tableFiles";
import type { SourceFile } from "./sourceFile";

/** A file that is known as a whole. */
export interface PublishedFile {
  readonly bytes: number;
  /** In hexadecimal digits. */
  readonly sha256: string;
}

/** `model.safetensors` of `openai-community/gpt2`, by its Git LFS pointer on Hugging Face. */
export const GPT2_FILE: PublishedFile = {
  bytes: 548_105_171,
  sha256: "248dfc3911869ec493c76e65bf2fcf7f615828b0254c12b473182f0f81d3a707",
};

/**
 * Whether a file that has the size of a published one is that one, byte by byte. All of it is read
 * once; the hash is kept beside the copies of its tables.
 * @param key what those copies' names begin with
 * @returns undefined where it is of another size, or nobody can tell
 */
export async function isPublished(
  file: SourceFile,
  { bytes, sha256 }: PublishedFile,
  key: string,
  files: TableFiles,
  step: NextStep,
): Promise<boolean | undefined> {
  if (file.bytes !== bytes || file.sha256 === undefined) return undefined;
  const name = `${key}.sha256`;
  const size = await files.size(name);
  if (size === 2 * 32) return new TextDecoder().decode(await files.read(name, 0, size)) === sha256;
  const hash = await file.sha256(step);
  await files.write(name, new TextEncoder().encode(hash));
  return hash === sha256;
}
