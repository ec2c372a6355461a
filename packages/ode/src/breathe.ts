/** A pause between steps, taken only when the event loop was held for long: timers, signals and progress then have their turn. */
export function breather(milliseconds = 50): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < milliseconds) return;
    await new Promise((resolve) => setTimeout(resolve));
    last = performance.now();
  };
}
