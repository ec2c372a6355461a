/** A place at which a loop waits, to be let through once at a time. */
export class Gate {
  #open: (() => void) | undefined;
  #arrived: (() => void) | undefined;
  #isOpen = false;

  /** The loop's side: resolves when it is let through. */
  async pass(): Promise<void> {
    if (this.#isOpen) return;
    const opened = new Promise<void>((resolve) => (this.#open = resolve));
    this.#arrived?.();
    await opened;
  }

  /** Resolves when the loop waits here. */
  arrival(): Promise<void> {
    return this.#open ? Promise.resolve() : new Promise((resolve) => (this.#arrived = resolve));
  }

  /** Lets the loop through once, and resolves when it is back. */
  once(): Promise<void> {
    const [open, back] = [this.#open, new Promise<void>((resolve) => (this.#arrived = resolve))];
    this.#open = undefined;
    open?.();
    return back;
  }

  /** Lets the loop through from now on. */
  leaveOpen(): void {
    this.#isOpen = true;
    this.#open?.();
  }
}
