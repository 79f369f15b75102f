import { STORMS, weather } from "../../support/editStorms";
import { times } from "../../support/thoroughness";

describe("Random edits, line ends read as LF, end in exactly the tokens of a full encode", () => {
  let nextSeed = 4100;
  for (const specialTokens of ["split", "text"] as const) {
    for (const storm of STORMS) {
      const { edits, units } = storm;
      const seed = nextSeed++;
      it(`${times(edits)} around ${units} code units, special tokens: ${specialTokens}`, () => {
        weather(seed, storm, { encoding: "gpt2", lineEndings: "lf", specialTokens });
      });
    }
  }
});
