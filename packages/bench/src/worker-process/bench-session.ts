import { Container, Backend, PartitaError, suggest, type ComponentSpec, type Registry } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { CHECKED, type Reply, type Requests, type RequestType } from '../contestants/messages.ts';
import { processorRate } from '../protocol/block.ts';
import { PROGRAMS } from '../works/programs.ts';
import type { Candidate, Program, Programs } from '../works/work.ts';
import { timedBlock } from './timed-block.ts';
import { versionsOf } from './versions.ts';

/** What a contestant answers. */
export type Answers = { readonly [T in RequestType]: (request: Requests[T]) => Promise<Reply<T>> };

/** A runtime's answers to the requests of a measurement. */
export function benchSession(registry: Registry, runtime: ComponentSpec | string): Answers {
  const backend = once(() => new Container(registry).build(Backend, runtime));
  let program: Program | undefined;
  let tensorsBefore = 0;
  const dispose = async (): Promise<void> => {
    const old = program;
    program = undefined;
    await old?.dispose();
  };

  return {
    async start() {
      await backend().start();
      return { versions: versionsOf(backend().name) };
    },

    async prepare({ work, settings, calibrationSeconds }) {
      await dispose(); // what a measurement that broke off left
      tensorsBefore = tf.memory().numTensors;
      const programs = PROGRAMS[work] as Programs<object> | undefined;
      if (!programs) throw new PartitaError(`There is no work '${work}' here${suggest(work, Object.keys(PROGRAMS))}.`);
      const candidates = programs(backend(), settings);
      const tried = candidates.length === 1 || calibrationSeconds === 0 ? [] : await tryAll(candidates, calibrationSeconds);
      const { choice, ...best } = candidates[fastest(tried)] as Candidate;
      program = await best.make();
      try {
        for (let i = 0; i < CHECKED; i++) await program.iterate();
        return { values: await program.values(), choice, tried };
      } catch (error) {
        await dispose();
        throw error;
      }
    },

    async block({ seconds }) {
      if (!program) throw new PartitaError('No work was made ready; ask to prepare one first.');
      return timedBlock(program, seconds);
    },

    async release() {
      await dispose();
      return { leakedTensors: tf.memory().numTensors - tensorsBefore };
    },
  };
}

/** Passes over the candidates: the best of several short blocks is what others on the machine disturb least. */
const PASSES = 3;

/** Each candidate's speed by processor time, after one iteration to warm up. */
async function tryAll(candidates: readonly Candidate[], seconds: number): Promise<{ choice: string; perProcessorSecond: number }[]> {
  const tried = candidates.map(({ choice }) => ({ choice, perProcessorSecond: 0 }));
  const programs: Program[] = [];
  try {
    for (const candidate of candidates) {
      const program = await candidate.make();
      programs.push(program);
      await program.iterate();
    }
    for (let pass = 0; pass < PASSES; pass++)
      for (const [i, trial] of tried.entries()) {
        const block = await timedBlock(programs[i] as Program, seconds / PASSES);
        trial.perProcessorSecond = Math.max(trial.perProcessorSecond, processorRate(block));
      }
    return tried;
  } finally {
    for (const program of programs) await program.dispose();
  }
}

/** The index of the fastest; 0 of none. */
const fastest = (tried: readonly { readonly perProcessorSecond: number }[]): number =>
  tried.reduce((best, { perProcessorSecond }, i) => (perProcessorSecond > (tried[best]?.perProcessorSecond ?? 0) ? i : best), 0);

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
