import {
  ColorThemeKind,
  Hover,
  MarkdownString,
  Range,
  window,
  type HoverProvider,
  type Position,
  type TextDocument,
} from "vscode";
import type { Analyses } from "../analysis/analyses";
import type { Focus } from "../analysis/focus";
import type { Models } from "../analysis/models";
import { batchOf } from "../embeddings/batch";
import type { ThemeKind } from "../shared/diverging";
import { formatCount, plural } from "../shared/numbers";
import { messageOf } from "../shared/rpc";
import { tokenLabel } from "../shared/tokenLabel";
import type { TokenSlice } from "../shared/tokens";
import { windowsWithInput } from "../windows/windows";
import { codeSpan, table } from "./markdown";
import { norm, sharedLimit, vectorStrip } from "./strip";

const THEMES: Readonly<Record<ColorThemeKind, ThemeKind>> = {
  [ColorThemeKind.Dark]: "dark",
  [ColorThemeKind.Light]: "light",
  [ColorThemeKind.HighContrast]: "highContrast",
  [ColorThemeKind.HighContrastLight]: "highContrastLight",
};
/** Windows named in a hover before the rest is only counted. */
const NAMED_WINDOWS = 4;

/** Shows the token under the mouse: what it is, where it stands, and its vectors. */
export class TokenHover implements HoverProvider {
  constructor(
    private readonly analyses: Analyses,
    private readonly models: Models,
    private readonly focus: Focus,
    /** Whether a document's tokens are to be shown now. */
    private readonly isOn: (document: TextDocument) => boolean,
  ) {}

  async provideHover(document: TextDocument, position: Position): Promise<Hover | undefined> {
    if (!this.isOn(document)) return undefined;
    const analysis = this.analyses.of(document);
    const offset = document.offsetAt(position);
    const slice = await analysis.touching(offset, offset + 1);
    const [id, start, end] = [slice.ids[0], slice.starts[0], slice.ends[0]];
    if (id === undefined || start === undefined || end === undefined) return undefined;
    if (slice.version !== document.version) return undefined;
    const tokenCount = analysis.summary?.tokenCount ?? 0;

    const label = labelOf(slice);
    const rows: [string, string][] = [
      ["bytes", codeSpan(label.hex)],
      [
        "in the text",
        `index ${formatCount(slice.first)} of ${plural(tokenCount, "token")} · characters ` +
          `${formatCount(start)}–${formatCount(end)}`,
      ],
    ];
    const shape = { ...this.focus.options, tokenCount };
    const held = windowsWithInput(slice.first, shape);
    rows.push(["in windows", this.windowsText(slice.first, held)]);
    const chosen = document === this.focus.analysis?.document ? this.chosenSample : undefined;
    const isHeld = chosen !== undefined && chosen >= held.from && chosen < held.to;
    const sample = isHeld ? chosen : held.from;
    const place = held.from < held.to ? slice.first - sample * shape.stride : undefined;
    rows.push(...(await this.vectorRows(id, place)));

    const part = label.part === "" ? "" : ` part ${label.part} of a character ·`;
    const heading = `**${codeSpan(label.text)}** ·${part} token **${id}**`;
    return new Hover(
      new MarkdownString(`${heading}\n\n${table(rows)}`),
      new Range(document.positionAt(start), document.positionAt(end)),
    );
  }

  private get chosenSample(): number | undefined {
    const { window, order } = this.focus;
    return window === undefined ? undefined : order?.sampleAt(window);
  }

  private windowsText(token: number, { from, to }: { from: number; to: number }): string {
    if (from === to) return "in none as an input";
    const { stride } = this.focus.options;
    const named: string[] = [];
    for (let window = from; window < Math.min(to, from + NAMED_WINDOWS); window++) {
      // As in the panel: windows are counted from 1, positions from 0 as the model does.
      const place = formatCount(token - window * stride);
      named.push(`window ${formatCount(window + 1)}, position ${place}`);
    }
    const more = to - from - named.length;
    return named.join(" · ") + (more > 0 ? ` · and ${plural(more, "more window")}` : "");
  }

  private async vectorRows(id: number, place: number | undefined): Promise<[string, string][]> {
    if (this.models.state.kind !== "ready") {
      // A hover does not wait for a model that takes long; the next one will show it.
      this.models.current().catch(() => undefined);
      const { state } = this.models;
      return [["vectors", state.kind === "failed" ? state.message : "the model is being built …"]];
    }
    try {
      const { token, position, input } = await this.models.embed(batchOf([[id]], place ?? 0));
      const parts: [string, Float32Array][] = [["token", token]];
      if (place !== undefined) parts.push([`+ position ${place}`, position], ["= input", input]);
      const limit = sharedLimit(parts.map(([, vector]) => vector));
      const style = { limit, theme: THEMES[window.activeColorTheme.kind] };
      return [
        ...parts.map(([name, vector]): [string, string] => [
          name,
          `![${name}: ${vector.length} values, norm ${norm(vector).toFixed(2)}]` +
            `(${vectorStrip(vector, style)})`,
        ]),
        ["norms", parts.map(([, vector]) => norm(vector).toFixed(2)).join(" · ")],
      ];
    } catch (error) {
      return [["vectors", messageOf(error)]];
    }
  }
}

function labelOf({ bytes, byteStarts, part, parts, text, starts, ends }: TokenSlice) {
  const length = (ends[0] ?? 0) - (starts[0] ?? 0);
  const own = bytes.subarray(0, byteStarts[1] ?? 0);
  return tokenLabel(text.slice(0, length), own, part[0] ?? 0, parts[0] ?? 0);
}
