import { Container, Backend, PartitaError, suggest, type Registry } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { CHECKED, type Reply, type Requests, type RequestType } from '../contestants/messages.ts';
import { PROGRAMS } from '../works/programs.ts';
import type { Candidate, Program, Programs } from '../works/work.ts';
import { timedBlock } from './timed-block.ts';
import { installedVersions } from './versions.ts';

/** A runtime's answers to the requests of a measurement. */
export class BenchSession {
  readonly #backend: () => Backend;
  #started: Backend | undefined;
  #program: Program | undefined;
  #tensorsBefore = 0;

  constructor(registry: Registry, kind: string) {
    this.#backend = () => new Container(registry).build(Backend, kind);
  }

  readonly answers: { readonly [T in RequestType]: (request: Requests[T]) => Promise<Reply<T>> } = {
    start: async () => {
      this.#started = this.#backend();
      await this.#started.start();
      return { versions: installedVersions() };
    },

    prepare: async ({ work, settings, calibrationSeconds }) => {
      await this.#program?.dispose(); // of a measurement that broke off
      this.#program = undefined;
      this.#tensorsBefore = tf.memory().numTensors;
      const programs = PROGRAMS[work] as Programs<object> | undefined;
      if (!programs) throw new PartitaError(`There is no work '${work}' here${suggest(work, Object.keys(PROGRAMS))}.`);
      const candidates = programs(this.#started as Backend, settings);
      const tried = candidates.length === 1 ? [] : await tryAll(candidates, calibrationSeconds);
      const best = tried.reduce((winner, { perSecond }, i) => (perSecond > (tried[winner]?.perSecond ?? 0) ? i : winner), 0);
      const { choice, make } = candidates[best] as Candidate;
      const program = await make();
      try {
        for (let i = 0; i < CHECKED; i++) await program.iterate();
        const values = await program.values();
        this.#program = program;
        return { values, choice, tried };
      } catch (error) {
        await program.dispose();
        throw error;
      }
    },

    block: ({ seconds }) => timedBlock(this.#program as Program, seconds),

    release: async () => {
      await this.#program?.dispose();
      this.#program = undefined;
      return { leakedTensors: tf.memory().numTensors - this.#tensorsBefore };
    },
  };
}

/** Each candidate's speed, after one iteration to warm up. */
async function tryAll(candidates: readonly Candidate[], seconds: number): Promise<{ choice: string; perSecond: number }[]> {
  const tried = [];
  for (const { choice, make } of candidates) {
    const program = await make();
    await program.iterate();
    const block = await timedBlock(program, seconds);
    await program.dispose();
    tried.push({ choice, perSecond: block.iterations / block.seconds });
  }
  return tried;
}
