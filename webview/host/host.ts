import type { PanelHost } from "../../src/shared/protocol/panel";
import { pageChecks } from "../../src/shared/protocol/panelState";
import { join } from "../../src/shared/base/rpc";
import type { Remote } from "../../src/shared/base/rpc";
import { warn } from "../base/log";
import { vscodeApi } from "./vscodeApi";
import type { PanelPage } from "../../src/shared/protocol/panelState";

/** Joins the page to the extension: its calls go out, `page` gets what the extension tells. */
export function connect(page: PanelPage): Remote<PanelHost> {
  const api = vscodeApi();
  const channel = {
    post: (message: unknown): void => {
      api.postMessage(message);
    },
    listen: (receive: (message: unknown) => void): void => {
      window.addEventListener("message", (event) => {
        receive(event.data);
      });
    },
  };
  return join<PanelHost, PanelPage>(channel, {
    mine: page,
    checks: pageChecks,
    onUnfit: (why) => {
      warn(`a message was dropped. ${why}`);
    },
  }).call;
}
