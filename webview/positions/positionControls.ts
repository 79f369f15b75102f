import * as l10n from "../../src/shared/base/l10n";
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { ownerOf } from "../base/eventElements";
import {
  isRelative,
  ORDERS,
  picturesOf,
  SCALINGS,
  showsDimensions,
  sourcesOf,
  pictureOf,
  SOURCES,
} from "./positionChoices";
import type { PositionChoices } from "./positionChoices";
import type { Source } from "./positionRows";

type Change = (change: Partial<PositionChoices>) => void;

/**
 * The switches above the pictures: those that do nothing to the one shown are left out.
 * @param sources the kinds of positions that can be shown
 * @param bar of the zoom, where it has one
 */
export function positionControls(
  choices: PositionChoices,
  sources: readonly Source[],
  change: Change,
  bar: TemplateResult | typeof nothing,
): TemplateResult {
  const dimensions = showsDimensions(choices);
  return html`<div class="switches">
    <div class="line">${pictureTabs(choices, change)} ${bar}</div>
    <div class="fields">
      ${sourceSelect(choices, sources, change)} ${besideSelect(choices, sources, change)}
      ${
        dimensions
          ? select(
              {
                name: "scaling",
                label: l10n.t("Values"),
                about: l10n.t(
                  "As stored, with each dimension's mean taken away, or divided by its deviation too",
                ),
              },
              SCALINGS,
              choices.scaling,
              (scaling) => change({ scaling }),
            )
          : nothing
      }
      ${
        dimensions
          ? select(
              {
                name: "order",
                label: l10n.t("Dimensions"),
                about: l10n.t("The order in which dimensions stand side by side"),
              },
              ORDERS,
              choices.order,
              (order) => change({ order }),
            )
          : nothing
      }
      ${
        isRelative(choices.source) || sourcesOf(choices).length > 1
          ? nothing
          : html`<label
              class="check"
              title=${l10n.t("The same rows in a random order: how a table without order would look")}
              ><input
                type="checkbox"
                name="baseline"
                .checked=${choices.baseline}
                @change=${(event: Event) =>
                  change({ baseline: ownerOf(event, HTMLInputElement).checked })}
              /><span>${l10n.t("rows shuffled beside")}</span></label
            >`
      }
    </div>
  </div>`;
}

/** The two families of positions, and the kinds of each. */
const FAMILIES = [
  { name: () => l10n.t("absolute: a vector for each position"), isRelative: false },
  { name: () => l10n.t("relative: the distance counts"), isRelative: true },
];

function sourceOptions(chosen: Source | undefined, sources: readonly Source[]): TemplateResult[] {
  return FAMILIES.map(
    (family) =>
      html`<optgroup label=${family.name()}>
        ${SOURCES.filter(
          ({ value }) => sources.includes(value) && isRelative(value) === family.isRelative,
        ).map(
          ({ value, title }) =>
            html`<option value=${value} ?selected=${value === chosen}>${title()}</option>`,
        )}
      </optgroup>`,
  );
}

function sourceSelect(
  choices: PositionChoices,
  sources: readonly Source[],
  change: Change,
): TemplateResult {
  const onChange = (event: Event): void => {
    const source = sourceOf(event);
    if (source !== undefined) change({ source });
  };
  return html`<label title=${l10n.t("Which kind of positions is shown")}
    ><span>${l10n.t("Positions")}</span>
    <select name="source" @change=${onChange}>
      ${sourceOptions(choices.source, sources)}
    </select></label
  >`;
}

function besideSelect(
  choices: PositionChoices,
  sources: readonly Source[],
  change: Change,
): TemplateResult {
  const [, compared] = sourcesOf(choices);
  return html`<label title=${l10n.t("Another kind of positions to stand beside the first")}
    ><span>${l10n.t("Beside")}</span>
    <select
      name="compared"
      @change=${(event: Event) => {
        change({ compared: sourceOf(event) });
      }}
    >
      <option value="" ?selected=${compared === undefined}>${l10n.t("no other kind")}</option>
      ${sourceOptions(compared, sources)}
    </select></label
  >`;
}

function sourceOf(event: Event): Source | undefined {
  const chosen = ownerOf(event, HTMLSelectElement).value;
  return SOURCES.find(({ value }) => value === chosen)?.value;
}

function select<T extends string>(
  { name, label, about }: { readonly name: string; readonly label: string; readonly about: string },
  options: readonly { readonly value: T; readonly title: () => string }[],
  chosen: T,
  choose: (value: T) => void,
): TemplateResult {
  const onChange = (event: Event): void => {
    const { selectedIndex } = ownerOf(event, HTMLSelectElement);
    const option = options[selectedIndex];
    if (option !== undefined) choose(option.value);
  };
  return html`<label title=${about}
    ><span>${label}</span>
    <select name=${name} @change=${onChange}>
      ${options.map(
        ({ value, title }) =>
          html`<option value=${value} ?selected=${value === chosen}>${title()}</option>`,
      )}
    </select></label
  >`;
}

function pictureTabs(choices: PositionChoices, change: Change): TemplateResult {
  const pictures = picturesOf(sourcesOf(choices));
  const shown = pictureOf(choices);
  const onKey = (event: KeyboardEvent): void => {
    const at = pictures.findIndex(({ value }) => value === shown);
    const targets: Partial<Record<string, number>> = {
      ArrowLeft: (at + pictures.length - 1) % pictures.length,
      ArrowRight: (at + 1) % pictures.length,
      Home: 0,
      End: pictures.length - 1,
    };
    const to = targets[event.key];
    const picture = to === undefined ? undefined : pictures[to]?.value;
    if (to === undefined || picture === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    change({ picture });
    ownerOf(event, HTMLElement).querySelectorAll("button")[to]?.focus();
  };
  return html`<div
    class="tabs"
    role="tablist"
    aria-label=${l10n.t("Kinds of picture")}
    @keydown=${onKey}
  >
    ${pictures.map(
      ({ value, title, about }) =>
        html`<button
          type="button"
          role="tab"
          title=${about()}
          id="picture-${value}"
          aria-controls="picture"
          aria-selected=${value === shown ? "true" : "false"}
          tabindex=${value === shown ? 0 : -1}
          @click=${() => change({ picture: value })}
        >
          ${title()}
        </button>`,
    )}
  </div>`;
}
