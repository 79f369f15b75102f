/** A cell of a table. */
export interface HeatCell {
  readonly row: number;
  readonly column: number;
}
