/** One of Python's codecs for bytes that are not Unicode. */
export interface PythonCodec {
  readonly name: string;
  /** Characters that Python has not, or has for other bytes than VS Code. */
  readonly differs?: RegExp;
}

/**
 * Python's codec for an encoding as VS Code names it; undefined for one that Python has not. The
 * characters that differ were found by decoding every byte sequence that VS Code's encoder writes
 * (iconv-lite) by Python 3.11.
 */
export function pythonCodec(encoding: string): PythonCodec | undefined {
  const codec = codecs.get(encoding);
  return typeof codec === "string" ? { name: codec } : codec;
}

/** Of code points in hexadecimal and ranges of them. */
function characters(...points: string[]): RegExp {
  const ranges = points.flatMap((each) => each.split(" ")).map((range) => range.split("-"));
  const character = (point: string): string => `\\u{${point}}`;
  return new RegExp(`[${ranges.map((range) => range.map(character).join("-")).join("")}]`, "u");
}

const codecs = new Map<string, string | PythonCodec>([
  ...["437", "850", "852", "857", "865", "866", "950", "1125"].map(
    (page) => [`cp${page}`, `cp${page}`] as const,
  ),
  ...["1250", "1251", "1252", "1253", "1254", "1256", "1257", "1258"].map(
    (page) => [`windows${page}`, `cp${page}`] as const,
  ),
  ["windows1255", { name: "cp1255", differs: characters("5ba") }],
  ["windows874", "cp874"],
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16].map(
    (part) => [`iso8859${part}`, `iso8859-${part}`] as const,
  ),
  ["koi8r", "koi8-r"],
  ["koi8u", "koi8-u"],
  ["koi8t", "koi8-t"],
  ["koi8ru", { name: "koi8-u", differs: characters("40e 45e") }],
  ["macroman", { name: "mac-roman", differs: characters("a4 2126") }],
  ["shiftjis", "cp932"],
  ["euckr", "cp949"],
  ["gb2312", { name: "gb18030", differs: characters("20ac") }],
  ["gbk", { name: "gb18030", differs: characters("1e3f 20ac") }],
  ["gb18030", { name: "gb18030", differs: characters("1e3f e7c7") }],
  // VS Code does not offer these, but finds them where it is to guess.
  ["ibm855", "cp855"],
  ["tis620", "tis-620"],
  ["maccyrillic", { name: "mac-cyrillic", differs: characters("a2 a4 2202") }],
  [
    "big5hkscs",
    {
      name: "big5hkscs",
      differs: characters(
        "af 2027 20ac 2215 2295 2299 2400-241f 2421 34e6 3875 3af5 3eec 40b4 4131 4181 430a 44e1",
        "46ae 492f-4930 4edd 524f 544c 5605 57b3 5818 5896 5ed0 5ef4 60a4 62c1 65e0 6660 6782",
        "6a29 706e 732a 73c4 744c 74c6 7676 79d0 7a2c 7a32 7a72 7afc 7bae 7bc5 8484 8504 8613",
        "889d 8b8f 9046 9218 942f 96b6 974a 9f96-9f97 9fc7-9fcb fe51 fe68 ff5e ffe0-ffe1 ffe5",
        "20a8a 21d53 224bc 224c1 224c9 224cc 231ea 2325e 235bb 2368e 2369e 24161 258de 25d99",
        "25db9 26021 26e88 27b65 2890d 2adff",
      ),
    },
  ],
  [
    "eucjp",
    {
      name: "euc-jp",
      differs: characters(
        "2121 2160-2169 2170-2179 2211 221f 2225 222e 22bf 2460-2473 301d 301f 3231-3232 3239",
        "32a4-32a8 3303 330d 3314 3318 3322-3323 3326-3327 332b 3336 333b 3349-334a 334d 3351",
        "3357 337b-337e 338e-338f 339c-339e 33a1 33c4 33cd 4efc 50f4 51ec 5307 5324 548a 5759",
        "589e 5bec 5cf5 5d53 5fb7 6085 6120 654e 663b 6665 6801 6a6b 6ae2 6df2 6df8 7028 70bb",
        "7501 7682 769e 7930 7ae7 7da0 7dd6 8362 85b0 8807 8b7f 8cf4 8d76 90de 9115 9592 973b",
        "974d 9751 999e 9ad9 9b72 9ed1 f929 f9dc fa0e-fa2d ff02 ff07 ff0d ff5e ffe0-ffe2 ffe4",
      ),
    },
  ],
]);
