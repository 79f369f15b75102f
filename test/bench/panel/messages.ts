import type { Frame } from "playwright-core";
import { head, row } from "../timing";
import { CONTEXT, DIMENSIONS } from "./bigPage";
import type { Message } from "./watch";

/** Milliseconds without a message after which an action has been answered. */
const QUIET = 700;
const FLOAT = 4;
/** One table of a window or of the positions, as it may travel once. */
const TABLE = CONTEXT * DIMENSIONS * FLOAT;
/** Rows of tokens that are visible travel as pages of this many tokens, 100 bytes each at most. */
const TILE = 512 * 100;
/** The answer's own words around its arrays. */
const ROOM = 2000;
/** Bytes that a message of these methods may carry. The others' answers are tables or pieces of one. */
const BOUNDS: Readonly<Record<string, number>> = { show: 4000, tokens: TILE };

/** Counts what the host sends while a person goes through the panel, in a running VS Code. */
export async function messages(panel: Frame): Promise<void> {
  const all: Message[] = [];
  const actions: (readonly [string, readonly Message[]])[] = [];
  const act = async (name: string, action: () => Promise<unknown>): Promise<void> => {
    const from = await count(panel);
    await action();
    const heard = (await quiet(panel)).slice(from);
    actions.push([name, heard]);
    all.push(...heard);
  };
  const tab = (name: string) => () => panel.getByRole("tab", { name }).click();
  const press = (name: string) => () => panel.getByRole("button", { name }).click();
  const field = (name: string, value: number) => () =>
    panel.locator(`[name="${name}"]`).fill(String(value));
  const scroll =
    (name: string, down: number, right = 0) =>
    () =>
      panel.locator(`${name} .scroller`).evaluate(
        (scroller, [y, x]) => {
          scroller.scrollBy(x ?? 0, y ?? 0);
        },
        [down, right],
      );
  await act(`max_length ${CONTEXT}`, field("maxLength", CONTEXT));
  await act(`stride ${CONTEXT}`, field("stride", CONTEXT));
  await act("the next window", press("Next window"));
  await act("Tokens pane, a screen further", scroll("token-pane", 300));
  await act("Tokens pane, to a place far away", scroll("token-pane", 1e6));
  await act("Windows pane, a screen sideways", scroll("window-pane", 0, 500));
  await act("Vectors pane, a screen further", scroll("vector-pane", 100));
  await act("Nearest tokens", press("Nearest tokens"));
  await act("Same token elsewhere", press("Same token elsewhere"));
  await act("One-hot product", press("One-hot product"));
  await act("no details", press("One-hot product"));
  await act("Positions", tab("Positions"));
  await act("Cosines", tab("Cosines"));
  await act("PCA", tab("PCA"));
  await act("Positions again", tab("Heatmap"));
  await act("Vectors again", tab("Vectors"));
  await act("the window before", press("Previous window"));

  head(
    `Bytes from the host to the page for what a person does, windows of [${CONTEXT}, ${DIMENSIONS}]:`,
    ...["action", "messages", "bytes", "by method"],
  );
  for (const [name, heard] of actions) {
    const methods = [...new Set(heard.map(({ method }) => method))];
    const parts = methods.map((method) => {
      const own = heard.filter((message) => message.method === method);
      return `${own.length} × ${method} ${bytesOf(own).toLocaleString("en")}`;
    });
    row(name, String(heard.length), bytesOf(heard).toLocaleString("en"), parts.join(", "));
  }

  head(
    `The largest message of each method; a table of [${CONTEXT}, ${DIMENSIONS}] is ${TABLE.toLocaleString("en")} bytes:`,
    ...["method", "messages", "largest, bytes", "target: the visible tile plus one table once"],
  );
  for (const method of [...new Set(all.map((message) => message.method))].sort()) {
    const own = all.filter((message) => message.method === method);
    const largest = Math.max(...own.map(sizeOf));
    const bound = boundOf(method);
    row(
      ...[method, String(own.length), largest.toLocaleString("en")],
      `at most ${bound.toLocaleString("en")}: ${largest <= bound ? "met" : "missed"}`,
    );
  }
}

function boundOf(method: string): number {
  if (method === "positionSimilarity") return CONTEXT * CONTEXT * FLOAT + ROOM;
  return BOUNDS[method] ?? TABLE + TILE + ROOM;
}

const sizeOf = ({ arrays, rest }: Message): number => arrays + rest;
const bytesOf = (all: readonly Message[]): number =>
  all.reduce((sum, message) => sum + sizeOf(message), 0);

async function count(panel: Frame): Promise<number> {
  return panel.evaluate(() => watch.messages.length);
}

/** All messages, once no call waits and no more come. */
async function quiet(panel: Frame): Promise<readonly Message[]> {
  for (let last = -1; ;) {
    const now = await count(panel);
    const waiting = await panel.evaluate(() => watch.waiting());
    if (now === last && waiting === 0) return panel.evaluate(() => watch.messages);
    last = now;
    await panel.waitForTimeout(QUIET);
  }
}
