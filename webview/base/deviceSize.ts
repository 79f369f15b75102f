/** A size in device pixels, as whole ones as the screen has. */
export interface DeviceSize {
  readonly width: number;
  readonly height: number;
}

/** Device pixels of what a ResizeObserver with `device-pixel-content-box` saw. */
function deviceSize(entry: ResizeObserverEntry): DeviceSize {
  const { width, height } = entry.contentRect;
  const exact = (entry.devicePixelContentBoxSize as readonly ResizeObserverSize[] | undefined)?.[0];
  const rounded = Math.round(width * devicePixelRatio);
  // A browser that plays another screen (device emulation) tells the true screen's pixels.
  return exact !== undefined && Math.abs(exact.inlineSize - rounded) <= 1
    ? { width: exact.inlineSize, height: exact.blockSize }
    : { width: rounded, height: Math.round(height * devicePixelRatio) };
}

/** Tells the size of an element in device pixels, and each other one that it takes. */
export class DeviceSizes {
  private element: Element | undefined;
  private readonly observer = new ResizeObserver((entries) => {
    const entry = entries.at(-1);
    if (entry !== undefined) this.resize(deviceSize(entry));
  });

  constructor(private readonly resize: (size: DeviceSize) => void) {}

  /** @returns whether it is another element than before */
  observe(element: Element | undefined): boolean {
    if (element === this.element) return false;
    this.observer.disconnect();
    this.element = element;
    if (element === undefined) return true;
    try {
      this.observer.observe(element, { box: "device-pixel-content-box" });
    } catch {
      // A browser without that box tells CSS pixels, which are scaled.
      this.observer.observe(element);
    }
    return true;
  }
}
