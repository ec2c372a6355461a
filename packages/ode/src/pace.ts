/** What bounds the steps of a row. */
export interface PaceLimits {
  /** The smallest step, as a part of its segment, in (0, 1). */
  readonly minStep: number;
  /** The most steps that a row may try in one segment. */
  readonly maxSteps: number;
}

const SAFETY = 0.9;
const [LEAST, MOST] = [0.2, 5];

/**
 * The way of one row through one segment, in double precision: the proportional-integral control of Gustafsson (1991,
 * doi 10.1145/210232.210242; Hairer, Nørsett, Wanner, II.4), h' = 0.9·h·error_n^(−0.7/p)·error_(n−1)^(0.4/p) with h'/h in [0.2, 5].
 * After a rejection h' = 0.9·h·error^(−1/p), and the step accepted next may not grow. p − 1 is the lower order of the pair.
 */
export class Pace {
  /** Where the row stands. */
  u: number;
  /** Steps tried so far. */
  trials = 0;
  readonly #end: number;
  readonly #least: number;
  readonly #power: number;
  #step: number;
  #previous = 1;
  #most = MOST;

  /** @param nodes the segment's stops; the widest of their steps is tried first, and only the last is sure to be met */
  constructor(nodes: readonly number[], lowerOrder: number, { minStep }: Pick<PaceLimits, 'minStep'>) {
    this.u = nodes[0] ?? 0;
    this.#end = nodes.at(-1) ?? 0;
    this.#least = minStep * Math.abs(this.#end - this.u);
    this.#power = lowerOrder + 1;
    this.#step = nodes.slice(1).reduce((widest, node, i) => {
      const step = node - (nodes[i] as number);
      return Math.abs(step) > Math.abs(widest) ? step : widest;
    }, 0);
  }

  /** The step to try, which never passes the segment's end; 0 when the row has arrived. */
  get h(): number {
    const rest = this.#end - this.u;
    return Math.abs(rest) <= 1.01 * Math.abs(this.#step) ? rest : this.#step;
  }

  /** Where that step leads. */
  get next(): number {
    const { h } = this;
    return h === this.#end - this.u ? this.#end : this.u + h;
  }

  /**
   * Takes the step, or makes it smaller.
   * @param error of that step, in units of what is allowed; NaN where the field gave no number
   * @returns false when the step is too large and the smallest at once
   */
  settle(error: number): boolean {
    const { h } = this;
    this.trials += 1;
    if (error <= 1) {
      const factor = SAFETY * error ** (-0.7 / this.#power) * this.#previous ** (0.4 / this.#power);
      this.u = this.next;
      this.#resize(h, within(factor, this.#most));
      this.#previous = Math.max(error, 1e-4);
      this.#most = MOST;
      return true;
    }
    this.#resize(h, Number.isFinite(error) ? within(SAFETY * error ** (-1 / this.#power), 1) : LEAST);
    this.#most = 1;
    return Math.abs(h) > this.#least;
  }

  #resize(h: number, factor: number): void {
    this.#step = Math.sign(h) * Math.max(Math.abs(h) * factor, this.#least);
  }
}

const within = (factor: number, most: number): number => Math.min(most, Math.max(LEAST, factor));
