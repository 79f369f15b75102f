import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PanelPage } from "./panelPage";
import { outputFolder } from "../../.ci/support/folders";
import { until } from "../../.ci/support/until";

/** What the page sent to be saved. */
export interface SavedPicture {
  readonly name: string;
  readonly format: string;
  readonly bytes: Buffer;
}

/** The last picture that the page sent to its host, once there are `count`. */
export async function savedPicture(panel: PanelPage, count = 1): Promise<SavedPicture> {
  const sent = await until(`${String(count)} saved pictures`, () =>
    panel.page.evaluate((wanted) => {
      const calls = fakeHost.calls.filter(({ method }) => method === "savePicture");
      const [name, format, bytes] = calls.at(-1)?.args ?? [];
      if (calls.length < wanted || !(bytes instanceof Uint8Array)) return undefined;
      const characters = Array.from(bytes, (byte) => String.fromCharCode(byte));
      return { name: String(name), format: String(format), base64: btoa(characters.join("")) };
    }, count),
  );
  return { ...sent, bytes: Buffer.from(sent.base64, "base64") };
}

/** Keeps a picture where a person can look at it: `out/pictures`. */
export function keepPicture({ format, bytes }: SavedPicture, name: string): string {
  const path = join(outputFolder("pictures"), `${name}.${format}`);
  writeFileSync(path, bytes);
  return path;
}

/** The size of a PNG file and the colours of some of its pixels, as "r g b". */
export async function pngPixels(
  { page }: PanelPage,
  { bytes }: SavedPicture,
  places: readonly (readonly [number, number])[] = [],
): Promise<{ width: number; height: number; colours: string[] }> {
  return page.evaluate(
    async ([base64, wanted]) => {
      const binary = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([binary], { type: "image/png" }));
      const { width, height } = bitmap;
      const context = new OffscreenCanvas(width, height).getContext("2d");
      context?.drawImage(bitmap, 0, 0);
      const colours = wanted.map(([x, y]) =>
        [...(context?.getImageData(x, y, 1, 1).data.subarray(0, 3) ?? [])].join(" "),
      );
      return { width, height, colours };
    },
    [bytes.toString("base64"), places] as const,
  );
}

/** What an XML parser finds in an SVG file: its texts by element name, its size, its images. */
export async function svgParts(
  { page }: PanelPage,
  { bytes }: SavedPicture,
): Promise<{ error: string; title: string; size: string[]; texts: string[]; images: string[] }> {
  return page.evaluate((source) => {
    const { documentElement: root } = new DOMParser().parseFromString(source, "image/svg+xml");
    return {
      error: root.querySelector("parsererror")?.textContent ?? "",
      title: root.querySelector("title")?.textContent ?? "",
      size: [root.getAttribute("width") ?? "", root.getAttribute("height") ?? ""],
      texts: Array.from(root.querySelectorAll("text"), ({ textContent }) => textContent),
      images: Array.from(
        root.querySelectorAll("image"),
        (image) => image.getAttribute("xlink:href") ?? "",
      ),
    };
  }, bytes.toString("utf8"));
}
