import * as l10n from "../../src/shared/base/l10n";
import { css, html } from "lit";
import type { TemplateResult } from "lit";
import type { LoaderOptions } from "../../src/shared/values/windows";

type ChapterLoader = Required<
  Pick<LoaderOptions, "maxLength" | "stride" | "batchSize" | "shuffle" | "dropLast">
>;

/** The chapter's calls of `create_dataloader_v1`, the last with all of its defaults. */
const CHAPTER_LOADERS: readonly ChapterLoader[] = [
  { maxLength: 4, stride: 1, batchSize: 1, shuffle: false, dropLast: true },
  { maxLength: 4, stride: 4, batchSize: 8, shuffle: false, dropLast: true },
  { maxLength: 256, stride: 128, batchSize: 4, shuffle: true, dropLast: true },
];

/** A button for each of them: all of its options at once. */
export function chapterLoaders(
  options: LoaderOptions,
  choose: (loader: ChapterLoader) => void,
): TemplateResult {
  return html`<div class="chapter" role="group" aria-labelledby="chapter">
    <span id="chapter">${l10n.t("chapter's loader")}</span>
    ${CHAPTER_LOADERS.map((loader) => {
      const { maxLength, stride, batchSize } = loader;
      const name = `${String(maxLength)}/${String(stride)}/${String(batchSize)}`;
      const about = aboutOf(loader);
      return html`<button
        type="button"
        aria-label="${name}: ${about}"
        title=${about}
        aria-pressed=${isIn(loader, options) ? "true" : "false"}
        @click=${() => {
          choose(loader);
        }}
      >
        ${name}
      </button>`;
    })}
  </div>`;
}

function aboutOf({ maxLength, stride, batchSize, shuffle }: ChapterLoader): string {
  return shuffle
    ? l10n.t(
        "max_length {0}, stride {1}, batch_size {2}, drop_last and shuffle, as create_dataloader_v1 has them by default",
        maxLength,
        stride,
        batchSize,
      )
    : l10n.t(
        "max_length {0}, stride {1}, batch_size {2}, drop_last, without shuffle",
        maxLength,
        stride,
        batchSize,
      );
}

function isIn(loader: ChapterLoader, options: LoaderOptions): boolean {
  return Object.entries(loader).every(([name, value]) => {
    return options[name as keyof ChapterLoader] === value;
  });
}

export const chapterStyles = css`
  .chapter {
    display: flex;
    align-items: center;
    gap: 2px;
    color: var(--dim);
    font-size: var(--small);
  }
  .chapter span {
    padding-right: 4px;
  }
  .chapter button {
    width: auto;
    height: 18px;
    padding: 0 5px;
    border: 1px solid transparent;
    color: var(--vscode-foreground);
    font-family: var(--mono);
    font-size: var(--small);
  }
  .chapter button[aria-pressed="true"] {
    border-color: var(--vscode-inputOption-activeBorder, var(--accent));
    background: var(--vscode-inputOption-activeBackground, transparent);
  }
`;
