import { Command } from 'commander';
import { jsonOption } from './options.ts';
import type { Surroundings } from './surroundings.ts';

export function defineCite(_surroundings: Surroundings): Command {
  return new Command('cite')
    .description('print the BibTeX of what a run used')
    .argument('<run>', 'the folder of a run or study')
    .addOption(jsonOption())
    .action(async (directory: string, { json }: { json?: boolean }) => {
      const { openStudy } = await import('../run/open.ts');
      const { citeStudy } = await import('../cite/cite-study.ts');
      const citations = citeStudy(await openStudy(directory));
      const entries = citations.map(({ usedBy, bibtex }) => `${usedBy.length > 0 ? `% ${usedBy.join(', ')}\n` : ''}${bibtex}\n`);
      process.stdout.write(json ? `${JSON.stringify({ directory, citations })}\n` : entries.join('\n'));
    });
}
