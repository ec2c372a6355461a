import { join } from 'node:path';
import { renderReport } from './render-report.ts';
import type { ReportInput } from './report-data.ts';
import { writeAtomically } from './write-atomically.ts';

/**
 * Writes `report.html` and `figures/*.png` into a directory, which is made where it is missing.
 * @returns the paths of the files written, the report first
 * @throws PartitaError when a file cannot be written
 */
export async function writeReport(input: ReportInput, directory: string): Promise<readonly string[]> {
  const { html, figures } = await renderReport(input);
  const files: (readonly [string, string | Uint8Array])[] = [
    [join(directory, 'report.html'), html],
    ...[...figures].map(([name, { png }]) => [join(directory, 'figures', `${name}.png`), png] as const),
  ];
  for (const [path, content] of files) await writeAtomically(path, content);
  return files.map(([path]) => path);
}
