import { createInterface } from 'node:readline';
import { messageOf } from '@partita/core';
import type { RequestType, Requests } from '../contestants/messages.ts';
import type { Answers } from './bench-session.ts';

/** Answers requests on standard input, one JSON line each, until it ends. */
export async function serve(answers: Answers): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, type, ...request } = JSON.parse(line) as { id: number; type: RequestType } & Record<string, unknown>;
    const answer = answers[type] as (request: Requests[RequestType]) => Promise<object>;
    const said = await answer(request as unknown as Requests[RequestType]).then(
      (reply) => ({ id, reply }),
      (error: unknown) => ({ id, error: messageOf(error) }),
    );
    process.stdout.write(`${JSON.stringify(said)}\n`);
  }
}
