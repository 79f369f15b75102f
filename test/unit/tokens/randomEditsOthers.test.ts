import { SHORTER_STORMS, weather } from "../../support/editStorms";
import { times } from "../../support/thoroughness";

describe("Random edits in other encodings end in exactly the tokens of a full encode", () => {
  let nextSeed = 4112;
  for (const encoding of ["cl100k_base", "o200k_base"] as const) {
    for (const storm of SHORTER_STORMS) {
      const { edits, units } = storm;
      const seed = nextSeed++;
      it(`${times(edits)} around ${units} code units with ${encoding}`, () => {
        weather(seed, storm, { encoding, lineEndings: "lf", specialTokens: "split" });
      });
    }
  }
});
