import assert from "node:assert/strict";
import { join, type Remote } from "../../../src/shared/base/rpc";
import { TokenDocument, type Reading } from "../../../src/tokens/document/tokenDocument";
import { encoderOfFile } from "../../../src/tokens/file/fileEncoder";
import { readTokenizerJson } from "../../../src/tokens/file/readTokenizerJson";
import { pause } from "../../../src/workers/node/threadChannel";
import { TokenizerFiles } from "../../../src/workers/tokenizerFiles";
import { tokenService, type TokenService } from "../../../src/workers/tokenService";
import { splitting } from "../../support/byteLevelVariants";
import { channelPair } from "../../support/channelPair";
import { pipelineFile } from "../../support/smallPipelines";
import { byteLevelTokenizer, type TokenizerFile } from "../../support/smallTokenizers";
import { encoderOf, gpt2 } from "../../support/vocabulary";

const TEXT = "The quick brown fox jumps over 12 lazy dogs, isn't it?\n".repeat(8000);
/** Files of which all of a text decides. */
const FILES: Readonly<Record<string, TokenizerFile>> = {
  "byte-level that looks far behind": byteLevelTokenizer({
    pre_tokenizer: splitting("(?<!x{40})the|\\w+|\\s"),
  }),
  "WordPiece that splits by an expression": {
    ...pipelineFile("WordPiece"),
    pre_tokenizer: {
      type: "Split",
      pattern: { Regex: "\\w+|[^\\w\\s]+" },
      behavior: "Removed",
      invert: true,
    },
  },
};

describe("A large document all of which decides", () => {
  for (const [name, file] of Object.entries(FILES)) {
    it(`is made tokens in steps, and only its newest text: ${name}`, async () => {
      const encoder = encoderOfFile(
        readTokenizerJson(JSON.stringify(file)),
        gpt2().vocabulary.classes,
      );
      assert.equal(encoder.reach, "document");
      class Files extends TokenizerFiles {
        override async encoderOf() {
          return encoder;
        }
      }
      let pauses = 0;
      const [mine, theirs] = channelPair();
      const counted = () => {
        pauses++;
        return pause();
      };
      const files = new Files(undefined as never);
      join<object, TokenService>(theirs, {
        mine: tokenService(encoderOf, counted, undefined, files),
      });
      const call: Remote<TokenService> = join<TokenService>(mine).call;
      const reading: Reading = {
        ...{ encoding: "file", specialTokens: "split", lineEndings: "lf" },
        file: { path: "/x/tokenizer.json", hash: "", format: { kind: "json", isLimited: false } },
      };

      let isOpen = false;
      const opening = call.open("a", 1, TEXT, reading).then((summary) => {
        isOpen = true;
        return summary;
      });
      while (pauses < 2) await pause();
      assert.deepEqual(
        [...(await call.encode("one", { ...reading, encoding: "gpt2" })).ids],
        [505],
      );
      assert.equal(isOpen, false);
      assert.equal((await opening)?.version, 1);
      const whole = pauses;
      assert.ok(whole >= 8, `${whole} pauses`);

      // Three edits, the first two of which nobody needs any more, and a question between them.
      pauses = 0;
      let text = TEXT;
      const answers = [0, 50, 100_000].map((at, index) => {
        text = `${text.slice(0, at)}ing ${text.slice(at)}`;
        const change = { start: at, end: at, text: "ing " };
        return call.edit("a", 2 + index, [change], text.length);
      });
      const asked = call.tokens("a");
      const [first, second, third] = await Promise.all(answers);
      assert.deepEqual([first, second], [undefined, undefined]);
      const fresh = TokenDocument.open(encoder, text, 4, reading);
      assert.deepEqual(third, fresh.summary());
      assert.deepEqual((await asked)?.ids, fresh.tokens().ids);
      assert.ok(pauses < 2 * whole, `${pauses} pauses`);

      // What does not fit is told, and the document is taken anew.
      assert.equal(await call.edit("a", 5, [{ start: 0, end: 1, text: "" }], 7), undefined);
      assert.equal(await call.tokens("a"), undefined);
      await call.open("a", 6, "the end", reading);
      assert.equal((await call.edit("a", 7, [{ start: 0, end: 4, text: "" }], 3))?.length, 3);
      // One that grows is large from then on.
      await call.edit("a", 8, [{ start: 0, end: 0, text: TEXT }], TEXT.length + 3);
      const grown = call.edit("a", 9, [{ start: 0, end: 1, text: "" }], TEXT.length + 2);
      assert.equal((await grown)?.length, TEXT.length + 2);
    });
  }
});
