import type { LayerAnswer } from "../../src/shared/values/layer";
import type { PanelHost } from "../../src/shared/protocol/panel";
import type { Remote } from "../../src/shared/base/rpc";
import type { ModelInfo } from "../../src/shared/values/vectors";
import { ModelFeed } from "./modelFeed";

/** Which document is looked up in which model's table. */
export interface LayerWish {
  readonly version: number;
  readonly model: ModelInfo;
  /** Document token whose row is shown whatever is left out. */
  readonly token: number | undefined;
}

export type LayerFeed = ModelFeed<LayerWish, LayerAnswer>;

export function layerFeed(host: () => Remote<PanelHost>): LayerFeed {
  return new ModelFeed(
    ({ version, token }) =>
      token === undefined ? host().layer(version) : host().layer(version, token),
    true,
  );
}
