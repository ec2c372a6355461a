import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeFileError } from '@partita/core';
import { expect, it, vi } from 'vitest';
import { writeTogether } from '../src/run/write-together.ts';
import { scratch } from './command.ts';

/** A disk with room for two files. */
vi.mock(import('@partita/checkpoints'), async (original) => {
  const { writeFileAtomically, ...others } = await original();
  let room = 2;
  return {
    ...others,
    async writeFileAtomically(path, ...rest) {
      if (room === 0) throw describeFileError('write', path, { code: 'ENOSPC' });
      room -= 1;
      await writeFileAtomically(path, ...rest);
    },
  };
});

it('removes what it made, and nothing else, when the disk is full before the last file', async () => {
  const directory = scratch();
  mkdirSync(join(directory, 'study'));
  writeFileSync(join(directory, 'study', 'diary.txt'), 'Dear diary');
  const files = ['a/experiment.json', 'a/plan.json', 'b/experiment.json'].map((name) => [join(directory, 'study', name), {}] as const);
  await expect(writeTogether(files)).rejects.toThrow(`Cannot write '${join(directory, 'study', 'b/experiment.json')}': the disk is full.`);
  expect(readdirSync(directory, { recursive: true })).toEqual(['study', join('study', 'diary.txt')]);
  expect(readFileSync(join(directory, 'study', 'diary.txt'), 'utf8')).toBe('Dear diary');
});
