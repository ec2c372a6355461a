/** How much error a step may make: absolute + relative·|y| in an entry y, in units of the state. */
export interface Tolerance {
  readonly absolute: number;
  readonly relative: number;
}
