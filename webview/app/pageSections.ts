import type { ReactiveController, ReactiveControllerHost } from "lit";
import { recall, remember } from "../host/pageState";
import { FoldEvent } from "../base/sections";
import type { Section } from "../base/sections";
import { BorderEvent } from "./pageBorder";
import { borderSize, pageLayout } from "./pageLayout";
import type { PageLayout } from "./pageLayout";
import type { PageRoom } from "./pageRoom";
import { NO_CHOICES, sectionChoicesSchema } from "./sectionChoices";
import type { Border, SectionChoices } from "./sectionChoices";

/** What of the room the page's content tells; the rest is measured. */
export type PageContent = Pick<PageRoom, "rows" | "isLayer" | "windows" | "detailed" | "absent">;

/** CSS pixels of parts that have not been measured yet. */
const FIRST_SIZES = { width: 900, height: 700, header: 32, loader: 30, coverage: 72 };

/** Milliseconds after the last change before it is kept. */
const PAUSE = 300;

/** Measures the page's parts, and holds what a person folded and dragged. */
export class PageSections implements ReactiveController {
  private choices: SectionChoices = recall("sections", sectionChoicesSchema) ?? NO_CHOICES;
  private pause: ReturnType<typeof setTimeout> | undefined;
  private measured = FIRST_SIZES;
  /** What the last layout was made of, for borders that are dragged. */
  private room: PageRoom | undefined;
  private layout: PageLayout | undefined;
  private readonly parts = new Map<Element, "page" | "header" | "loader" | "coverage">();
  private readonly sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) this.measure(target);
  });

  /** @param keep keeps what was chosen for the next time the page is opened */
  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly keep: (json: string) => void,
  ) {
    host.addController(this);
    host.addEventListener(FoldEvent.type, ({ section, folded }) => {
      this.choose({ ...this.choices, folded: { ...this.choices.folded, [section]: folded } });
    });
    host.addEventListener(BorderEvent.type, ({ border, size }) => {
      if (this.room === undefined) return;
      this.resize(border, size && borderSize(border, size, this.room));
    });
  }

  layoutOf(content: PageContent): PageLayout {
    this.room = { ...this.measured, ...content };
    this.layout = pageLayout(this.room, this.choices);
    return this.layout;
  }

  /** @param size CSS pixels; undefined makes the parts fit again */
  private resize(border: Border, size: number | undefined): void {
    const { [border]: _, ...others } = this.choices.sizes;
    const sizes = size === undefined ? others : { ...others, [border]: size };
    this.choose({ ...this.choices, sizes });
  }

  private choose(choices: SectionChoices): void {
    this.choices = choices;
    remember("sections", choices);
    // A border that is dragged moves with every frame.
    clearTimeout(this.pause);
    this.pause = setTimeout(() => {
      this.keep(JSON.stringify(this.choices));
    }, PAUSE);
    this.host.requestUpdate();
  }

  hostUpdated(): void {
    const { shadowRoot } = this.host;
    const found = new Map<Element, "page" | "header" | "loader" | "coverage">([
      [this.host, "page"],
    ]);
    const add = (selector: string, name: "header" | "loader" | "coverage"): void => {
      const element = shadowRoot?.querySelector(selector);
      if (element) found.set(element, name);
    };
    add(".top", "header");
    add("loader-controls", "loader");
    add("coverage-strip", "coverage");
    for (const [element] of this.parts) if (!found.has(element)) this.sizes.unobserve(element);
    const before = new Set(this.parts.keys());
    this.parts.clear();
    for (const [element, name] of found) {
      this.parts.set(element, name);
      if (!before.has(element)) this.sizes.observe(element);
    }
  }

  hostDisconnected(): void {
    this.sizes.disconnect();
    this.parts.clear();
  }

  private measure(element: Element): void {
    const part = this.parts.get(element);
    if (part === undefined || !(element instanceof HTMLElement)) return;
    const { clientWidth: width, clientHeight, offsetHeight } = element;
    const { measured } = this;
    const next =
      part === "page"
        ? { ...measured, width, height: clientHeight }
        : this.isFolded(part)
          ? measured
          : { ...measured, [part]: offsetHeight };
    if (JSON.stringify(next) === JSON.stringify(measured)) return;
    this.measured = next;
    this.host.requestUpdate();
  }

  /** Of a folded part only the heading has a height. */
  private isFolded(part: "header" | "loader" | "coverage"): boolean {
    return part !== "header" && this.layout?.folded[part as Section] === true;
  }
}
