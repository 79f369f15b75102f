import { css } from "lit";

/** What heatmap, curves and helix share: a heading, a stage that takes the room, an axis. */
export const pictureStyles = css`
  :host {
    --gutter: 68px;
    display: flex;
    flex: 1 1 0;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
  }
  .scroller {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-height: 0;
    padding: 0 14px 0 0;
    overflow: hidden;
  }
  .name {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 14px;
    padding: 3px 0 3px 14px;
  }
  .head {
    display: flex;
    align-items: baseline;
    min-width: 0;
  }
  h3 {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: normal;
  }
  .map {
    display: flex;
    flex: 1;
    min-height: 0;
  }
  .labels {
    display: flex;
    flex: none;
    flex-direction: column;
    justify-content: space-between;
    width: var(--gutter);
    padding-right: 8px;
    color: var(--dim);
    font-family: var(--mono);
    font-size: 10px;
    line-height: 12px;
    text-align: right;
  }
  .stage {
    position: relative;
    flex: 1;
    min-width: 0;
    min-height: 0;
    overflow: hidden;
  }
  .axis {
    display: flex;
    flex: none;
    justify-content: space-between;
    margin-left: var(--gutter);
    color: var(--dim);
    font-family: var(--mono);
    font-size: 10px;
    line-height: 16px;
  }
`;
