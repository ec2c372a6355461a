interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** A place at which a loop waits, to be let through once at a time by whoever measures it. */
export class Gate {
  #loop: (() => void) | undefined;
  #visitor: Waiter | undefined;
  #failure: Error | undefined;
  #isOpen = false;

  /** The loop's side: resolves when it is let through. */
  pass(): Promise<void> {
    if (this.#isOpen) return Promise.resolve();
    const opened = new Promise<void>((resolve) => (this.#loop = resolve));
    this.#visitor?.resolve();
    return opened;
  }

  /** The loop's side: it ended with an error, and will not come again. */
  fail(error: Error): void {
    this.#failure = error;
    this.#visitor?.reject(error);
  }

  /** Lets the loop through, if it waits here, and resolves when it is back. Rejects when it failed. */
  once(): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#failure) reject(this.#failure);
      this.#visitor = { resolve, reject };
      this.#loop?.();
      this.#loop = undefined;
    });
  }

  /** Lets the loop through from now on. */
  leaveOpen(): void {
    this.#isOpen = true;
    this.#loop?.();
  }
}
