import { Command, Option } from 'commander';

/** `compare`: what two results of one suite, or of two, measured both. */
export function compareCommand(): Command {
  return new Command('compare')
    .description('compare two results of a suite: what both measured, with the difference and its interval')
    .argument('<a.json>', 'a result')
    .argument('<b.json>', 'another, that is judged against the first')
    .addOption(new Option('--json', 'print one JSON object, in place of Markdown'))
    .action(async (a: string, b: string, { json }: { json?: boolean }) => {
      const { readResult } = await import('../compare/read-result.ts');
      const { compareResults } = await import('../compare/compare-results.ts');
      const { comparisonMarkdown } = await import('../compare/comparison-markdown.ts');
      const comparison = compareResults(await readResult(a), await readResult(b));
      process.stdout.write(json ? `${JSON.stringify(comparison)}\n` : comparisonMarkdown(comparison, a, b));
    });
}
