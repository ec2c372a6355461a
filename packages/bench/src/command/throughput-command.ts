import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import type { ThroughputEvent } from '../throughput.ts';

interface ThroughputCommandOptions {
  readonly budget: 'smoke' | 'standard' | 'full';
  readonly runtime: readonly string[];
  readonly work: readonly string[];
  readonly plugin: readonly string[];
  readonly peers: boolean;
  readonly out?: string;
  readonly json?: boolean;
}

const collect = (value: string, before: readonly string[]): string[] => [...before, value];

/** `throughput`, for a command that has further benchmarks. @param signal ends the measurement */
export function throughputCommand(signal?: AbortSignal): Command {
  return new Command('throughput')
    .description('measure how fast each runtime trains, samples and evaluates on this machine, beside PyTorch where it is installed')
    .addOption(new Option('--budget <name>', 'how long to measure').choices(['smoke', 'standard', 'full']).default('standard'))
    .addOption(
      new Option('--runtime <name>', 'a backend, e.g. onnx, or onnx:provider=cuda for what it computes on; may be repeated')
        .argParser(collect)
        .default([], 'all there are'),
    )
    .addOption(new Option('--work <name>', 'a work; may be repeated').argParser(collect).default([], 'all'))
    .addOption(
      new Option('--plugin <module>', 'load further backends from a file or package; may be repeated')
        .argParser(collect)
        .default([], 'none'),
    )
    .addOption(new Option('--no-peers', 'leave PyTorch out'))
    .addOption(new Option('--out <file>', 'write the result: JSON where the name ends in .json, else Markdown'))
    .addOption(new Option('--json', 'print one JSON object last, in place of Markdown'))
    .action(async ({ budget, runtime, work, plugin, peers, out, json }: ThroughputCommandOptions) => {
      const { throughput } = await import('../throughput.ts');
      const { toMarkdown } = await import('../result/to-markdown.ts');
      const { chooseWorks } = await import('./choose-works.ts');
      const { writeText } = await import('./write-text.ts');
      const result = await throughput({
        budget,
        date: new Date().toISOString(),
        plugins: plugin.map(locate),
        works: chooseWorks(work),
        listener: (event) => process.stderr.write(tell(event)),
        ...(runtime.length > 0 ? { runtimes: runtime } : {}),
        ...(peers ? {} : { peers: [] }),
        ...(signal ? { signal } : {}),
      });
      const [object, text] = [`${JSON.stringify(result)}\n`, toMarkdown(result)];
      if (out !== undefined) await writeText(out, out.endsWith('.json') ? object : text);
      process.stdout.write(json ? object : text);
    });
}

/** A file by its URL, a package by its name. */
const locate = (specifier: string): string => (/^[./]/.test(specifier) ? pathToFileURL(resolve(specifier)).href : specifier);

/** An event as lines for people. */
function tell(event: ThroughputEvent): string {
  switch (event.type) {
    case 'started':
      return `${event.contestant} runs here\n`;
    case 'absent':
      return `${event.contestant} is absent: ${event.reason}\n`;
    case 'round':
      return event.round === 0 ? `${event.work}: ${event.rounds} rounds …\n` : '';
    case 'measured':
      return event.measurement.outcomes
        .map(
          (outcome) =>
            `  ${outcome.contestant}: ${outcome.status === 'measured' ? `${outcome.perSecond.median.toPrecision(3)}/s` : `${outcome.status}: ${outcome.reason}`}\n`,
        )
        .join('');
    case 'scaling':
      return `two processes of ${event.contestant} …\n`;
  }
}
