import { beforeAll, describe, expect, it } from 'vitest';
import { findTorch } from '../src/contestants/torch.ts';
import { toMarkdown } from '../src/result/to-markdown.ts';
import { isMeasured, type Outcome, type ThroughputResult } from '../src/result/throughput-result.ts';
import { throughput, type ThroughputEvent } from '../src/throughput.ts';
import { likelihoodField } from '../src/works/likelihood-field.ts';
import { matrixProduct } from '../src/works/matrix-product.ts';
import { samplerStep } from '../src/works/sampler-step.ts';
import { trainingRun } from '../src/works/training-run.ts';
import { trainingFlops, trainingStep } from '../src/works/training-step.ts';
import { unetStep, unetStepFlops, type UNetStepSettings } from '../src/works/unet-step.ts';
import { unetFlops, unetTraining } from '../src/works/unet-training.ts';
import { fakePeer } from './fake-peer.ts';

const NETWORK = { dimension: 2, widths: [5, 4], batch: 8 };
/** One level without attention but in the middle. */
const UNET: UNetStepSettings = {
  batch: 2,
  side: 4,
  channels: 1,
  base: 4,
  multipliers: [1],
  blocks: 1,
  attention: [],
  groups: 1,
  learningRate: 1e-4,
};

const WORKS = [
  matrixProduct({ side: 16 }),
  trainingStep(true, NETWORK),
  trainingStep(false, NETWORK),
  trainingRun(NETWORK),
  likelihoodField({ ...NETWORK, chunks: [3, 8], time: 0.5 }),
  samplerStep({ ...NETWORK, steps: 5 }),
  unetTraining({ batch: 2, side: 4, channels: 4, groups: 2, embedding: 3 }),
  unetStep(UNET),
];
const torch = findTorch();
const hasTorch = 'command' in torch;

describe('throughput, in small', () => {
  let result: ThroughputResult;
  const events: ThroughputEvent[] = [];
  beforeAll(async () => {
    result = await throughput({
      budget: { rounds: 2, blockSeconds: 0.05, warmupSeconds: 0, calibrationSeconds: 0.01 },
      date: '2031-05-06',
      runtimes: ['wasm', 'cpu', 'broken'],
      plugins: [new URL('fixtures/further-backends.ts', import.meta.url).href],
      peers: [fakePeer(), torch, { name: 'elsewhere', role: 'peer', reason: 'it is not here' }],
      works: WORKS,
      scaling: false,
      listener: (event) => events.push(event),
    });
  }, 240_000);

  const outcome = (work: string, contestant: string): Outcome =>
    result.measurements.find((each) => each.work.name === work)!.outcomes.find((each) => each.contestant === contestant)!;

  it('says who took part, and who did not for which reason', () => {
    expect(result.contestants.map(({ name }) => name)).toEqual(['wasm', 'cpu', 'fake', ...(hasTorch ? ['pytorch'] : [])]);
    expect(result.contestants[0]!.versions).toMatchObject({ '@tensorflow/tfjs-backend-wasm': expect.stringMatching(/^4/) as string });
    expect(result.absent).toContainEqual({ name: 'broken', role: 'runtime', reason: 'The broken backend does not start: it was made so.' });
    expect(result.absent).toContainEqual({ name: 'elsewhere', role: 'peer', reason: 'it is not here' });
    expect(events).toContainEqual({ type: 'absent', contestant: 'elsewhere', reason: 'it is not here' });
  });

  it('measures every work on every runtime, and leaves no tensor behind', () => {
    for (const { name } of WORKS)
      for (const runtime of ['wasm', 'cpu']) {
        const measured = outcome(name, runtime);
        expect(measured, `${name} ${runtime}`).toMatchObject({ status: 'measured', leakedTensors: 0 });
        if (isMeasured(measured)) expect(measured.perSecond.median).toBeGreaterThan(0);
      }
  });

  it('reports what a contestant cannot do, with the reason', async () => {
    const budget = { rounds: 1, blockSeconds: 0.01, warmupSeconds: 0, calibrationSeconds: 0 };
    const { measurements } = await throughput({
      budget,
      date: '',
      runtimes: [],
      peers: [fakePeer('refuses')],
      works: [matrixProduct({ side: 16 })],
      scaling: false,
    });
    expect(measurements[0]?.outcomes[0]).toMatchObject({
      status: 'unsupported',
      reason: expect.stringContaining('no matrix-product') as string,
    });
  });

  it('has all contestants find the same numbers', () => {
    const compared = result.measurements.filter(({ disagreement }) => disagreement !== null);
    expect(compared.map(({ work }) => work.name)).toEqual(WORKS.map(({ name }) => name).filter((name) => name !== 'training-run'));
    for (const { work, disagreement } of compared) expect(disagreement, work.name).toBeLessThan(1e-4);
  });

  it('keeps the fastest choice of those that were tried', () => {
    const field = outcome('likelihood-field', 'cpu');
    if (!isMeasured(field)) throw new Error('not measured');
    expect(field.tried.map(({ choice }) => choice)).toEqual(['3 rows at a time', '8 rows at a time']);
    expect(field.choice).toBe([...field.tried].sort((a, b) => b.perProcessorSecond - a.perProcessorSecond)[0]!.choice);
  });

  it('compares each runtime with each peer by the clock and by processor time', () => {
    const { ratios, outcomes } = result.measurements[0]!;
    const ratio = ratios.find(({ over, under }) => over === 'wasm' && under === 'fake')!;
    const [wasm, fake] = [outcomes[0]!, outcomes[2]!];
    if (!isMeasured(wasm) || !isMeasured(fake)) throw new Error('not measured');
    expect(fake.perSecond).toEqual({ median: 100, lower: 100, upper: 100 });
    expect(fake.perProcessorSecond.median).toBe(200);
    expect(ratio.wall.value).toBeCloseTo(wasm.perSecond.median / 100, 9);
    expect(ratio.processor.value).toBeCloseTo(wasm.perProcessorSecond.median / 200, 9);
  });

  it('takes the fastest matrix products as the measure', () => {
    const best = Math.max(...result.measurements[0]!.outcomes.filter(isMeasured).map(({ gigaflops }) => gigaflops));
    expect(result.peak!.gigaflops.median).toBeCloseTo(best, 9);
    expect((outcome('training-step', 'fake') as { shareOfPeak: number }).shareOfPeak).toBeCloseTo(
      (200 * trainingFlops(NETWORK)) / 1e9 / best,
      9,
    );
  });

  it('survives JSON, and reads as Markdown', () => {
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    const text = toMarkdown(result);
    expect(text).toContain('Measured 2031-05-06 on ');
    expect(text).toMatch(/\| training steps, noise drawn beforehand \| [\d.]+ \([\d.]+–[\d.]+\) \|/);
    expect(text).toContain('| training-step | wasm ÷ fake |');
    expect(text).toContain('| elsewhere | peer | it is not here |');
  });
});

