import * as l10n from "../../src/shared/base/l10n";
import { html } from "lit";
import type { TemplateResult } from "lit";
import type { Pca } from "../../src/shared/values/vectors";
import { on } from "../base/on";
import { positionsCode } from "./positionsCode";
import { PlaceEvent, TurnEvent } from "./labEvents";
import { turnAfterKey } from "../drawing/helixLayout";
import { consume } from "./lab";
import type { Lab } from "./lab";
import { markAfterKey } from "./placeKeys";
import "./positionHelix";
import { explainedWords } from "./positionWords";
import type { Side } from "./side";

/** The positions along their first principal components, as a curve in space. */
export function helix(lab: Lab, side: Side, name: string, pca: Pca, width: number): TemplateResult {
  const [count, components] = pca.shape;
  const { row, turn } = lab.mark;
  const place = row === undefined ? undefined : side.placeOf(row, count);
  const explained = explainedWords(pca);
  const set = (to: number): void => {
    lab.point({ row: side.rows(count)[to] });
  };
  return html`<position-helix
    .heading=${side.nameOf(l10n.t("PCA, {0} components", components))}
    .whose=${name}
    .explained=${side === lab.sides[0] ? explained : ""}
    .hint=${l10n.t("Drag it to turn it. Arrow keys turn it, 0 turns it back. Comma and full stop, Page Up and Page Down move the mark.")}
    .label=${l10n.t(
      "{0} along {1} principal components, which explain {2}. A curve through {3} positions, colored from the first to the last.",
      side.nameOf(name),
      components,
      explained,
      count,
    )}
    .cloud=${side.cloud(pca.scores, components, count)}
    .scores=${{ values: side.scores(pca.scores, components, count), columns: components }}
    .code=${positionsCode(lab, side, [count, width])}
    .turn=${turn}
    .at=${place}
    .palette=${lab.palette}
    ${on(TurnEvent, (event) => {
      lab.point({ turn: event.turn });
    })}
    ${on(PlaceEvent, (event) => {
      set(event.row);
    })}
    @keydown=${(event: KeyboardEvent) => {
      const turned = turnAfterKey(turn, event.key);
      if (turned !== undefined) {
        consume(event, () => {
          lab.point({ turn: turned });
        });
        return;
      }
      const to = markAfterKey(event, place ?? 0, count);
      if (to === undefined) return;
      consume(event, () => {
        set(to);
      });
    }}
  ></position-helix>`;
}
