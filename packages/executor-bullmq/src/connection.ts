import { PartitaError } from '@partita/core';
import { Redis } from 'ioredis';
import { REDIS_VARIABLE, withoutPassword } from './redis-url.ts';

/** Connects; commands wait while Redis is away. @throws PartitaError when it cannot be reached at first */
export async function connect(url: string): Promise<Redis> {
  const redis = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true });
  let reason = 'no answer';
  redis.on('error', (error) => (reason = error.message)); // it connects again by itself
  try {
    await redis.connect();
    return redis;
  } catch (error) {
    redis.disconnect();
    throw new PartitaError(
      `Redis cannot be reached at ${withoutPassword(url)}: ${reason}; start it, or name another by ${REDIS_VARIABLE}.`,
      {
        cause: error,
      },
    );
  }
}
