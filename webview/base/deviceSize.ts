/** Device pixels of what a ResizeObserver with `device-pixel-content-box` saw. */
export function deviceSize(entry: ResizeObserverEntry): { width: number; height: number } {
  const { width, height } = entry.contentRect;
  const exact = (entry.devicePixelContentBoxSize as readonly ResizeObserverSize[] | undefined)?.[0];
  const rounded = Math.round(width * devicePixelRatio);
  // A browser that plays another screen (device emulation) tells the true screen's pixels.
  return exact !== undefined && Math.abs(exact.inlineSize - rounded) <= 1
    ? { width: exact.inlineSize, height: exact.blockSize }
    : { width: rounded, height: Math.round(height * devicePixelRatio) };
}
