import * as l10n from "../../shared/base/l10n";
import { QuickPickItemKind, window, type QuickPick, type QuickPickItem } from "vscode";
import type { CallSignal } from "../../shared/base/callSignal";
import { Latest } from "../../shared/base/latest";
import { formatCount } from "../../shared/base/numbers";
import { messageOf } from "../../shared/base/rpc";
import type { FindAnswer, FindFrom, FoundPlace, SearchTarget } from "../../shared/values/find";
import { findSentence, readSought } from "../../shared/values/findWords";

/** What the box looks in. */
export interface FindPlace {
  find(sought: SearchTarget, from: FindFrom): Promise<FindAnswer>;
  /** The line of the document that a place begins in, and the place's character in it. */
  lineOf(found: FoundPlace): { readonly text: string; readonly character: number };
  /** Shows a place, until another is shown or the box goes back. */
  preview(sought: SearchTarget, found: FoundPlace): void;
  /** Stays at a place. */
  select(sought: SearchTarget, found: FoundPlace): Promise<void>;
  goBack(): void;
}

/** A row of the list: a place, or a sentence where `found` is undefined. */
interface Row extends QuickPickItem {
  readonly sought?: SearchTarget;
  readonly found?: FoundPlace;
  /** Where the list goes on when this row is chosen. */
  readonly goesOn?: boolean;
}

/** Places that are listed at a time, of each kind. */
const PAGE = 20;
/** Characters of a line that are shown before a place, and in all. */
const BEFORE = 24;
const AROUND = 100;

/**
 * A box that lists places while one types: of a text and, where it is a number, of a token's id, or
 * of an index written as "#1234". The arrow keys show them in the text, Enter stays, Escape goes back.
 */
export class FindBox {
  private readonly box: QuickPick<Row> = window.createQuickPick<Row>();
  private readonly latest = new Latest();
  private isAccepted = false;
  private most = PAGE;

  constructor(
    private readonly place: FindPlace,
    private readonly from: FindFrom,
  ) {
    const { box } = this;
    box.title = l10n.t("Find Token");
    box.placeholder = l10n.t("A text, a token's id, or # and a token's index");
    // Places stand in the text's order. VS Code knows the property, its types do not yet.
    (box as { sortByLabel?: boolean }).sortByLabel = false;
    box.onDidChangeValue(() => {
      this.most = PAGE;
      void this.list();
    });
    box.onDidChangeActive(([row]) => {
      if (row?.found !== undefined && row.sought !== undefined) {
        place.preview(row.sought, row.found);
      }
    });
    box.onDidAccept(() => void this.accept());
    box.onDidHide(() => {
      this.latest.stop();
      if (!this.isAccepted) place.goBack();
      box.dispose();
    });
  }

  show(value: string): void {
    this.box.value = value;
    this.box.show();
    void this.list();
  }

  private async accept(): Promise<void> {
    const [row] = this.box.activeItems;
    if (row?.goesOn === true) {
      this.most += PAGE;
      await this.list();
      return;
    }
    if (row?.found === undefined || row.sought === undefined) return;
    this.isAccepted = true;
    this.box.hide();
    await this.place.select(row.sought, row.found);
  }

  private async list(): Promise<void> {
    const { box } = this;
    const signal = this.latest.begin();
    const wanted = soughtBy(box.value);
    box.busy = wanted.length > 0;
    const parts: Row[][] = [];
    for (const sought of wanted) {
      const rows = await this.rowsOf(sought, signal);
      if (signal.aborted) return;
      parts.push(rows);
    }
    box.busy = false;
    const before = box.activeItems[0];
    box.items = parts.flat();
    // A longer list goes on where the shorter one ended.
    if (this.most > PAGE && before !== undefined) {
      const at = box.items.filter(({ found }) => found !== undefined)[this.most - PAGE];
      if (at !== undefined) box.activeItems = [at];
    }
  }

  /** A heading, and the places of one kind from the cursor on. */
  private async rowsOf(sought: SearchTarget, signal: CallSignal): Promise<Row[]> {
    const heading: Row = { label: headingOf(sought), kind: QuickPickItemKind.Separator };
    try {
      const first = await this.place.find(sought, this.from);
      if (first.kind !== "found") return [heading, sentence(findSentence(sought, first, false))];
      const rows = [this.rowOf(sought, first)];
      const count = Math.min(first.count, this.most);
      for (let last = first; rows.length < count && !signal.aborted;) {
        const next = await this.place.find(sought, behind(sought, last));
        if (next.kind !== "found" || next.version !== first.version) break;
        rows.push(this.rowOf(sought, next));
        last = next;
      }
      const left = first.count - rows.length;
      const more = l10n.t("{0} more places…", formatCount(left));
      const goesOn: Row = { label: more, alwaysShow: true, goesOn: true };
      return [heading, ...rows, ...(left > 0 ? [goesOn] : [])];
    } catch (error) {
      return [heading, sentence(messageOf(error))];
    }
  }

  private rowOf(sought: SearchTarget, found: FoundPlace): Row {
    const { text, character } = this.place.lineOf(found);
    const start = character <= BEFORE ? 0 : character - BEFORE;
    const shown = text.slice(start, start + AROUND).trim();
    const label = `${start > 0 ? "…" : ""}${shown === "" ? l10n.t("(line end)") : shown}`;
    return {
      label: label.replaceAll("$(", "$\u200b("),
      description: findSentence(sought, { ...found, wrapped: false }, false),
      alwaysShow: true,
      sought,
      found,
    };
  }
}

const sentence = (label: string): Row => ({ label, alwaysShow: true });

/** What a person may mean by what they typed: a number is a token's id, and a text too. */
function soughtBy(typed: string): SearchTarget[] {
  const text = typed.trim();
  const kinds = [
    ...(/^#\d/.test(text) ? (["index"] as const) : []),
    ...(/^\d[\d,]*$/.test(text) ? (["id"] as const) : []),
    ...(typed === "" ? [] : (["text"] as const)),
  ];
  return kinds.flatMap((kind) => {
    const entry = readSought(kind, typed);
    return entry.ok ? [entry.sought] : [];
  });
}

function headingOf(sought: SearchTarget): string {
  switch (sought.kind) {
    case "id":
      return l10n.t("token id {0}", formatCount(sought.id));
    case "index":
      return l10n.t("token {0} of the document", formatCount(sought.index));
    case "text":
      return l10n.t("text");
  }
}

/** Where a search goes on from a place that was found. */
function behind(sought: SearchTarget, { token, unit }: FoundPlace): FindFrom {
  const next = sought.kind === "text" ? token : token + 1;
  return { token: next, unit: unit + 1, backwards: false };
}
