import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import {
  partsOfLocation,
  type SourceFile,
  type SourceFiles,
} from "../../embeddings/file/sourceFile";
import { FileProblem, reasonOf } from "../../embeddings/store/fileProblem";
import type { Remote } from "../../shared/base/rpc";
import type { ThreadHost } from "./threadHost";

/** UTF-16 code units of what a file system says, in a sentence that may name three things before. */
const MOST_REASON = 70;

type Source = Pick<Remote<ThreadHost>, "statSource" | "readSource">;

/** The person's files as the host reads them: whole, and when they are first read. */
export function remoteSource(host: () => Source): SourceFiles {
  return {
    async open(path): Promise<SourceFile> {
      const { bytes, modified } = await readable(host().statSource(path));
      let whole: Promise<Uint8Array<ArrayBuffer>> | undefined;
      return {
        path,
        bytes,
        modified,
        async read(start, length) {
          whole ??= readable(host().readSource(path));
          return (await whole).slice(start, start + length);
        },
        async close() {
          whole = undefined;
        },
      };
    },
    async beside(model, location) {
      const folder = model.slice(0, model.lastIndexOf("/") + 1);
      const parts = partsOfLocation(location);
      // An address is written with what is no letter of one escaped; a plain path is not.
      const isAddress = /^[a-z][a-z0-9+.-]*:/i.test(model);
      const path =
        folder + parts.map((part) => (isAddress ? encodeURIComponent(part) : part)).join("/");
      await readable(host().statSource(path));
      return path;
    },
  };
}

async function readable<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const why = foreign(reasonOf(error), MOST_REASON);
    throw new FileProblem((file) => l10n.t("{0} cannot be read: {1}.", file, why), error);
  }
}
