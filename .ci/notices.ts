import { writeFileSync } from "node:fs";
import { main } from "./support/main";
import { makeNotices, NOTICES_FILE, NOTICES_NAME, thirdParties } from "./thirdParty";

/** Writes whose work the package holds and under which licences. */
async function writeNotices(): Promise<0> {
  writeFileSync(NOTICES_FILE, makeNotices());
  console.log(`${NOTICES_NAME}, ${String(thirdParties().length)} packages`);
  return 0;
}

main(writeNotices);
