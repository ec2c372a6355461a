import { describe, expect, it } from 'vitest';
import { PartitaError, segmentNodes, type Clock } from '../src/index.ts';

const plain: Clock = { at: (t) => t, time: (u) => u, rate: () => 1 };
const log: Clock = { at: (t) => -Math.log(t), time: (u) => Math.exp(-u), rate: (t) => -t };
const cut = (...edges: number[]) => edges.slice(1).map((end, i) => ({ start: edges[i] as number, end }));
const nodesOf = (...args: Parameters<typeof segmentNodes>) => segmentNodes(...args).map(({ nodes }) => nodes);

describe('segmentNodes', () => {
  it('steps uniformly in u from end to end', () => {
    expect(nodesOf(plain, 4, 0, 1, cut(0, 1))).toEqual([[0, 0.25, 0.5, 0.75, 1]]);
    expect(nodesOf(plain, 4, 1, 0, cut(0, 1))).toEqual([[1, 0.75, 0.5, 0.25, 0]]);
  });

  it('adds every edge as a stop, and leaves the other nodes where they are', () => {
    expect(nodesOf(plain, 4, 0, 1, cut(0, 0.3, 0.6, 1))).toEqual([
      [0, 0.25, 0.3],
      [0.3, 0.5, 0.6],
      [0.6, 0.75, 1],
    ]);
    expect(nodesOf(plain, 4, 1, 0, cut(0, 0.3, 0.6, 1))).toEqual([
      [1, 0.75, 0.6],
      [0.6, 0.5, 0.3],
      [0.3, 0.25, 0],
    ]);
    expect(nodesOf(plain, 4, 0, 1, cut(0, 0.26, 0.28, 1))).toEqual([
      [0, 0.25, 0.26],
      [0.26, 0.28],
      [0.28, 0.5, 0.75, 1],
    ]);
  });

  it('takes an edge that is a node but for rounding as that node, to the bit', () => {
    const times = Array.from({ length: 9 }, (_, i) => log.time(log.at(1e-3) + (i / 8) * (log.at(1) - log.at(1e-3))));
    const edges = [1e-3, ...times.slice(1, 8), 1];
    const [whole] = nodesOf(log, 8, 1e-3, 1, cut(1e-3, 1));
    expect(nodesOf(log, 8, 1e-3, 1, cut(...edges))).toEqual(whole?.slice(1).map((u, i) => [whole[i], u]));
    expect(nodesOf(plain, 4, 0, 1, cut(0, 0.25 + 1e-11, 1))).toEqual([
      [0, 0.25],
      [0.25, 0.5, 0.75, 1],
    ]);
  });

  it('keeps the step of the whole span when it starts later or ends earlier', () => {
    expect(nodesOf(plain, 4, 0.4, 1, cut(0, 0.3, 1))).toEqual([[0.4, 0.5, 0.75, 1]]);
    expect(nodesOf(plain, 4, 0.5, 0.1, cut(0, 0.3, 1))).toEqual([
      [0.5, 0.3],
      [0.3, 0.25, 0.1],
    ]);
    expect(nodesOf(plain, 4, 1, 1, cut(0, 0.3, 1))).toEqual([]);
  });

  it('tells which segment each leg crosses, in the order of the way', () => {
    const segments = cut(0, 0.3, 0.6, 1);
    expect(segmentNodes(plain, 2, 1, 0, segments).map(({ segment }) => segment)).toEqual(segments.toReversed());
  });

  it('refuses a time outside of the axis', () => {
    expect(() => segmentNodes(plain, 4, 0.05, 1, cut(0.1, 1))).toThrow(PartitaError);
    expect(() => segmentNodes(plain, 4, 0.2, 1.5, cut(0.1, 1))).toThrow(
      "The time 1.5 lies outside of the score's time axis; choose one from 0.1 to 1.",
    );
    expect(() => segmentNodes(plain, 4, NaN, 1, cut(0.1, 1))).toThrow(PartitaError);
  });
});
