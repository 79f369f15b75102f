import * as l10n from "../../shared/base/l10n";
import { ColorThemeKind, window } from "vscode";
import type { Analysis } from "../../analysis/analysis";
import type { Models } from "../../analysis/models";
import { batchOf } from "../../embeddings/queries/batch";
import { byteLabel, bytesAt } from "../../shared/values/byteLabel";
import { fixed } from "../../shared/base/fixed";
import type { ThemeKind } from "../../shared/values/diverging";
import { formatCount } from "../../shared/base/numbers";
import { messageOf } from "../../shared/base/rpc";
import type { ModelInfo, Vectors } from "../../shared/values/vectors";
import { codeSpan, plain, shortened, table } from "../ui/markdown";
import { norm, sharedLimit, stripColumns, vectorStrip } from "../ui/strip";
import { RecentAnswers, soon } from "./recentAnswers";

const THEMES: Readonly<Record<ColorThemeKind, ThemeKind>> = {
  [ColorThemeKind.Dark]: "dark",
  [ColorThemeKind.Light]: "light",
  [ColorThemeKind.HighContrast]: "highContrast",
  [ColorThemeKind.HighContrastLight]: "highContrastLight",
};
/** Milliseconds that a hover waits for the vector worker, which may be at longer work. */
const PATIENCE = 20;
const NEIGHBOURS = 5;
const VECTORS_KEPT = 64;
const NEAREST_KEPT = 256;

interface Neighbour {
  readonly id: number;
  readonly label: string;
  readonly similarity: number;
}

/** A token's vectors and its nearest tokens, as Markdown. Never waits long. */
export class VectorParts {
  private readonly vectors = new RecentAnswers<Vectors>(VECTORS_KEPT);
  private readonly nearest = new RecentAnswers<Neighbour[]>(NEAREST_KEPT);
  /** The model that what is kept is of. */
  private model: ModelInfo | undefined;

  constructor(private readonly models: Models) {}

  /** @param position of the token in a window, if it is in one */
  async of(analysis: Analysis, id: number, position: number | undefined): Promise<string[]> {
    const { state } = this.models;
    if (state.kind === "failed") return [plain(state.message)];
    if (state.kind !== "ready") {
      this.models.current().catch(() => undefined);
      return [l10n.t("The model is being built. The next hover shows the token's vectors.")];
    }
    const { info } = state;
    if (info !== this.model) {
      this.model = info;
      this.vectors.clear();
      this.nearest.clear();
    }
    const vectors = this.vectors.of(`${id} ${position ?? "alone"}`, () =>
      this.models.embed(batchOf([[id]], position ?? 0)),
    );
    const [drawn, neighbours] = await Promise.all([
      inTime(vectors, (known) => strips(known, position, info)),
      this.neighbours(analysis, id, info),
    ]);
    // A model that has no row for the id has none near it either.
    return drawn.failed ? [drawn.text] : [drawn.text, neighbours];
  }

  private async neighbours(analysis: Analysis, id: number, info: ModelInfo): Promise<string> {
    if (info.source === "seeded") {
      return l10n.t("{0} is not trained: its nearest tokens would be chance.", plain(info.name));
    }
    const found = this.nearest.of(`${analysis.encoding} ${id}`, () =>
      this.askNearest(analysis, id, info),
    );
    const { text } = await inTime(found, (known) =>
      l10n.t("Nearest tokens by cosine: {0}", known.map(nearText).join(" · ")),
    );
    return text;
  }

  private async askNearest(
    analysis: Analysis,
    id: number,
    { vocabularySize }: ModelInfo,
  ): Promise<Neighbour[]> {
    const count = Math.min(NEIGHBOURS + 1, vocabularySize);
    const { ids, similarities } = await this.models.nearestTokens(id, count);
    const bytes = await analysis.bytesOf(ids);
    const all = Array.from(ids, (near, at) => ({
      id: near,
      label: byteLabel(bytesAt(bytes, at)),
      similarity: similarities[at] ?? NaN,
    }));
    // Where many rows are equal, the token itself need not be among the first.
    return all.filter((near) => near.id !== id).slice(0, NEIGHBOURS);
  }
}

async function inTime<T>(
  answer: Promise<T>,
  show: (known: T) => string,
): Promise<{ text: string; failed: boolean }> {
  try {
    const known = await soon(answer, PATIENCE);
    const text =
      known === undefined
        ? l10n.t("The vector worker is busy. The next hover shows what it answers.")
        : show(known);
    return { text, failed: known === undefined };
  } catch (error) {
    return { text: plain(messageOf(error)), failed: true };
  }
}

function strips(
  { token, position, input }: Vectors,
  place: number | undefined,
  { name, dimensions }: ModelInfo,
): string {
  const parts: [name: string, vector: Float32Array][] = [[l10n.t("token"), token]];
  if (place !== undefined) {
    parts.push([l10n.t("+ position {0}", formatCount(place)), position]);
    parts.push([l10n.t("= input"), input]);
  }
  const columns = parts.map(([, vector]) => stripColumns(vector));
  const style = { limit: sharedLimit(columns), theme: THEMES[window.activeColorTheme.kind] };
  const rows = parts.map(([what, vector], at) => {
    const alt = altText(what, vector);
    const strip = vectorStrip(columns[at] ?? vector, style);
    return [what, `![${alt}](${strip})`, fixed(norm(vector))];
  });
  const what = l10n.t("{0}, {1} dimensions", plain(name), formatCount(dimensions));
  return table([l10n.t("vector"), what, l10n.t("norm")], rows, ["left", "left", "right"]);
}

/** What a strip shows, for whoever does not see it. */
function altText(what: string, vector: Float32Array): string {
  let least = Infinity;
  let greatest = -Infinity;
  for (const value of vector) {
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  return l10n.t(
    "{0}: {1} values from {2} to {3}, norm {4}",
    what,
    vector.length,
    fixed(least),
    fixed(greatest),
    fixed(norm(vector)),
  );
}

function nearText({ id, label, similarity }: Neighbour): string {
  const text = label === "" ? "" : `${codeSpan(shortened(label))} `;
  return `${text}${id} (${fixed(similarity)})`;
}
