import type { ReactiveControllerHost } from "lit";
import { within } from "./popoverPlace";

/** What a dialog that a button opens is made of, once it is rendered. */
interface DialogParts {
  readonly button: HTMLElement;
  /** With the attribute `popover`, placed by `place`. */
  readonly dialog: HTMLElement;
  /** What gets the focus. */
  readonly first: HTMLElement | null;
}

/** A dialog beneath the button that opens and closes it, wherever the window has room for it. */
export class ButtonDialog {
  /** Of its corner, CSS pixels; undefined while it is closed. */
  place: { readonly left: number; readonly top: number } | undefined;

  /** @param edge of the button, at which the dialog's own one is */
  constructor(
    private readonly host: Pick<ReactiveControllerHost, "requestUpdate" | "updateComplete">,
    private readonly edge: "left" | "right",
    private readonly parts: () => DialogParts,
  ) {}

  readonly onButton = (): void => {
    if (this.place === undefined) void this.open();
    else this.close();
  };

  readonly onToggle = ({ newState }: ToggleEvent): void => {
    if (newState === "closed") this.moveTo(undefined);
  };

  readonly onKey = (event: KeyboardEvent): void => {
    // The keys of what is around are none of the dialog's.
    event.stopPropagation();
    if (event.key !== "Escape") return;
    event.preventDefault();
    this.close();
  };

  private async open(): Promise<void> {
    const box = this.parts().button.getBoundingClientRect();
    this.moveTo({ left: box.left, top: box.bottom + 2 });
    await this.host.updateComplete;
    const { dialog, first } = this.parts();
    dialog.showPopover();
    const { width, height } = dialog.getBoundingClientRect();
    this.moveTo({
      left: within(this.edge === "left" ? box.left : box.right - width, innerWidth - width),
      top: within(box.bottom + 2, innerHeight - height),
    });
    first?.focus();
  }

  private close(): void {
    const { dialog, button } = this.parts();
    dialog.hidePopover();
    button.focus();
  }

  private moveTo(place: ButtonDialog["place"]): void {
    this.place = place;
    this.host.requestUpdate();
  }
}
