/** What the benchmark watches in VS Code's window; times are of one clock. */
interface Repaints {
  /** When the last key was pressed. */
  pressed: number;
  /** When the last change of the text or of what is drawn behind it was painted. */
  painted: number;
}

declare global {
  // In the window of the benchmark.
  var repaints: Repaints;
}

/** Sent as source to the window: it may use nothing from outside. */
export function watchRepaints(): void {
  if (window !== window.top) return;
  globalThis.repaints = { pressed: 0, painted: 0 };
  window.addEventListener(
    "keydown",
    (event) => {
      globalThis.repaints.pressed = performance.timeOrigin + event.timeStamp;
    },
    { capture: true },
  );
  const painted = (): void => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        globalThis.repaints.painted = performance.timeOrigin + performance.now();
      };
      channel.port2.postMessage(undefined);
    });
  };
  const observer = new MutationObserver((changes) => {
    const isOfText = ({ target }: MutationRecord): boolean => {
      const element = target instanceof Element ? target : target.parentElement;
      const places = ".monaco-editor .view-overlays, .monaco-editor .view-lines";
      return element?.matches(`:is(${places}), :is(${places}) *`) === true;
    };
    if (changes.some(isOfText)) painted();
  });
  // The document is there before anything in it.
  observer.observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });
}
