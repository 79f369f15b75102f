import type { Locator } from "playwright-core";
import { until } from "./until";

/**
 * Does something that makes a part of the window go away, again where that did not come of it, after
 * a longer rest each time: it may be on its way.
 * @param rest milliseconds that it has to go away after the first time
 */
export async function untilHidden(
  what: string,
  part: Locator,
  act: () => Promise<void>,
  rest = 2000,
): Promise<void> {
  await until(what, async () => {
    if (!(await part.isVisible())) return true;
    await act();
    const isHidden = await part.waitFor({ state: "hidden", timeout: rest }).then(
      () => true,
      () => false,
    );
    rest *= 2;
    return isHidden;
  });
}
