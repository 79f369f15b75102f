/** What ends a document: of OpenAI's encodings, and in files of Llama's, Gemma's and DeepSeek's kind. */
export const ENDS_OF_TEXT = [
  "<|endoftext|>",
  "<|end_of_text|>",
  "<｜end▁of▁sentence｜>",
  "<eos>",
  "</s>",
] as const;
