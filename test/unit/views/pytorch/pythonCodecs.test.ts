import assert from "node:assert/strict";
import { pythonCodec } from "../../../../src/views/pytorch/pythonCodecs";
import { codecsUnknownToPython, hasPython } from "../../../support/python";

/** What VS Code offers for `files.encoding`, but for UTF-8 and UTF-16. */
const OFFERED = (
  "windows1252 iso88591 iso88593 iso885915 macroman cp437 windows1256 iso88596 windows1257 " +
  "iso88594 iso885914 windows1250 iso88592 cp852 windows1251 cp866 cp1125 iso88595 koi8r koi8u " +
  "iso885913 windows1253 iso88597 windows1255 iso88598 iso885910 iso885916 windows1254 iso88599 " +
  "cp857 windows1258 gbk gb18030 cp950 big5hkscs shiftjis eucjp euckr windows874 iso885911 " +
  "koi8ru koi8t gb2312 cp865 cp850"
).split(" ");

describe("Every encoding of VS Code", () => {
  it("has a codec of Python", () => {
    const names = OFFERED.map((encoding) => pythonCodec(encoding)?.name ?? `none of ${encoding}`);
    assert.deepEqual(
      names.filter((name) => name.startsWith("none")),
      [],
    );
    if (hasPython()) assert.deepEqual(codecsUnknownToPython(names), []);
  });
});
