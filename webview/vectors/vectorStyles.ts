import { css } from "lit";

export const vectorStyles = css`
  .stage {
    --gutter: 126px;
  }
  .stage {
    position: sticky;
    top: 0;
    left: 0;
    padding: 0 14px 0 0;
  }
  .name {
    display: flex;
    align-items: center;
    height: 18px;
  }
  .name zoom-bar {
    margin-left: auto;
  }
  .seen {
    margin-left: 8px;
    color: var(--dim);
    font-size: var(--small);
    white-space: nowrap;
  }
  .table + .table {
    margin-top: 3px;
  }
  .sign {
    flex: none;
    width: var(--gutter);
    padding-right: 12px;
    color: var(--vscode-foreground);
    font-family: var(--mono);
    font-size: 15px;
    line-height: 18px;
    text-align: right;
  }
  .map {
    display: flex;
  }
  heat-map {
    flex: 1;
    min-width: 0;
  }
  .labels {
    position: relative;
    flex: none;
    width: var(--gutter);
    overflow: hidden;
    font-family: var(--mono);
  }
  .label {
    position: absolute;
    right: 0;
    left: 0;
    display: flex;
    align-items: center;
    justify-content: flex-end;
    gap: 6px;
    padding: 0 10px 0 14px;
    overflow: hidden;
    cursor: pointer;
    white-space: pre;
  }
  .label .text {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .label small {
    flex: none;
    min-width: 32px;
    color: var(--dim);
    font-size: 10px;
    text-align: right;
  }
  .label:hover .text {
    color: var(--vscode-textLink-foreground, var(--accent));
  }
  .label.crossed .text {
    font-weight: 700;
  }
  .label.crossed {
    background: var(--vscode-list-hoverBackground, transparent);
  }
  .axis {
    display: flex;
    justify-content: space-between;
    margin-left: var(--gutter);
    color: var(--dim);
    font-size: 10px;
    line-height: 13px;
  }
  .readout .sum {
    white-space: nowrap;
  }
  .stale {
    margin: 0;
    padding: 0 14px 4px;
    color: var(--dim);
  }
  .readout b {
    white-space: pre-wrap;
    color: var(--vscode-textLink-foreground, var(--accent));
    font-weight: 400;
  }
  @container (max-width: 520px) {
    .stage {
      --gutter: 112px;
    }
    .label {
      padding-left: 4px;
    }
  }
  .name > h3 {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  @container (max-width: 360px) {
    zoom-bar {
      display: none;
    }
  }
  @container (max-width: 440px) {
    .stage {
      --gutter: 100px;
    }
    h3 {
      letter-spacing: normal;
      text-transform: none;
    }
    picture-menu {
      margin-left: 2px;
    }
  }
  .scroller {
    container-type: inline-size;
  }
  .beside {
    display: grid;
    flex: 1;
    grid-template:
      "maps details" minmax(0, 1fr)
      "foot foot" auto / minmax(0, 1fr) auto;
    min-height: 0;
    min-width: 0;
  }
  .scroller {
    grid-area: maps;
  }
  .foot {
    grid-area: foot;
  }
  vector-details {
    grid-area: details;
  }
  :host([stacked]) .beside {
    grid-template:
      "maps" minmax(0, 1fr)
      "foot" auto
      "details" auto / minmax(0, 1fr);
  }
`;
