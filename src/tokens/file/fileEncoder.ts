import type { CharacterClasses } from "../encode/characterClasses";
import type { TokenEncoder } from "../encode/tokenEncoder";
import { ByteLevelEncoder } from "./byteLevelEncoder";
import { byteLevelFile } from "./byteLevelFile";
import { PipelineEncoder } from "./pipelineEncoder";
import type { TokenizerJson } from "./tokenizerJson";

/**
 * The encoder of a tokenizer file.
 * @param classes what the known splitting patterns tell apart
 * @throws {TokenizerFileError} where the file asks for what Tokenscope does not do
 */
export function encoderOfFile(json: TokenizerJson, classes: CharacterClasses): TokenEncoder {
  const file = byteLevelFile(json);
  if (file !== undefined) return new ByteLevelEncoder(file, classes);
  return new PipelineEncoder(json);
}
