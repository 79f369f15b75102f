import * as l10n from "../../shared/base/l10n";
import {
  InputBoxValidationSeverity,
  window,
  workspace,
  type Disposable,
  type TextDocument,
} from "vscode";
import type { Focus } from "../../analysis/focus";
import type { LastEditor } from "../../analysis/lastEditor";
import type { OpenDocuments } from "../../analysis/openDocuments";
import type { ToyDocuments } from "../../analysis/toyDocuments";
import type { ModelCost } from "../models/modelSize";
import * as given from "../../shared/base/given";
import { formatCount } from "../../shared/base/numbers";
import { command } from "../ui/command";
import { hasTab } from "../ui/hasTab";
import { textColumn } from "../ui/textColumn";

/** The notebook's ids. */
const TOY_IDS = "[2, 3, 5, 1]";

/** Size of the toy layer's table. */
interface ToySize {
  /** V */
  readonly vocabulary: number;
  /** D */
  readonly dimensions: number;
}

/** What the commands work with. */
export interface ToyWorld {
  readonly documents: OpenDocuments;
  readonly toys: ToyDocuments;
  readonly focus: Focus;
  readonly last: LastEditor;
  /** As the settings have it. */
  readonly size: () => ToySize;
  /** What a layer of a size would take, or why there cannot be one. */
  readonly costOf: (size: ToySize) => ModelCost;
  /** Asks before a large layer is made. */
  readonly agrees: (size: ToySize) => Promise<boolean>;
  readonly write: (key: string, value: unknown) => Promise<void>;
  readonly problemOf: (key: string, value: unknown) => string | undefined;
  /** Opens the visualizer. */
  readonly show: () => void;
}

/** **Tokenscope: Open the Toy Example** and **Tokenscope: Change the Toy Layer…** */
export function toyExample(world: ToyWorld): Disposable[] {
  let document: TextDocument | undefined;
  return [
    command("openToyExample", async () => {
      if (!(await world.agrees(world.size()))) return;
      if (document === undefined || !world.documents.isOpen(document) || !hasTab(document)) {
        document = await workspace.openTextDocument({ content: TOY_IDS, language: "plaintext" });
      }
      world.toys.add(document);
      const editor = await window.showTextDocument(document, {
        preview: false,
        viewColumn: textColumn(world.last),
      });
      // Also where the visualizer is pinned to another document.
      world.focus.lookAt(editor);
      world.show();
    }),
    command("changeToyLayer", async (order) => {
      const size = order === undefined ? await askedSize(world) : orderedSize(world, order);
      if (size !== undefined) await change(world, size);
    }),
  ];
}

async function change({ agrees, size, write }: ToyWorld, next: ToySize): Promise<void> {
  if (!(await agrees(next))) return;
  const writes = [
    () => write("toy.vocabulary", next.vocabulary),
    () => write("toy.dimensions", next.dimensions),
  ];
  // The smaller one first: a layer that is large in both is not made in between.
  if (next.vocabulary > size().vocabulary) writes.reverse();
  for (const each of writes) await each();
}

const sizes = given.record<Partial<ToySize>>({
  vocabulary: given.optional(given.number),
  dimensions: given.optional(given.number),
});

/** What another extension or a keybinding asks for. */
function orderedSize(world: ToyWorld, order: unknown): ToySize {
  const { vocabulary, dimensions } = sizes(order, l10n.t("The toy layer"));
  const now = world.size();
  const size = {
    vocabulary: vocabulary ?? now.vocabulary,
    dimensions: dimensions ?? now.dimensions,
  };
  const cost = costOf(world, size);
  if (cost.isRefused) throw new RangeError(cost.text);
  return size;
}

async function askedSize(world: ToyWorld): Promise<ToySize | undefined> {
  const now = world.size();
  const vocabulary = await askNumber(
    world,
    now.vocabulary,
    l10n.t("Ids of the toy layer: rows of its table"),
    (value) => ({ ...now, vocabulary: value }),
  );
  if (vocabulary === undefined) return undefined;
  const dimensions = await askNumber(
    world,
    now.dimensions,
    l10n.t("Width of the toy layer: columns of its table"),
    (value) => ({ vocabulary, dimensions: value }),
  );
  return dimensions === undefined ? undefined : { vocabulary, dimensions };
}

/** Beneath what is typed stands what it would take. */
async function askNumber(
  world: ToyWorld,
  now: number,
  title: string,
  sizeWith: (value: number) => ToySize,
): Promise<number | undefined> {
  const { Error, Info } = InputBoxValidationSeverity;
  const typed = await window.showInputBox({
    title,
    value: String(now),
    validateInput: (text) => {
      const { text: message, isRefused } = costOf(world, sizeWith(readNumber(text)));
      return { message, severity: isRefused ? Error : Info };
    },
  });
  return typed === undefined ? undefined : readNumber(typed);
}

function costOf({ problemOf, costOf: ofModel }: ToyWorld, size: ToySize): ModelCost {
  const problem =
    problemOf("toy.vocabulary", size.vocabulary) ?? problemOf("toy.dimensions", size.dimensions);
  if (problem !== undefined) return { text: problem, isRefused: true };
  const { text, isRefused } = ofModel(size);
  const { vocabulary, dimensions } = size;
  const layer = `Embedding(${formatCount(vocabulary)}, ${formatCount(dimensions)})`;
  return { text: isRefused ? text : `${layer}: ${text}`, isRefused };
}

/** NaN, which is refused with a sentence, for what is not a number. */
function readNumber(typed: string): number {
  return typed.trim() === "" ? NaN : Number(typed.replaceAll(",", ""));
}
