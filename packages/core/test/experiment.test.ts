import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  assign,
  componentsOf,
  Container,
  defineComponent,
  definePlugin,
  experimentHash,
  experimentJsonSchema,
  inject,
  injectable,
  OdeSolver,
  parseAssignment,
  part,
  Partition,
  PartitaError,
  Registry,
  resolveExperiment,
  Sampler,
  token,
  type AnyComponent,
} from '@partita/core';

/** A component that only has options; these tests never ask it to work. */
const dummy = (port: symbol, kind: string, options: z.ZodObject = z.object({})): AnyComponent =>
  defineComponent({ port: port, kind, summary: kind, options, create: (resolved) => resolved as never });

const port = (name: string): symbol => token(name);
const registry = new Registry([
  definePlugin({
    name: 'test',
    components: [
      dummy(port('Partition'), 'equal', z.object({ intervals: z.int().min(1).default(4).describe('how many') })),
      dummy(port('Partition'), 'single'),
      dummy(port('OdeSolver'), 'heun', z.object({ damping: z.number().min(0).max(1).default(0.5) })),
      dummy(
        port('Sampler'),
        'probability-flow',
        z.object({ solver: part(OdeSolver, 'heun', 'the solver'), mode: z.enum(['fast', 'slow']).default('fast') }),
      ),
      ...[
        'Dataset:hg',
        'Sde:vp',
        'ScoreNetwork:mlp',
        'Prediction:epsilon',
        'Budget:uniform',
        'LearningRate:cosine',
        'TimeSampling:log-snr',
        'Weighting:uniform',
        'Averaging:exponential',
        'Backend:onnx',
        'LikelihoodEstimator:probability-flow',
        'Metric:nll',
        'Metric:entropy-gap',
      ].map((name) => dummy(port(name.split(':')[0] as string), name.split(':')[1] as string)),
      dummy(port('Executor'), 'local', z.object({ workers: z.int().min(1).default(2) })),
    ],
  }),
]);
const resolve = (raw: unknown) => resolveExperiment(raw, registry);

describe('components that make no sense in an experiment', () => {
  const fussy = defineComponent({
    port: token<unknown>('OdeSolver'),
    kind: 'fussy',
    summary: 'needs time to end early',
    options: z.object({ limit: z.number().default(0.5) }),
    create: () => ({}),
    refuses: ({ limit }, { tMin }) => (tMin > limit ? `it needs tMin of at most ${limit}, got ${tMin}; lower tMin.` : undefined),
  });
  const withFussy = new Registry([definePlugin({ name: 'fussy', components: [fussy], bibliography: { 'arXiv:1': '@misc{one}' } })]);
  for (const name of registry.ports()) withFussy.add({ name, components: registry.components(name) });
  const experiment = { sampler: { solver: 'fussy' } };

  it('are refused where they stand, nested ones too, with their reason', () => {
    expect(() => resolveExperiment({ ...experiment, tMin: 0.75 }, withFussy)).toThrow(
      'sampler.solver: it needs tMin of at most 0.5, got 0.75; lower tMin.',
    );
    expect(resolveExperiment(experiment, withFussy).tMin).toBe(1e-3);
  });

  it('are found with all others', () => {
    const used = componentsOf(resolveExperiment(experiment, withFussy), withFussy);
    expect(used.map(({ path, component }) => `${path}=${component.kind}`)).toContain('sampler.solver=fussy');
    expect(used.map(({ path }) => path)).toContain('metrics[1]');
    expect(withFussy.bibliography.get('arXiv:1')).toBe('@misc{one}');
  });
});

describe('resolveExperiment', () => {
  it('fills in every default, nested components included', () => {
    const experiment = resolve({});
    expect(experiment.partition).toEqual({ kind: 'equal', intervals: 4 });
    expect(experiment.sampler).toEqual({ kind: 'probability-flow', mode: 'fast', solver: { kind: 'heun', damping: 0.5 } });
    expect(experiment.training.batchSize).toBe(512);
    expect(resolve(JSON.parse(JSON.stringify(experiment)))).toEqual(experiment);
  });

  it('reads a text as a kind, and options without a kind as those of the default', () => {
    expect(resolve({ partition: 'single' }).partition).toEqual({ kind: 'single' });
    expect(resolve({ partition: { intervals: 9 } }).partition).toEqual({ kind: 'equal', intervals: 9 });
    expect(resolve({ metrics: ['nll'] }).metrics).toEqual([{ kind: 'nll' }]);
  });

  it.each([
    [{ partition: 'equel' }, "partition: there is no Partition of kind 'equel'; did you mean 'equal'? (choices: equal, single)."],
    [{ partition: 'heun' }, "partition: there is no Partition of kind 'heun'; 'heun' is an OdeSolver (choices here: equal, single)."],
    [
      { partition: { kind: 'equal', intervls: 3 } },
      "partition: there is no option 'intervls'; did you mean 'intervals'? (choices: intervals).",
    ],
    [{ partition: { intervals: 0 } }, 'partition.intervals: must be at least 1, got 0.'],
    [{ partition: 3 }, 'partition: expected an object, got 3.'],
    [{ sampler: { mode: 'fsat' } }, 'sampler.mode: "fsat" is not valid; did you mean \'fast\'? (choices: fast, slow).'],
    [{ sampler: { solver: { damping: 2 } } }, 'sampler.solver.damping: must be at most 1, got 2.'],
    [{ training: { steps: 'many' } }, 'training.steps: expected a number, got "many".'],
    [{ trainign: {} }, "there is no option 'trainign'; did you mean 'training'?"],
    [{ training: { stpes: 1 } }, "training: there is no option 'stpes'; did you mean 'steps'?"],
    [[], 'experiment: expected an object, got [].'],
  ])('refuses %j in one sentence', (raw, sentence) => {
    expect(() => resolve(raw)).toThrow(PartitaError);
    expect(() => resolve(raw)).toThrow(sentence);
  });
});

