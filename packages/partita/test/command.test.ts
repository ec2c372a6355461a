import { describe, expect, it } from 'vitest';
import { Backend, defineComponent, definePlugin, PartitaError, Registry } from '@partita/core';
import { z } from 'zod';
import { BUILT_IN } from '../src/plugins/built-in.ts';
import { catalogue, describeCatalogue } from '../src/plugins/catalogue.ts';
import { describeExamination, examine } from '../src/plugins/examine.ts';
import { chooseExperiment } from '../src/command/experiment-input.ts';
import { lineProgress } from '../src/command/progress.ts';
import { table } from '../src/command/table.ts';
import { inputJsonSchema, plannedRuns } from '../src/run/study.ts';
import { makespan } from '../src/run/training-seconds.ts';
import * as suites from '@partita/testing';

const registry = new Registry(BUILT_IN);

describe('partita list', () => {
  it('names every component with every option, each with a description and a default', () => {
    const { components, presets } = catalogue(registry);
    expect(components.length).toBe(BUILT_IN.flatMap((plugin) => plugin.components).length);
    for (const { summary, options } of components) {
      expect(summary).not.toBe('');
      for (const option of options) {
        expect(option.description, option.name).not.toBe('');
        expect(option.fallback).not.toBe('');
      }
    }
    expect(Object.keys(presets)).toEqual([
      ...['quickstart', 'hg', 'hg-strong', 'ty', 'ty-strong'],
      ...['shapes16', 'cifar10-paper', 'cifar10-paper-dpsm', 'celeba64-paper', 'celeba64-paper-dpsm'],
      ...['imagenet64-paper', 'imagenet64-paper-dpsm'],
    ]);
    const text = describeCatalogue(catalogue(registry, 'Partition'));
    for (const word of ['breakpoints', 'paper-a', 'per-timestep', 'points', '[100]']) expect(text).toContain(word);
  });

  it('knows a contract suite for every port', () => {
    for (const port of registry.ports()) expect(Object.keys(suites)).toContain(`describe${port}`);
  });
});

describe('partita schema', () => {
  it('knows components by name, with options, without a kind, and variants', () => {
    const { properties, $defs } = inputJsonSchema(registry) as { properties: Record<string, unknown>; $defs: Record<string, unknown> };
    expect(properties['partition']).toMatchObject({
      anyOf: [{ $ref: '#/$defs/Partition' }, { $ref: '#/$defs/Partition.equal', not: { required: ['kind'] } }],
    });
    expect(properties['metrics']).toMatchObject({ type: 'array', items: { $ref: '#/$defs/Metric' } });
    expect(properties['variants']).toMatchObject({ type: 'object' });
    for (const [, name] of JSON.stringify({ properties, $defs }).matchAll(/"#\/\$defs\/([^"]+)"/g))
      expect(Object.keys($defs)).toContain(name);
  });
});

describe('settings of the command line', () => {
  it('hold for every variant, and have the last word', async () => {
    const { input } = await chooseExperiment('quickstart', { set: ['training.steps=20', 'partition.kind=equal'], plugin: [], seed: 3 });
    const runs = plannedRuns(input, 'runs/x', registry);
    expect(runs.map(({ experiment }) => experiment.training.steps)).toEqual([20, 20]);
    expect(runs.map(({ experiment }) => experiment.partition)).toEqual([
      { kind: 'equal', intervals: 4 },
      { kind: 'equal', intervals: 4 },
    ]);
    expect(runs.map(({ experiment }) => experiment.seed)).toEqual([3, 3]);
  });
});

describe('partita doctor', () => {
  it('says what runs, how fast, and why the rest does not', async () => {
    const broken = definePlugin({
      name: 'broken',
      components: [
        defineComponent({
          port: Backend,
          kind: 'abacus',
          summary: 'beads',
          options: z.object({}),
          create: () => {
            throw new PartitaError('There is no abacus on this machine; buy one.');
          },
        }),
      ],
    });
    const examination = await examine(new Registry([...BUILT_IN, broken]));
    expect(examination.backends.find(({ kind }) => kind === 'wasm')).toMatchObject({ runs: true });
    expect(examination.backends.find(({ kind }) => kind === 'abacus')).toMatchObject({
      runs: false,
      detail: 'There is no abacus on this machine; buy one.',
    });
    const providers = examination.backends.find(({ kind }) => kind === 'onnx')?.providers ?? [];
    expect(providers.map(({ provider }) => provider)).toEqual(['cpu', 'cuda', 'webgpu']);
    expect(providers[0]).toMatchObject({ provider: 'cpu', isDefault: true, runs: true });
    for (const { provider, runs, detail } of providers.slice(1))
      expect(detail).toMatch(runs ? /GFLOP/ : new RegExp(`'${provider}' does not start \\(.*\\): it needs .*: (?:apt|node|npm) .*\\.$`));
    expect(describeExamination(examination)).toMatch(/✓ onnx[\s\S]*✓ cpu .*GFLOP.*\(the default\)[\s\S]*✓ wasm/);
    expect(describeExamination(examination)).toMatch(/✓ wasm[\s\S]*GFLOP[\s\S]*✗ abacus[\s\S]*buy one/);
  });
});

describe('progress without a terminal', () => {
  it('prints a line at the start, at each quarter and at the end', () => {
    const lines: string[] = [];
    const { listener } = lineProgress((line) => lines.push(line));
    const job = { run: 'r', interval: { index: 0, start: 0.001, end: 1 }, experiment: { name: 'x', training: { steps: 100 } } } as never;
    listener(job, { type: 'started', step: 0 });
    for (let step = 10; step <= 100; step += 10) listener(job, { type: 'progress', step, loss: 0.5, seconds: 1 });
    listener(job, { type: 'finished', step: 100, seconds: 10 });
    expect(lines).toEqual([
      'x (0.001, 1]: starts, 100 updates',
      'x (0.001, 1]: step 30 of 100, loss 0.5000',
      'x (0.001, 1]: step 50 of 100, loss 0.5000',
      'x (0.001, 1]: step 80 of 100, loss 0.5000',
      'x (0.001, 1]: step 100 of 100, loss 0.5000',
      'x (0.001, 1]: done, 10.0 s',
    ]);
  });
});

describe('table', () => {
  it('aligns words to the left and numbers to the right', () => {
    expect(
      table(
        ['run', 'updates'],
        [
          ['a', '5'],
          ['long', '12'],
        ],
      ).split('\n'),
    ).toEqual(['run    updates', '──────────────', 'a            5', 'long        12']);
  });
});

describe('makespan', () => {
  it('gives each job to the first worker that is free', () => {
    expect(makespan([4, 2, 2, 3], 2)).toBe(7);
    expect(makespan([4, 2, 2, 3], 1)).toBe(11);
    expect(makespan([4], 8)).toBe(4);
  });
});