describe('scaling', () => {
  it('measures two processes against one where two cores are there', async () => {
    const budget = { rounds: 2, blockSeconds: 0, warmupSeconds: 0, calibrationSeconds: 0 };
    const { scaling, withoutScaling } = await throughput({
      budget,
      date: '',
      runtimes: [],
      peers: [fakePeer()],
      works: [trainingStep(true)],
    });
    if (withoutScaling !== null) expect(scaling).toEqual([]);
    else expect(scaling).toMatchObject([{ contestant: 'fake', wall: { value: 2, low: 2, high: 2 }, processor: { value: 2 } }]);
  });
});

describe('the arithmetic of a work', () => {
  it('is that of its matrix products', () => {
    // (3·5 + 5·4 + 4·2) multiplications a row forward, twice that backward, less 3·5 for the input's gradient
    expect(trainingFlops(NETWORK)).toBe(2 * 8 * (3 * 43 - 15));
    const [pixels, c] = [16, 4];
    const forward = (3 * pixels + pixels / 4) * 9 * c * c + pixels * 2 * c * c + 4 * (4 * c * c) + 2 * 4 * 4 * c;
    expect(unetFlops({ batch: 2, side: 4, channels: c, groups: 2, embedding: 3 })).toBe(2 * 2 * (3 * forward + 2 * 3 * c));
    // in and out; two blocks of the middle and one down, two up with the skipped beside; attention; the time's layers
    const blocks = pixels * 9 * c * c * (3 * 2 + 2 * 3) + pixels * 2 * 2 * c * c;
    const embedding = 4 * 16 + 16 * 16 + 5 * 16 * c;
    const whole = pixels * 9 * 2 * c + blocks + pixels * 4 * c * c + 2 * pixels * pixels * c + embedding;
    expect(unetStepFlops(UNET)).toBe(2 * 3 * 2 * whole);
  });
});

describe('a mistake', () => {
  const options = { date: '', peers: [], works: [] };

  it('in the runtime names the nearest', () =>
    expect(throughput({ ...options, budget: 'smoke', runtimes: ['wasn'] })).rejects.toThrow(/no backend 'wasn'; did you mean 'wasm'/));

  it('in the budget names the nearest, or what is wrong', async () => {
    await expect(throughput({ ...options, budget: 'smoky' as 'smoke' })).rejects.toThrow(/no budget 'smoky'; did you mean 'smoke'/);
    const none = { rounds: 0, blockSeconds: 1, warmupSeconds: 0, calibrationSeconds: 0 };
    await expect(throughput({ ...options, budget: none })).rejects.toThrow('at least one round');
  });
});
