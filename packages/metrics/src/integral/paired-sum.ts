/**
 * A sum over rows in which rows 2k and 2k + 1 contribute independent and alike numbers a and b: E(a − b)² = 2·Var(a), so that the sum
 * has the standard error √Σ(a − b)², whatever differs from pair to pair (two per stratum: Cochran, Sampling Techniques, ch. 5).
 */
export class PairedSum {
  readonly #rows: Float64Array;

  constructor(rows: number) {
    this.#rows = new Float64Array(rows - (rows % 2));
  }

  add(row: number, value: number): void {
    this.#rows[row] = (this.#rows[row] as number) + value;
  }

  get value(): number {
    return this.#rows.reduce((sum, value) => sum + value, 0);
  }

  get standardError(): number {
    let squares = 0;
    for (let i = 0; i < this.#rows.length; i += 2) squares += ((this.#rows[i] as number) - (this.#rows[i + 1] as number)) ** 2;
    return Math.sqrt(squares);
  }
}
