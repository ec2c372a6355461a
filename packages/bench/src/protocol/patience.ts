/** How long an answer may take before its contestant is given up: choices are tried and programs compiled meanwhile. */
export const PATIENCE = { start: 60, prepare: 300, release: 30 } as const;

/** A block lasts at least one iteration, however long that is. */
export const blockPatience = (seconds: number): number => 120 + 10 * seconds;
