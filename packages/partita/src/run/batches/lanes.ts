/** Workers, each with one piece of work at a time. */
export class Lanes<W> {
  readonly #idle: W[];
  readonly #waiting: ((worker: W) => void)[] = [];

  constructor(workers: readonly W[]) {
    this.#idle = [...workers];
  }

  /**
   * Gives each piece of work to the next worker that is free; results come in the order of the pieces.
   * @throws what the first that fails threw; no other is begun then, and those under way are waited for
   */
  async all<T, R>(pieces: readonly T[], work: (worker: W, piece: T) => Promise<R>): Promise<R[]> {
    const failures: unknown[] = [];
    const results: R[] = [];
    await Promise.all(
      pieces.map(async (piece, i) => {
        const worker = await this.#next();
        try {
          if (failures.length === 0) results[i] = await work(worker, piece);
        } catch (error) {
          failures.push(error);
        } finally {
          this.#free(worker);
        }
      }),
    );
    if (failures.length > 0) throw failures[0];
    return results;
  }

  async #next(): Promise<W> {
    return this.#idle.pop() ?? new Promise((resolve) => this.#waiting.push(resolve));
  }

  #free(worker: W): void {
    const next = this.#waiting.shift();
    if (next) next(worker);
    else this.#idle.push(worker);
  }
}
