import { PartitaError } from '@partita/core';

/** The variable that holds the URL of Redis where a command or experiment names none: the place for a password. */
export const REDIS_VARIABLE = 'PARTITA_REDIS';

/** The URL of Redis that is meant, `redis://` or, over TLS, `rediss://`. @throws PartitaError when it is none */
export function redisUrl(chosen: string | null | undefined): string {
  const url = chosen ?? process.env[REDIS_VARIABLE] ?? 'redis://127.0.0.1:6379';
  if (!/^rediss?:$/.test(URL.canParse(url) ? new URL(url).protocol : ''))
    throw new PartitaError(
      `'${withoutPassword(url)}' is no URL of Redis; expected redis://host:6379, or rediss://user:password@host:6379 over TLS.`,
    );
  return url;
}

/** A URL as it may be shown. */
export const withoutPassword = (url: string): string => url.replace(/\/\/[^@/]*@/, '//…@');
