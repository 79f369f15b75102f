import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import { messageOf } from "../../shared/base/rpc";

/**
 * What writing into the storage comes to.
 * @throws {Error} in words, where the storage is full or refused
 */
export async function whileStoring<T>(writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (error) {
    throw new Error(
      l10n.t(
        "Tokenscope's storage cannot be written ({0}). There are no vectors of this model until it can; tokens and windows work. Make room, or allow it to be written.",
        foreign(messageOf(error), 160),
      ),
      { cause: error },
    );
  }
}
