import "../host/strings";
import { LitElement } from "lit";
import type { TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { loadIconsAfterPaint } from "../base/icons";
import { PictureJobs } from "../save/pictureJobs";
import { Choices } from "./choices";
import { HostLink } from "./hostLink";
import { page } from "./page";
import { PaneKeys } from "./paneKeys";
import { panelStyles } from "./panelStyles";
import { Setup } from "./setup";
import { Wants } from "./wants";

/** The page: joins the host's side to the person's, and renders what both come to. */
@customElement("tokenscope-panel")
export class TokenscopePanel extends LitElement {
  private readonly link = new HostLink(this);
  private readonly setup = new Setup(this, this.link.remote);
  private readonly choices = new Choices(this, this.link);
  private readonly pictures = new PictureJobs(this, this.link.remote, this.link.states);

  static override readonly styles = panelStyles;

  constructor() {
    super();
    new Wants(this, this.link, this.setup.tabs);
    new PaneKeys(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    loadIconsAfterPaint();
  }

  protected override render(): TemplateResult {
    const { link, setup, choices, pictures } = this;
    return page({ link, setup, pointed: choices.pointed, sentence: pictures.sentence });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "tokenscope-panel": TokenscopePanel;
  }
}
