import { readFile } from 'node:fs/promises';
import { describeFileError, trainEventSchema, type TrainEvent } from '@partita/core';

/**
 * The events of one interval, in order of step; none if the file does not exist. Torn or foreign lines are passed over.
 * Where a resumed run went back and repeated steps, what it said last counts.
 */
export async function readEvents(path: string): Promise<TrainEvent[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw describeFileError('read', path, error);
  }
  return withoutRepeats(text.split('\n').flatMap(parseLine));
}

function parseLine(line: string): TrainEvent[] {
  try {
    const event = trainEventSchema.safeParse(JSON.parse(line));
    return event.success ? [event.data] : [];
  } catch {
    return [];
  }
}

/** From the end backwards: an event counts unless a later one is at an earlier step, or is the same kind at the same step. */
function withoutRepeats(events: readonly TrainEvent[]): TrainEvent[] {
  let bound = Infinity;
  const seen = new Set<string>();
  const kept = events.toReversed().filter((event) => {
    if (event.type === 'restarted') return true;
    const key = `${event.type} ${event.step}`;
    if (event.step > bound || seen.has(key)) return false;
    seen.add(key);
    bound = event.step;
    return true;
  });
  return kept.reverse();
}
