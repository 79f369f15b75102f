import type { FirstAnswer } from "../../src/shared/protocol/firstSight";
import type { PanelHost } from "../../src/shared/protocol/panel";
import { pageChecks } from "../../src/shared/protocol/panelState";
import { join, messageOf } from "../../src/shared/base/rpc";
import type { Remote } from "../../src/shared/base/rpc";
import { warn } from "../base/log";
import { vscodeApi } from "./vscodeApi";
import type { PanelPage } from "../../src/shared/protocol/panelState";

/**
 * Joins the page to the extension: its calls go out, `page` gets what the extension tells.
 * @param first answers to calls that were foreseen; good until the extension tells something
 */
export function connect(page: PanelPage, first: readonly FirstAnswer[] = []): Remote<PanelHost> {
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
  let foreseen = first;
  const { call } = join<PanelHost, PanelPage>(channel, {
    mine: {
      show: (state) => {
        foreseen = [];
        page.show(state);
      },
    },
    checks: pageChecks,
    onUnfit: (why) => {
      warn(`a message was dropped. ${why}`);
    },
  });
  return new Proxy(call, {
    get:
      (_, method: keyof PanelHost) =>
      (...args: unknown[]): unknown => {
        const known = foreseen.find((each) => each.method === method && isSame(each.args, args));
        if (known === undefined) return (call[method] as (...args: unknown[]) => unknown)(...args);
        // Its buffers may be taken from whoever asked.
        foreseen = foreseen.filter((each) => each !== known);
        return Promise.resolve(known.answer);
      },
  });
}

const isSame = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((each, at) => each === other[at]);

/** For calls whose answer says nothing: what they change comes by `show`. */
export function send(call: Promise<unknown>): void {
  call.catch((error: unknown) => {
    warn(`the extension did not answer. ${messageOf(error)}`);
  });
}
