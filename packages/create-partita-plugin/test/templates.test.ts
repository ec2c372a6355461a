import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPlugin, ports } from '../src/index.ts';

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));
// In this package, so that the plugins find @partita/core, zod and vitest as if they had installed them.
const directory = mkdtempSync(fileURLToPath(new URL('../generated-', import.meta.url)));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const names = ports().map((port) => `partita-plugin-my-${port.toLowerCase()}`);

beforeAll(() => {
  ports().forEach((port, i) => createPlugin({ name: names[i] ?? '', port, out: join(directory, names[i] ?? '') }));
});

it('has templates for seven ports', () => {
  expect(ports()).toEqual(expect.arrayContaining(['Budget', 'LearningRate', 'Metric', 'Partition', 'Sde', 'TimeGrid', 'TimeSampling']));
});

it("fulfils every port's contract as generated", { timeout: 120_000 }, () => {
  const conditions = ['@partita/source', 'module', 'node', 'development|production'];
  const include = ['*/test/**/*.test.ts'];
  const config = { resolve: { conditions }, ssr: { resolve: { conditions } }, oxc: { decorator: { legacy: true } }, test: { include } };
  writeFileSync(join(directory, 'vitest.config.mjs'), `export default ${JSON.stringify(config)};\n`);
  const { suites, passed, output } = runTests();
  expect(suites, output).toEqual(names.map((name) => [join(directory, name, 'test', `${kindOf(name)}.test.ts`), 'passed']));
  expect(passed).toBeGreaterThan(5 * names.length);
});

it('has types that hold', { timeout: 120_000 }, () => {
  const compilerOptions = { types: ['node'], experimentalDecorators: true, customConditions: ['@partita/source'] };
  const include = names.flatMap((name) => [`${name}/src`, `${name}/test`]);
  writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify({ extends: `./${names[0]}/tsconfig.json`, compilerOptions, include }));
  const { status, stdout } = run('typescript/bin/tsc', ['-p', directory]);
  expect(stdout).toBe('');
  expect(status).toBe(0);
});

it('starts from the partition that the guide explains', () => {
  createPlugin({ name: 'partita-plugin-geometric', port: 'Partition', out: join(directory, 'guide') });
  const guide = readFileSync(join(REPOSITORY, 'docs/guides/write-a-partition.md'), 'utf8');
  for (const file of ['src/geometric.ts', 'test/geometric.test.ts'])
    expect(guide).toContain(readFileSync(join(directory, 'guide', file), 'utf8'));
});

it('leaves no placeholder behind', () => {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  expect(files.filter((file) => file.includes('__'))).toEqual([]);
  const grep = spawnSync('grep', ['-rlE', '(__|[*]{2})[A-Z]+(__|[*]{2})', ...names], { cwd: directory, encoding: 'utf8' });
  expect([grep.stdout, grep.status]).toEqual(['', 1]);
});

const kindOf = (name: string): string => name.replace('partita-plugin-', '');

const run = (module: string, args: readonly string[]) =>
  spawnSync(process.execPath, [join(REPOSITORY, 'node_modules', module), ...args], { cwd: directory, encoding: 'utf8' });

function runTests() {
  const { stdout, stderr } = run('vitest/vitest.mjs', ['run', '--reporter=json', '--maxWorkers=1']);
  const report = JSON.parse(stdout) as TestReport;
  const suites = report.testResults.map(({ name, status }) => [name, status]).sort();
  const failures = report.testResults.flatMap(({ assertionResults, message }) => [
    message,
    ...assertionResults.flatMap(({ failureMessages }) => failureMessages),
  ]);
  return { suites, passed: report.numPassedTests, output: [...failures, stderr].join('\n') };
}

interface TestReport {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly failureMessages: readonly string[] }[];
  }[];
}
