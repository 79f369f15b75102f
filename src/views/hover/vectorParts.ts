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
import { codeSpan } from "../../shared/base/markdown";
import { plain, shorten, table } from "../ui/markdown";
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

/** A token's vectors and its nearest tokens, as Markdown. */
export class VectorParts {
  private readonly vectors = new RecentAnswers<Vectors>(VECTORS_KEPT);
  private readonly nearest = new RecentAnswers<Neighbour[]>(NEAREST_KEPT);
  /** The model that what is kept is of. */
  private model: ModelInfo | undefined;

  constructor(private readonly models: Models) {}

  /**
   * At once, where they are known or soon are.
   * @param position of the token in a window, if it is in one
   * @returns what is known now, and what is not known yet where it may take its time
   */
  async soon(
    analysis: Analysis,
    id: number,
    position: number | undefined,
  ): Promise<{ now: string[]; later?: Promise<string[]> }> {
    const whole = this.of(analysis, id, position);
    const now = await soon(whole, PATIENCE);
    return now === undefined ? { now: [], later: whole } : { now };
  }

  private async of(
    analysis: Analysis,
    id: number,
    position: number | undefined,
  ): Promise<string[]> {
    const { state } = this.models;
    if (state.kind === "failed") return [plain(state.message)];
    try {
      const info = state.kind === "ready" ? state.info : await this.models.current();
      return await this.partsOf(analysis, id, position, info);
    } catch (error) {
      return [plain(messageOf(error))];
    }
  }

  private async partsOf(
    analysis: Analysis,
    id: number,
    position: number | undefined,
    info: ModelInfo,
  ): Promise<string[]> {
    if (info !== this.model) {
      this.model = info;
      this.vectors.clear();
      this.nearest.clear();
    }
    const vectors = this.vectors.of(`${id} ${position ?? "alone"}`, () =>
      this.models.embed(batchOf([[id]], position ?? 0)),
    );
    // A model that has no row for the id has none near it either.
    const drawn = strips(await vectors, position, info);
    return [drawn, await this.neighbours(analysis, id, info)];
  }

  private async neighbours(analysis: Analysis, id: number, info: ModelInfo): Promise<string> {
    if (info.source === "seeded") {
      return l10n.t("{0} is not trained: its nearest tokens would be chance.", plain(info.name));
    }
    const found = this.nearest.of(`${analysis.encoding} ${id}`, () =>
      this.askNearest(analysis, id, info),
    );
    try {
      return l10n.t("Nearest tokens by cosine: {0}", (await found).map(nearText).join(" · "));
    } catch (error) {
      return plain(messageOf(error));
    }
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
  const text = label === "" ? "" : `${codeSpan(shorten(label))} `;
  return `${text}${id} (${fixed(similarity)})`;
}
