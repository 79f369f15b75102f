import { classOf, LATER_OF_SCRIPTS } from "./laterCharacters";

/** Unicode's scripts as the library knows them: those of Unicode 9. */
const NAMES =
  "Adlam Ahom Anatolian_Hieroglyphs Arabic Armenian Avestan Balinese Bamum Bassa_Vah Batak " +
  "Bengali Bhaiksuki Bopomofo Brahmi Braille Buginese Buhid Canadian_Aboriginal Carian " +
  "Caucasian_Albanian Chakma Cham Cherokee Common Coptic Cuneiform Cypriot Cyrillic Deseret " +
  "Devanagari Duployan Egyptian_Hieroglyphs Elbasan Ethiopic Georgian Glagolitic Gothic " +
  "Grantha Greek Gujarati Gurmukhi Han Hangul Hanunoo Hatran Hebrew Hiragana Imperial_Aramaic " +
  "Inherited Inscriptional_Pahlavi Inscriptional_Parthian Javanese Kaithi Kannada Katakana " +
  "Kayah_Li Kharoshthi Khmer Khojki Khudawadi Lao Latin Lepcha Limbu Linear_A Linear_B Lisu " +
  "Lycian Lydian Mahajani Malayalam Mandaic Manichaean Marchen Meetei_Mayek Mende_Kikakui " +
  "Meroitic_Cursive Meroitic_Hieroglyphs Miao Modi Mongolian Mro Multani Myanmar Nabataean " +
  "New_Tai_Lue Newa Nko Ogham Ol_Chiki Old_Hungarian Old_Italic Old_North_Arabian Old_Permic " +
  "Old_Persian Old_South_Arabian Old_Turkic Oriya Osage Osmanya Pahawh_Hmong Palmyrene " +
  "Pau_Cin_Hau Phags_Pa Phoenician Psalter_Pahlavi Rejang Runic Samaritan Saurashtra Sharada " +
  "Shavian Siddham SignWriting Sinhala Sora_Sompeng Sundanese Syloti_Nagri Syriac Tagalog " +
  "Tagbanwa Tai_Le Tai_Tham Tai_Viet Takri Tamil Tangut Telugu Thaana Thai Tibetan Tifinagh " +
  "Tirhuta Ugaritic Vai Warang_Citi Yi";

const SCRIPTS = NAMES.split(" ").map((name) => ({
  name,
  pattern: new RegExp(`^\\p{Script=${name}}`, "u"),
}));
const later = new RegExp(`^[${classOf(LATER_OF_SCRIPTS)}]`, "u");
/** Characters that have moved to another script since. */
const MOVED: ReadonlyMap<number, string> = new Map([
  [0x589, "Common"],
  [0x61c, "Common"],
  [0x953, "Devanagari"],
  [0x954, "Devanagari"],
]);
const known = new Map<number, string | undefined>();

/**
 * The script that a character counts to as SentencePiece has it: Kana are Han; undefined for
 * blanks and for what is of no script.
 */
export function scriptOf(codePoint: number): string | undefined {
  if (codePoint === 0x20) return undefined;
  if (known.has(codePoint)) return known.get(codePoint);
  const character = String.fromCodePoint(codePoint);
  const name = nameOf(codePoint, character);
  const isKana = name === "Hiragana" || name === "Katakana" || codePoint === 0x30fc;
  const script = isKana ? "Han" : name;
  known.set(codePoint, script);
  return script;
}

function nameOf(codePoint: number, character: string): string | undefined {
  if (later.test(character)) return undefined;
  return MOVED.get(codePoint) ?? SCRIPTS.find(({ pattern }) => pattern.test(character))?.name;
}
