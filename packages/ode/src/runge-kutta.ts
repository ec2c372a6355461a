import { Backend, defineComponent, OdeSolver } from '@partita/core';
import type { Compiled, OdeField, OdeSegment, OdeSolution, OdeState } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { breather } from './breathe.ts';
import { mapState, rungeKuttaStep, type StepInputs } from './step.ts';
import { requireExplicit, type Tableau } from './tableau.ts';

/** Integrates with the steps that the segments' nodes prescribe. Each field is compiled once per solve. */
export class RungeKuttaSolver implements OdeSolver {
  readonly order: number;
  readonly #tableau: Tableau;
  readonly #backend: Backend;

  constructor({ tableau, backend }: { readonly tableau: Tableau; readonly backend: Backend }) {
    requireExplicit(tableau);
    this.order = tableau.order;
    this.#tableau = tableau;
    this.#backend = backend;
  }

  async solve<S extends OdeState>(initial: S, segments: readonly OdeSegment<S>[], signal?: AbortSignal): Promise<OdeSolution<S>> {
    const programs = new Map<OdeField<S>, Compiled<StepInputs<S>, S>>();
    const breathe = breather();
    let state = mapState(initial, (value) => tf.clone(value));
    let steps = 0;
    try {
      for (const segment of segments) {
        const program = programs.get(segment.field) ?? this.#backend.compile(rungeKuttaStep(this.#tableau, segment.field));
        programs.set(segment.field, program);
        await segment.fetch?.();
        for (let i = 1; i < segment.nodes.length; i++, steps++) {
          signal?.throwIfAborted();
          const next = this.#advance(program, segment, state, segment.nodes[i - 1] as number, segment.nodes[i] as number);
          tf.dispose(state);
          state = next;
          await breathe();
        }
      }
      return { state, evaluations: steps * this.#tableau.nodes.length };
    } catch (error) {
      tf.dispose(state);
      throw error;
    } finally {
      for (const program of programs.values()) program.dispose();
    }
  }

  #advance<S extends OdeState>(program: Compiled<StepInputs<S>, S>, segment: OdeSegment<S>, state: S, u: number, next: number): S {
    const h = next - u;
    const rows = this.#tableau.nodes.map((c) => [...segment.coefficients(c === 1 ? next : u + c * h)]);
    const inputs = { coefficients: tf.tensor2d(rows.flat(), [rows.length, rows[0]?.length ?? 0]), h: tf.scalar(h) };
    try {
      return program({ state, constants: segment.constants, ...inputs });
    } finally {
      tf.dispose(inputs);
    }
  }
}

/** A tableau and what is said of it. */
export interface TableauComponent<T extends Tableau = Tableau> {
  readonly kind: string;
  readonly summary: string;
  /** The step in plain characters, and its order. */
  readonly formula?: string;
  readonly cites?: readonly string[];
  readonly tableau: T;
}

/** The component of a tableau, with the steps of the grid. */
export function rungeKuttaComponent({ tableau, ...about }: TableauComponent) {
  return defineComponent({
    port: OdeSolver,
    ...about,
    options: z.object({}),
    create: (_options, container) => new RungeKuttaSolver({ tableau, backend: container.resolve(Backend) }),
  });
}
