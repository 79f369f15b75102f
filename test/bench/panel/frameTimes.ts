import type { CDPSession, Page } from "playwright-core";

/** What one motion cost the page. */
export interface Motion {
  /** Milliseconds from frame to frame. */
  readonly frames: readonly number[];
  /** Milliseconds that the page's main thread worked. */
  readonly busy: number;
}

declare global {
  /** In the page, while frames are counted: when each began, in milliseconds. */
  var frameStarts: number[] | undefined;
}

/** A frame's time while the motion only begins says how fast this script is, not the page. */
const WARM_UP = 3;

/** Counts the page's frames while `move` goes on. */
export async function motion(
  page: Page,
  cdp: CDPSession,
  move: () => Promise<unknown>,
): Promise<Motion> {
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.evaluate(() => {
    const starts: number[] = [];
    globalThis.frameStarts = starts;
    requestAnimationFrame(function count(start) {
      if (globalThis.frameStarts !== starts) return;
      starts.push(start);
      requestAnimationFrame(count);
    });
  });
  const before = await taskTime(cdp);
  await move();
  const busy = (await taskTime(cdp)) - before;
  const starts = await page.evaluate(() => {
    const counted = globalThis.frameStarts ?? [];
    globalThis.frameStarts = undefined;
    return counted;
  });
  const all = starts.slice(1).map((start, at) => start - (starts[at] ?? NaN));
  return { frames: all.slice(WARM_UP), busy };
}

async function taskTime(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send("Performance.getMetrics");
  return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? NaN);
}

/** A place of the page in CSS pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Middle of the first element that the selector finds. */
export async function middleOf(page: Page, selector: string): Promise<Point> {
  const box = await page.locator(selector).first().boundingBox();
  if (box === null) throw new Error(`There is no place where ${selector} is seen.`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Milliseconds that a motion lasts. */
const DURATION = 1500;

/** Turns the mouse's wheel as the browser itself hears it. Speeds are CSS pixels a second. */
export async function wheel(
  cdp: CDPSession,
  at: Point,
  { right = 0, down = 0 }: { readonly right?: number; readonly down?: number },
): Promise<void> {
  await cdp.send("Input.synthesizeScrollGesture", {
    ...at,
    xDistance: (-right * DURATION) / 1000,
    yDistance: (-down * DURATION) / 1000,
    speed: Math.max(Math.abs(right), Math.abs(down)),
    gestureSourceType: "mouse",
    preventFling: true,
  });
}

/** Drags a scroll bar from end to end: in each frame another place is seen. */
export async function dragBar(page: Page, selector: string): Promise<void> {
  await page
    .locator(selector)
    .first()
    .evaluate(async (scroller, duration) => {
      const length = scroller.scrollHeight - scroller.clientHeight;
      await new Promise<void>((resolve) => {
        let first: number | undefined;
        requestAnimationFrame(function step(now) {
          first ??= now;
          const share = (now - first) / duration;
          scroller.scrollTop = share * length;
          if (share < 1) requestAnimationFrame(step);
          else resolve();
        });
      });
    }, DURATION);
}

/** Takes steps, each when the page has taken the one before. */
export async function steps(step: (at: number) => Promise<unknown>): Promise<void> {
  const end = performance.now() + DURATION;
  for (let at = 0; performance.now() < end; at++) await step(at);
}