describe('experimentHash', () => {
  it('changes with what is trained, not with how or where', () => {
    const hash = (raw: unknown): string => experimentHash(resolve(raw));
    expect(hash({ seed: 1 })).not.toBe(hash({}));
    expect(hash({ training: { steps: 5 } })).not.toBe(hash({}));
    expect(hash({ executor: { workers: 1 } })).toBe(hash({}));
    expect(hash({ name: 'other', metrics: [] })).toBe(hash({}));
  });
});

describe('assign', () => {
  it('sets a path, and drops the options of another kind', () => {
    expect(assign({ training: { steps: 1, batchSize: 2 } }, 'training.steps', 3)).toEqual({ training: { steps: 3, batchSize: 2 } });
    expect(assign({ partition: { kind: 'equal', intervals: 4 } }, 'partition.kind', 'single')).toEqual({ partition: { kind: 'single' } });
    expect(assign({ partition: 'equal' }, 'partition.intervals', 2)).toEqual({ partition: { kind: 'equal', intervals: 2 } });
  });

  it('refuses paths that would reach into the language', () => {
    for (const path of ['__proto__.x', 'a.constructor.b', '', 'a..b']) expect(() => assign({}, path, 1)).toThrow(PartitaError);
  });

  it('reads values as JSON, else as text', () => {
    expect(parseAssignment('a.b=[1,2]')).toEqual({ path: 'a.b', value: [1, 2] });
    expect(parseAssignment('a=b=c')).toEqual({ path: 'a', value: 'b=c' });
    expect(() => parseAssignment('steps')).toThrow('write path=value');
  });
});

describe('experimentJsonSchema', () => {
  it('describes every component under its port', () => {
    const { properties, $defs } = experimentJsonSchema(registry) as { properties: Record<string, object>; $defs: Record<string, object> };
    expect(properties['partition']).toMatchObject({ anyOf: [{ $ref: '#/$defs/Partition' }, { $ref: '#/$defs/Partition.equal' }] });
    expect($defs['Partition']).toEqual({
      anyOf: [
        { enum: ['equal', 'single'] },
        { $ref: '#/$defs/Partition.equal', required: ['kind'] },
        { $ref: '#/$defs/Partition.single', required: ['kind'] },
      ],
    });
    expect($defs['Partition.equal']).toMatchObject({ properties: { kind: { const: 'equal' }, intervals: { default: 4, minimum: 1 } } });
  });
});

describe('Container', () => {
  const Greeting = token<string>('Greeting');

  it('hides what a parent provides behind what a child provides', () => {
    const parent = new Container().provide(Greeting, 'hello');
    expect(parent.child().resolve(Greeting)).toBe('hello');
    expect(parent.child().provide(Greeting, 'bonjour').resolve(Greeting)).toBe('bonjour');
    expect(parent.resolve(Greeting)).toBe('hello');
  });

  it('makes a lazy value once, when asked', () => {
    let made = 0;
    const container = new Container().provideLazily(Greeting, () => `hello ${++made}`);
    expect(made).toBe(0);
    expect([container.resolve(Greeting), container.child().resolve(Greeting)]).toEqual(['hello 1', 'hello 1']);
  });

  it('names the contract that nothing provides', () => {
    expect(() => new Container().resolve(Sampler)).toThrow('Nothing provides the contract Sampler');
  });

  it('injects decorated classes by explicit token', () => {
    @injectable()
    class Greeter {
      readonly text: string;
      constructor(@inject(Greeting) text: string) {
        this.text = text;
      }
    }
    expect(new Container().provide(Greeting, 'hi').construct(Greeter).text).toBe('hi');
  });

  it('builds components with their defaults', () => {
    expect(new Container(registry).build(Partition, 'equal')).toEqual({ intervals: 4 });
  });

  it('refuses a kind that is taken by another plugin', () => {
    const clash = definePlugin({ name: 'clash', components: [dummy(port('Partition'), 'equal')] });
    expect(() => new Registry([definePlugin({ name: 'a', components: [dummy(port('Partition'), 'equal')] })]).add(clash)).toThrow(
      "The plugin 'clash' brings a Partition 'equal', but that kind is taken",
    );
  });
});
