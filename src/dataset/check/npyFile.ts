import * as l10n from "../../shared/base/l10n";
import { formatCount } from "../../shared/base/numbers";
import { shownValue } from "../../shared/base/shown";
import { bytesOfType, type IdType } from "../rules/setRules";
import { flatIds } from "./flatIds";
import type { ByteSource, IdFile } from "./idFile";

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** A header of one array of numbers is short. */
const MOST_HEADER = 2 ** 16;
/** Types whose bytes are those of ids that are not negative. */
const TYPES: Readonly<Record<string, IdType>> = {
  "<u2": "uint16",
  "<u4": "uint32",
  "<i4": "uint32",
  "|u2": "uint16",
};

/**
 * A `.npy` file with ids.
 * @throws {Error} where it is none, or its values are of another type
 */
export function npyFile(source: ByteSource): IdFile {
  const start = source.read(0, 12);
  if (!MAGIC.every((byte, at) => start[at] === byte)) {
    throw new Error(l10n.t("It does not begin as a .npy file does."));
  }
  const isLong = (start[6] ?? 1) > 1;
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  const length = isLong ? view.getUint32(8, true) : view.getUint16(8, true);
  const from = (isLong ? 12 : 10) + length;
  if (length > MOST_HEADER) throw new Error(l10n.t("Its header is damaged."));
  const header = String.fromCharCode(...source.read(isLong ? 12 : 10, from));
  const descr = /'descr':\s*'([^']*)'/.exec(header)?.[1] ?? "";
  const shape = /'shape':\s*\(([\d,\s]*)\)/.exec(header)?.[1];
  const type = TYPES[descr];
  if (type === undefined || shape === undefined) {
    throw new Error(
      l10n.t("Its values are of type {0}; ids are uint16, uint32 or int32.", shownValue(descr)),
    );
  }
  const said = shape
    .split(",")
    .filter((each) => each.trim() !== "")
    .reduce((product, each) => product * Number(each), 1);
  const tokens = Math.min(said, Math.floor((source.size - from) / bytesOfType(type)));
  const problems =
    source.size - from === said * bytesOfType(type)
      ? []
      : [
          l10n.t(
            "The header says {0} values, the file has bytes for {1}.",
            formatCount(said),
            formatCount(Math.floor((source.size - from) / bytesOfType(type))),
          ),
        ];
  return {
    ...{ format: "npy", type, tokens, documents: undefined, problems },
    stretches: () => flatIds(source, from, tokens, type),
    stretchesFrom: (token) => flatIds(source, from, tokens, type, token),
  };
}
