import { Tokenizer as NativeTokenizer } from "@anush008/tokenizers";
import { Tokenizer } from "@huggingface/tokenizers";

/** Ids and places in UTF-16 code units. */
export interface OracleTokens {
  readonly ids: number[];
  readonly starts: number[];
  readonly ends: number[];
}

/** The library tokenizers of Hugging Face itself, in Rust. */
export class NativeOracle {
  private readonly tokenizer: NativeTokenizer;

  constructor(json: object | string) {
    const text = typeof json === "string" ? json : JSON.stringify(json);
    this.tokenizer = NativeTokenizer.fromString(text);
  }

  /** Undefined of a file that the library refuses. */
  static ofReadable(json: object): NativeOracle | undefined {
    try {
      return new NativeOracle(json);
    } catch {
      return undefined;
    }
  }

  /** @param addSpecialTokens whether those of the post-processor stand around it */
  async tokensOf(given: string, addSpecialTokens = false): Promise<OracleTokens> {
    const text = wellFormed(given);
    const encoding = await this.tokenizer.encode(text, null, { addSpecialTokens });
    // The library counts characters.
    const units = [0];
    for (const character of text) units.push((units.at(-1) ?? 0) + character.length);
    const offsets = encoding.getOffsets();
    return {
      ids: encoding.getIds(),
      starts: offsets.map(([start = 0]) => units[start] ?? 0),
      ends: offsets.map(([, end = 0]) => units[end] ?? 0),
    };
  }
}

/** Ids by Hugging Face's JavaScript, which has no offsets. */
export class ScriptOracle {
  private readonly tokenizer: Tokenizer;

  constructor(json: object) {
    this.tokenizer = new Tokenizer(json, {});
  }

  idsOf(text: string): number[] {
    return this.tokenizer.encode(wellFormed(text), { add_special_tokens: false }).ids;
  }
}

/** Half a surrogate pair alone is no character to them. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}
