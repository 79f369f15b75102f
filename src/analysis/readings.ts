import type { TextDocument } from "vscode";
import type { Settings } from "../settings/settings";
import type { Reading } from "../tokens/document/tokenDocument";
import type { EncodingInUse } from "./encodingInUse";
import type { StoredDocuments } from "./storedDocuments";
import type { ToyDocuments } from "./toyDocuments";

/** How documents are read: as the settings have it, or each in a way of its own. */
export class Readings {
  constructor(
    private readonly settings: () => Settings,
    private readonly encodingInUse: EncodingInUse,
    private readonly toys: ToyDocuments,
    private readonly stored: StoredDocuments,
  ) {}

  /** Of a document that has no way of its own. */
  current(): Reading {
    const { specialTokens, lineEndings, showSpecialTokensAdded } = this.settings();
    return {
      ...this.encodingInUse.current,
      specialTokens,
      lineEndings,
      addsSpecialTokens: showSpecialTokensAdded,
    };
  }

  of(document: Pick<TextDocument, "uri">): Reading {
    const { specialTokens, lineEndings, toy } = this.settings();
    if (this.toys.has(document)) {
      return { specialTokens, lineEndings, encoding: "ids", vocabularySize: toy.vocabulary };
    }
    return this.stored.readingOf(document) ?? this.current();
  }
}
