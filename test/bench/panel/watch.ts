/** One message that the page heard or sent. */
export interface Message {
  /** The method that the host answers or calls. */
  readonly method: string;
  /** Bytes of typed arrays, and of the rest as JSON. */
  readonly arrays: number;
  readonly rest: number;
}

/** What the benchmarks watch in VS Code's window and in the panel's page; times are of one clock. */
export interface Watch {
  /** When the last click or key was given, in the window. */
  input: number;
  /** When the page was there, its script ran, and tokens and heatmaps were first seen. */
  readonly page: number;
  script: number | undefined;
  tokens: number | undefined;
  heatmap: number | undefined;
  /** What the host has sent to the page. */
  readonly messages: Message[];
  /** Calls of the page that are not answered yet. */
  waiting(): number;
  /** Answers when what follows the next frame begins: what was changed is painted by then. */
  painted(): Promise<number>;
  /** Answers when `text` was painted by the editor, or the Tokens pane; letters alone count. */
  shows(text: string): Promise<number>;
}

declare global {
  // In the window and in the page of a benchmark.
  var watch: Watch;
}

/** Sent as source to the window and every page in it: it may use nothing from outside. */
export function installWatch(): void {
  const now = (): number => performance.timeOrigin + performance.now();
  const afterFrame = (): Promise<number> =>
    new Promise((resolve) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => resolve(now());
      channel.port2.postMessage(undefined);
    });
  const methods = new Map<number, string>();
  const roots = (): readonly (ParentNode | null | undefined)[] => {
    const panel = document.querySelector("tokenscope-panel")?.shadowRoot;
    return ["token-pane", "vector-pane"].map((name) => panel?.querySelector(name)?.shadowRoot);
  };
  const watch: Watch = {
    input: 0,
    page: performance.timeOrigin,
    script: undefined,
    tokens: undefined,
    heatmap: undefined,
    messages: [],
    waiting: () => methods.size,
    painted: () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => void afterFrame().then(resolve));
      }),
    shows: (text) =>
      new Promise((resolve, reject) => {
        const place = roots()[0] ?? document.querySelector(".monaco-editor .view-lines");
        if (!place) throw new Error("There is neither an editor nor a Tokens pane.");
        const cells = place.querySelector(".view-line") === null ? ".token .text" : ".view-line";
        const look = (): void => {
          const shown = [...place.querySelectorAll(cells)].map((cell) => cell.textContent).join("");
          if (!shown.replace(/[^a-z]/gi, "").includes(text)) return;
          observer.disconnect();
          clearTimeout(limit);
          resolve(watch.painted());
        };
        const limit = setTimeout(() => {
          observer.disconnect();
          reject(new Error(`“${text}” was not shown within a minute.`));
        }, 60_000);
        const observer = new MutationObserver(look);
        observer.observe(place, { subtree: true, childList: true, characterData: true });
      }),
  };
  globalThis.watch = watch;
  for (const type of ["click", "keydown"]) {
    // As early as the page can know.
    const hear = (event: Event): void => {
      watch.input = performance.timeOrigin + event.timeStamp;
    };
    window.addEventListener(type, hear, { capture: true });
  }
  if (window === window.top) return;

  const measure = (value: unknown): { arrays: number; json: unknown } => {
    if (ArrayBuffer.isView(value)) return { arrays: value.byteLength, json: 0 };
    if (typeof value !== "object" || value === null) return { arrays: 0, json: value };
    let arrays = 0;
    const json = Object.entries(value).map(([name, each]) => {
      const inner = measure(each);
      arrays += inner.arrays;
      return [name, inner.json];
    });
    return { arrays, json };
  };
  /** VS Code writes the page over one of its own, and with that takes listeners away. */
  const begin = (): void => {
    window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      if (typeof data !== "object" || data === null || !("kind" in data)) return;
      const { kind, id, method } = data as { kind: unknown; id?: number; method?: string };
      if (kind !== "tell" && kind !== "answer") return;
      const { arrays, json } = measure(data);
      const rest = new TextEncoder().encode(JSON.stringify(json)).length;
      watch.messages.push({ method: method ?? methods.get(id ?? -1) ?? "?", arrays, rest });
      if (kind === "answer") methods.delete(id ?? -1);
    });
    const painted = new WeakSet<HTMLCanvasElement>();
    const drawing = CanvasRenderingContext2D.prototype;
    const own = Object.getOwnPropertyDescriptor(drawing, "putImageData");
    const put = own?.value as (...args: unknown[]) => void;
    drawing.putImageData = function (...args: unknown[]) {
      put.apply(this, args);
      painted.add(this.canvas);
    };
    requestAnimationFrame(function look() {
      const [tokens, vectors] = roots();
      const canvas = vectors?.querySelector("heat-map")?.shadowRoot?.querySelector("canvas");
      const isPainted = canvas ? painted.has(canvas) : false;
      // What this frame shows is painted right after it.
      if (watch.tokens === undefined && tokens?.querySelector("[data-token] .id")) {
        watch.tokens = -1;
        void afterFrame().then((time) => (watch.tokens = time));
      }
      if (watch.heatmap === undefined && isPainted) {
        watch.heatmap = -1;
        void afterFrame().then((time) => (watch.heatmap = time));
      }
      if (watch.heatmap === undefined || watch.tokens === undefined) requestAnimationFrame(look);
    });
  };
  // VS Code sets the function that hands out the channel before the page's own scripts run.
  let acquire: (() => { postMessage(message: unknown): void }) | undefined;
  Object.defineProperty(globalThis, "acquireVsCodeApi", {
    configurable: true,
    get: () => acquire,
    set: (given: typeof acquire) => {
      acquire =
        given &&
        (() => {
          const api = given();
          watch.script = now();
          begin();
          return {
            ...api,
            postMessage: (message: { id?: number; method?: string }) => {
              if (message.method !== undefined) methods.set(message.id ?? -1, message.method);
              api.postMessage(message);
            },
          };
        });
    },
  });
}
