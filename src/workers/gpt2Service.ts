import {
  gpt2Table,
  hasGpt2Table,
  verifyGpt2Table,
  type Gpt2Part,
} from "../embeddings/gpt2/gpt2Tables";
import { whileStoring } from "../embeddings/store/whileStoring";
import type { TableFiles } from "../embeddings/store/tableFiles";
import { DamagedTable, isAsWritten, isKept, writeSums } from "../embeddings/store/tableSums";
import { gpt2Cost, verifyGpt2, type Gpt2Cost } from "../gpt/gpt2/keptGpt2";
import type { WholeGpt2 } from "../gpt/gpt2/wholeGpt2";
import { hasGpt2 } from "./gpt2Model";

/** What the vector worker tells of GPT-2's files, whatever model is in use. */
export interface Gpt2Service {
  /** Why a table that was fetched is not GPT-2's; undefined where it is. */
  verify(part: Gpt2Part, name: string): Promise<string | undefined>;
  /** Whether GPT-2's weights are on this machine. */
  hasGpt2(): Promise<boolean>;
  /** Whether GPT-2's position table is, with or without the rest. */
  hasGpt2Positions(): Promise<boolean>;
  /** What all of GPT-2 costs here. */
  gpt2Cost(): Promise<Gpt2Cost>;
  /** Why what was fetched is not all of GPT-2; undefined where it is. */
  verifyGpt2(): Promise<string | undefined>;
}

interface Places {
  readonly files: TableFiles;
  readonly pause: () => Promise<void>;
  readonly memory?: number;
  readonly gpt2?: WholeGpt2;
}

export function gpt2Service({ files, pause, memory, gpt2 }: Places): Gpt2Service {
  return {
    verify: async (part, name) => {
      const wrong = await verifyGpt2Table(part, files, name, pause);
      if (wrong !== undefined) return wrong;
      // Of what was fetched there are hashes, made of what came before it was written.
      if (!(await isKept(gpt2Table(part), files)))
        await whileStoring(writeSums(name, files, pause));
      else if (!(await isAsWritten(gpt2Table(part), files, pause))) throw new DamagedTable(name);
      return undefined;
    },
    hasGpt2: () => hasGpt2(files),
    hasGpt2Positions: () => hasGpt2Table("wpe", files),
    gpt2Cost: () => gpt2Cost(files, memory, gpt2),
    verifyGpt2: () => verifyGpt2(files, gpt2, pause),
  };
}
