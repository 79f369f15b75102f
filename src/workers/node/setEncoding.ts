import { existsSync } from "node:fs";
import { join } from "node:path";
import { homedir } from "node:os";
import type { SetEncoding } from "../../dataset/node/setDescription";
import type { TextReading } from "../../dataset/texts/textUnits";
import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import type { BytePairEncoding, SpecialTokens } from "../../shared/values/tokens";
import { ENDS_OF_TEXT } from "../../tokens/encode/endsOfText";
import { Encoder } from "../../tokens/encode/encoder";
import { encodings } from "../../tokens/encode/encodings";
import type { TokenEncoder } from "../../tokens/encode/tokenEncoder";
import { TokenizerFiles } from "../tokenizerFiles";
import { diskTokenizers } from "./tokenizerWorld";
import { vocabularyFrom } from "./vocabularyFile";

const [END_OF_TEXT] = ENDS_OF_TEXT;
/** An encoding that was chosen, as threads read with it and as a set is described. */
export interface ChosenEncoding {
  readonly encoding: TextReading["encoding"];
  readonly described: SetEncoding;
  /** Whether long texts can be encoded in parts. */
  readonly inParts: boolean;
}

/** Where compiled tokenizers are kept for a command line: nobody else may write there. */
export function cacheFolder(): string {
  const { XDG_CACHE_HOME: cache, LOCALAPPDATA: local } = process.env;
  if (cache !== undefined && cache !== "") return join(cache, "tokenscope");
  if (process.platform === "win32" && local !== undefined) return join(local, "tokenscope");
  return join(homedir(), ".cache", "tokenscope");
}

/**
 * @param name of an encoding, or the path of a tokenizer file
 * @param folder of the compiled vocabularies
 * @param tokenizers where compiled tokenizers are kept
 * @throws {Error} where there is neither, or the file is none
 */
export async function chosenEncoding(
  name: string,
  folder: string,
  tokenizers: string,
): Promise<ChosenEncoding> {
  if (Object.hasOwn(encodings, name)) {
    const encoding = name as BytePairEncoding;
    const { vocabularySize, specialTokens } = encodings[encoding];
    const endOfTextId = specialTokens.get(END_OF_TEXT);
    return {
      encoding,
      described: { name, vocabularySize, ...(endOfTextId !== undefined && { endOfTextId }) },
      inParts: true,
    };
  }
  if (!existsSync(name)) {
    throw new Error(
      l10n.t(
        'There is no encoding "{0}", and no file of this name. Use one of {1}, or the path of a tokenizer.json.',
        foreign(name),
        Object.keys(encodings).join(", "),
      ),
    );
  }
  const classes = () => vocabularyFrom(folder, "gpt2").classes;
  const files = new TokenizerFiles(diskTokenizers(tokenizers, classes));
  const { path, hash, vocabularySize } = await files.open(name);
  const endOfTextId = endOfTextOf(await files.encoderOf({ path, hash }), vocabularySize);
  return {
    encoding: { path, hash },
    described: {
      ...{ name, vocabularySize, sha256: hash },
      ...(endOfTextId !== undefined && { endOfTextId }),
    },
    inParts: false,
  };
}

/** What makes tokens by an encoding that was chosen. */
export async function encoderOf(
  encoding: TextReading["encoding"],
  folder: string,
  tokenizers: string,
): Promise<TokenEncoder> {
  if (typeof encoding === "string") {
    return new Encoder(vocabularyFrom(folder, encoding), encodings[encoding]);
  }
  const classes = () => vocabularyFrom(folder, "gpt2").classes;
  return new TokenizerFiles(diskTokenizers(tokenizers, classes)).encoderOf(encoding);
}

/** The id of the token that ends a document. */
function endOfTextOf(encoder: TokenEncoder, vocabularySize: number): number | undefined {
  const found = new Map<string, number>();
  for (let id = 0; id < vocabularySize; id++) {
    if (encoder.isSpecial(id)) found.set(Buffer.from(encoder.bytesOf(id)).toString("utf8"), id);
  }
  const name = ENDS_OF_TEXT.find((each) => found.has(each));
  return name && found.get(name);
}

export function readingOf(
  { encoding, described }: ChosenEncoding,
  specialTokens: SpecialTokens,
): TextReading {
  return { encoding, vocabularySize: described.vocabularySize, specialTokens };
}
