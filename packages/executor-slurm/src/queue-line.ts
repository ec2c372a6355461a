/** What squeue says of a job. */
export interface QueueLine {
  /** `17_3` for a task of an array. */
  readonly id: string;
  readonly state: string;
  readonly nodes: string;
  readonly reason: string;
}

/** Fields that every version prints alike: id, state in full, nodes, and why it waits. */
export const QUEUE_FORMAT = '%i|%T|%N|%r';

/** The lines of `squeue -h -r -o QUEUE_FORMAT`; a reason may hold a bar. */
export function parseQueue(text: string): QueueLine[] {
  return text.split('\n').flatMap((line) => {
    const [id, state, nodes, ...reason] = line.trim().split('|');
    return id && state && nodes !== undefined ? [{ id, state, nodes, reason: reason.join('|') }] : [];
  });
}

/** The lines of `sacct -X -n -P -o JobID,State,NodeList`: a state may go on, as in `CANCELLED by 1000`. */
export function parseAccounting(text: string): QueueLine[] {
  return text.split('\n').flatMap((line) => {
    const [id, state, nodes = ''] = line.trim().split('|');
    return id && state ? [{ id, state: state.replace(/ .*/, ''), nodes, reason: '' }] : [];
  });
}

/** States that do not change by themselves. Those of a lost or preempted node are followed by a requeue. */
const ENDED: ReadonlySet<string> = new Set([
  ...['BOOT_FAIL', 'CANCELLED', 'COMPLETED', 'DEADLINE', 'FAILED', 'NODE_FAIL', 'OUT_OF_MEMORY', 'PREEMPTED', 'REVOKED', 'TIMEOUT'],
]);

export const hasEnded = (state: string): boolean => ENDED.has(state);
