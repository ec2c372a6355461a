import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { Backend, Container, defineComponent, definePlugin, PartitaError, Registry, ScoreNetwork, type ComponentSpec } from '@partita/core';
import { z } from 'zod';
import { allChecks } from '../src/conformance/all-checks.ts';
import { judge, type Finding } from '../src/conformance/check.ts';
import { describeConformance, failuresOf } from '../src/conformance/describe.ts';
import type { Conformance } from '../src/conformance/examine-runtime.ts';
import { reference } from '../src/conformance/reference.ts';
import { allRuntimes, parseRuntime, runtimeName } from '../src/conformance/runtimes.ts';
import { BUILT_IN } from '../src/plugins/built-in.ts';
import { startCommand } from './command.ts';

const registry = new Registry(BUILT_IN);
const UPDATES = 20;

async function examine(backend: Backend, { only = '', among = registry } = {}): Promise<Finding[]> {
  const findings: Finding[] = [];
  await backend.start();
  for (const check of allChecks(among, UPDATES).filter(({ group, name }) => `${group} ${name}`.includes(only)))
    findings.push(await judge(check, { backend, reference, registry: among }));
  return findings;
}

const made = (spec: ComponentSpec): Backend => new Container(registry).build(Backend, spec);
const failed = (findings: readonly Finding[]): Finding[] => findings.filter(({ outcome }) => outcome !== 'passed');

describe('the runtimes that are always here', () => {
  it.each([{ kind: 'wasm' }, { kind: 'onnx' }])(
    'pass every check: $kind',
    async (spec) => {
      const findings = await examine(made(spec));
      expect(findings.length).toBeGreaterThan(150);
      expect(failed(findings)).toEqual([]);
    },
    120_000,
  );
});

