import { Registry, resolveExperiment, defineComponent, definePlugin, Partition, tokenName } from '@partita/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bibtex } from '../src/cite/bibtex.ts';
import { citeExperiment } from '../src/cite/cite-experiment.ts';
import { WORKS } from '../src/cite/works.ts';
import { BUILT_IN } from '../src/plugins/built-in.ts';

describe('cite', () => {
  const cited = BUILT_IN.flatMap(({ components }) => components).flatMap(({ kind, cites }) => (cites ?? []).map((id) => ({ kind, id })));

  it('knows every work that a built-in component cites, by an identifier', () => {
    expect(cited.filter(({ id }) => !/^(arXiv:\d{4}\.\d{4,5}|doi:10\.\d+\/\S+)$/.test(id))).toEqual([]);
    expect(cited.filter(({ id }) => !(id in WORKS))).toEqual([]);
  });

  it('has a formula for every piece of mathematics', () => {
    const machinery = ['Backend', 'Executor', 'CheckpointStore', 'TrackerFactory', 'Dataset'];
    const silent = BUILT_IN.flatMap(({ components }) => components).filter(({ formula }) => formula === undefined);
    expect(silent.filter(({ port }) => !machinery.includes(tokenName(port))).map(({ kind }) => kind)).toEqual([]);
  });

  it('lists no work that nothing cites', () => {
    expect(
      Object.keys(WORKS).filter((id) => !['arXiv:2306.02658', 'arXiv:1412.6980'].includes(id) && !cited.some((each) => each.id === id)),
    ).toEqual([]);
  });

  it('gives every work a key of its own', () => {
    const keys = Object.values(WORKS).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('writes BibTeX', () => {
    expect(bibtex('arXiv:1412.6980', WORKS['arXiv:1412.6980'])).toBe(
      [
        '@misc{kingma2015adam,',
        '  author        = {Kingma, Diederik P. and Ba, Jimmy},',
        '  title         = {{Adam: A Method for Stochastic Optimization}},',
        '  year          = {2015},',
        '  eprint        = {1412.6980},',
        '  archivePrefix = {arXiv},',
        '  url           = {https://arxiv.org/abs/1412.6980}',
        '}',
      ].join('\n'),
    );
  });

  it('names who uses a work, begins with the paper, and takes a foreign entry as its plugin wrote it', () => {
    const foreign = defineComponent({
      port: Partition,
      kind: 'foreign',
      summary: 'a stranger',
      options: z.object({}),
      create: () => ({ plan: () => Promise.resolve([]) }),
      cites: ['arXiv:2401.00001', 'doi:10.1000/182'],
    });
    const plugin = definePlugin({ name: 'foreign', components: [foreign], bibliography: { 'arXiv:2401.00001': '@misc{own}' } });
    const registry = new Registry([...BUILT_IN, plugin]);
    const citations = citeExperiment(resolveExperiment({ partition: 'foreign' }, registry), registry);
    expect(citations[0]).toMatchObject({ id: 'arXiv:2306.02658' });
    expect(citations.find(({ id }) => id === 'arXiv:2401.00001')).toEqual({
      id: 'arXiv:2401.00001',
      usedBy: ['partition: foreign'],
      bibtex: '@misc{own}',
    });
    expect(citations.find(({ id }) => id === 'doi:10.1000/182')?.bibtex).toContain('doi           = {10.1000/182}');
    expect(new Set(citations.map(({ id }) => id)).size).toBe(citations.length);
  });
});
