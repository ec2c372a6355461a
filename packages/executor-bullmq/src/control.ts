import type { Redis } from 'ioredis';

/** The channel on which workers hear which jobs are to stop, saved. */
const channel = (queue: string): string => `partita:${queue}:stop`;

/** Asks whichever worker runs a job to stop it. */
export async function askToStop(redis: Redis, queue: string, id: string): Promise<void> {
  await redis.publish(channel(queue), id);
}

/** Listens for jobs that are to stop. @param redis a connection for this alone */
export async function hearStops(redis: Redis, queue: string, stop: (id: string) => void): Promise<void> {
  redis.on('message', (_channel, id) => stop(id));
  await redis.subscribe(channel(queue));
}
