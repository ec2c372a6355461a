import { readFile } from 'node:fs/promises';
import { describeFileError, PartitaError } from '@partita/core';
import { cellName } from '../result/cells.ts';
import { machineText } from '../result/machine.ts';
import { findingsOf } from '../result/summarise-suite.ts';
import { suiteResultSchema, type SuiteResult } from '../result/suite-result.ts';
import type { MeasuredResult } from './measured.ts';
import { measuredThroughput, throughputSchema } from './measured-throughput.ts';

/** A result of any suite from its JSON. @throws PartitaError when the file is missing, or holds no result */
export async function readResult(file: string): Promise<MeasuredResult> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw describeFileError('read', file, error);
  });
  const value = jsonOf(text);
  const throughput = throughputSchema.safeParse(value);
  if (throughput.success) return measuredThroughput(throughput.data);
  const suite = suiteResultSchema.safeParse(value);
  if (suite.success) return measuredSuite(suite.data);
  throw new PartitaError(
    `'${file}' holds no result of a benchmark; name the result.json of a suite, or what throughput --out wrote as .json.`,
  );
}

function measuredSuite(result: SuiteResult): MeasuredResult {
  const { suite, date, machine, versions, settings, axes, quantities, rows, summaries } = result;
  const measured = summaries.flatMap(({ cell, quantity: name, mean }) => {
    const quantity = quantities.find((each) => each.name === name);
    const of = cellName(cell, axes);
    const findings = findingsOf(
      rows.filter((row) => cellName(row.cell, axes) === of),
      name,
    );
    return quantity && quantity.better !== 'neither'
      ? [{ of, quantity: quantity.title, unit: quantity.unit, better: quantity.better, mean, findings }]
      : [];
  });
  return { suite, date, machine: machineText(machine), versions, budget: settings.budget, measured };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