describe('the examination', () => {
  it('finds what is wrong by a little', async () => {
    const right = made({ kind: 'wasm' });
    const wrong: Backend = {
      name: 'wrong',
      start: () => right.start(),
      stop: () => right.stop(),
      compile: (f) => right.compile((inputs: Parameters<typeof f>[0]) => offBy(1e-4, f(inputs)) as ReturnType<typeof f>),
    };
    const findings = await examine(wrong, { only: 'matMul' });
    expect(findings.length).toBeGreaterThan(10);
    expect(findings.every(({ outcome }) => outcome === 'failed')).toBe(true);
  });

  it('reports what throws, with the reason', async () => {
    const broken: Backend = {
      ...reference,
      compile: () => {
        throw new PartitaError('out of order');
      },
    };
    for (const { outcome, reason, worst } of await examine(broken, { only: 'conv2d' }))
      expect([outcome, reason, worst]).toEqual(['failed', 'out of order', undefined]);
  });

  it('takes in networks of plugins, and says which it could not try', async () => {
    const network = (kind: string, create: () => ScoreNetwork) =>
      defineComponent({ port: ScoreNetwork, kind, summary: 'a test', options: z.object({}), create });
    const zero = network('zero', () => ({ parameters: [], apply: (_parameters, x) => tf.zerosLike(x) }));
    const picky = network('picky', () => {
      throw new PartitaError('It wants pictures.');
    });
    const among = new Registry([...BUILT_IN, definePlugin({ name: 'test', components: [zero, picky] })]);
    const findings = await examine(made({ kind: 'wasm' }), { only: 'networks', among });
    const outcomes = Object.fromEntries(findings.map(({ name, outcome }): [string, string] => [name.split(':')[0] ?? '', outcome]));
    expect(outcomes).toMatchObject({ mlp: 'passed', analytic: 'passed', zero: 'passed', picky: 'not tried' });
    expect(findings.at(-1)?.reason).toMatch(/No data set that needs no options suits it: .*It wants pictures\./);
  });

  it('knows every op that the packages use', () => {
    const tables = sourceOf('packages/partita/src/conformance/ops');
    const used = ['networks', 'training', 'ode', 'samplers', 'likelihood', 'metrics'].map((name) => sourceOf(`packages/${name}/src`));
    const names = new Set([...used.join('\n').matchAll(/\btf\.([a-z]\w+)(?:<[^>(]*>)?\(/g)].map(([, name]) => name as string));
    const missing = [...names].filter((name) => !NO_OPS.has(name) && !new RegExp(`\\btf\\.${name}\\b`).test(tables));
    expect(missing).toEqual([]);
  });
});

/** Functions of tfjs that compute nothing: they make, name, free and derive. */
const NO_OPS = new Set([
  'customGrad',
  'dispose',
  'tidy',
  'scalar',
  'tensor1d',
  'tensor2d',
  'tensor3d',
  'memory',
  'valueAndGrad',
  'valueAndGrads',
]);

const sourceOf = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');

const offBy = (error: number, results: object): object =>
  Object.fromEntries(Object.entries(results).map(([key, value]) => [key, tf.mul(value as tf.Tensor, 1 + error)]));

describe('runtimes on the command line', () => {
  it('are all that there are, each provider by itself', () => {
    const names = allRuntimes(registry).map(runtimeName);
    for (const name of ['onnx (provider cpu)', 'onnx (provider webgpu)', 'wasm', 'webgpu']) expect(names).toContain(name);
  });

  it('are read with their options, in short or as JSON', () => {
    const wanted = { kind: 'webgpu', software: true, adapter: 'low-power' };
    expect(parseRuntime('webgpu:software=true,adapter=low-power', registry)).toEqual(wanted);
    expect(parseRuntime(JSON.stringify(wanted), registry)).toEqual(wanted);
    expect(runtimeName(wanted)).toBe('webgpu (software, adapter low-power)');
    expect(() => parseRuntime('wasn', registry)).toThrow("did you mean 'wasm'?");
    expect(() => parseRuntime('onnx:providr=cpu', registry)).toThrow("did you mean 'provider'?");
    expect(() => parseRuntime('{"kind"', registry)).toThrow('is not a backend; write for example');
  });
});

describe('the report', () => {
  const finding: Finding = { group: 'ops', name: 'add', tolerance: 1e-6, outcome: 'passed', worst: 2e-8 };
  const found: Conformance = { runtime: 'x', isHere: true, device: 'GPU', seconds: 2, findings: [finding] };

  it('never counts what is not here as passed', () => {
    expect(describeConformance({ ...found, isHere: false, reason: 'no driver', findings: [] })).toBe('x: not here: no driver\n');
    expect(describeConformance(found)).toMatch(/^x on GPU passes all 1 checks in 2 s\n[^]*✓ +ops +add +2\.0e-8 +1\.0e-6/);
    const failing: Finding = { group: 'ops', name: 'mul', tolerance: 0, outcome: 'failed', reason: 'out of order' };
    const mixed = { ...found, findings: [finding, failing, { ...failing, outcome: 'not tried' as const }] };
    expect(describeConformance(mixed)).toMatch(/^x on GPU fails 1 of 2 checks[^]*✗ +ops +mul[^]*out of order[^]*– +ops/);
    expect(failuresOf(mixed)).toEqual([failing]);
  });

  it('is one JSON object where it is asked for; the exit status is 2 where nothing runs', async () => {
    const args = ['doctor', '--conformance', '--only', 'ops square', '--json', '--backend'];
    const ran = await startCommand([...args, 'wasm']).ended;
    expect(ran.status).toBe(0);
    expect(JSON.parse(ran.stdout)).toMatchObject({
      runtimes: [{ runtime: 'wasm', isHere: true, findings: [{ name: 'square', outcome: 'passed' }] }],
    });
    const none = await startCommand([...args, 'wasm:directory=/nowhere']).ended;
    expect(none.status).toBe(2);
    const [absent] = (JSON.parse(none.stdout) as { runtimes: Conformance[] }).runtimes;
    expect([absent?.isHere, absent?.findings]).toEqual([false, []]);
    expect(absent?.reason).toContain('/nowhere');
  }, 120_000);
});
