import { createInterface } from 'node:readline/promises';
import { messageOf } from '@partita/core';
import type { PluginRequest } from './create-plugin.ts';
import { requireName } from './plugin-name.ts';
import { loadTemplate, ports } from './templates.ts';

/** A terminal, or what stands for one in a test. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** Asks for the name and the port where they are missing, again until the answer is valid. */
export async function askFor(known: Partial<PluginRequest>, { input, output }: Terminal): Promise<PluginRequest> {
  const terminal = createInterface({ input, output });
  const answers = terminal[Symbol.asyncIterator]();
  const ask = async (question: string, check: (answer: string) => unknown): Promise<string> => {
    for (;;) {
      output.write(`${question} `);
      const line: IteratorResult<string, undefined> = await answers.next();
      if (line.done === true) throw new Error('The input ended before every question was answered.');
      const answer = line.value.trim();
      try {
        check(answer);
        return answer;
      } catch (error) {
        output.write(`${messageOf(error)}\n`);
      }
    }
  };
  try {
    const name = known.name ?? (await ask("The package's name, e.g. partita-plugin-geometric:", requireName));
    const port = known.port ?? (await ask(`The port it fulfils (${ports().join(', ')}):`, loadTemplate));
    return { ...known, name, port };
  } finally {
    terminal.close();
  }
}
