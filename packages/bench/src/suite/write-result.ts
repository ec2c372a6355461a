import { join } from 'node:path';
import { suiteMarkdown } from '../result/suite-markdown.ts';
import type { SuiteResult } from '../result/suite-result.ts';
import { writeText } from '../command/write-text.ts';

/** Writes `result.json`, `result.md` and `result.html` into a folder that is there. */
export async function writeResult(result: SuiteResult, folder: string): Promise<{ markdown: string; files: readonly string[] }> {
  const { suiteHtml } = await import('../result/suite-html.ts');
  const markdown = suiteMarkdown(result);
  const texts = { 'result.json': `${JSON.stringify(result, null, 1)}\n`, 'result.md': markdown, 'result.html': await suiteHtml(result) };
  for (const [name, text] of Object.entries(texts)) await writeText(join(folder, name), text);
  return { markdown, files: Object.keys(texts).map((name) => join(folder, name)) };
}
