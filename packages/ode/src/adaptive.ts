import type { Backend, OdeField, OdeSegment, OdeSolution, OdeSolver, OdeState } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { compilePrograms, cross, type Programs } from './crossing.ts';
import { Pace, type PaceLimits } from './pace.ts';
import { mapState } from './step.ts';
import { requireExplicit, withLastSlope, type EmbeddedTableau } from './tableau.ts';
import type { Tolerance } from './tolerance.ts';

export interface AdaptiveOptions extends Tolerance, PaceLimits {}

/**
 * Integrates with an embedded pair and steps of its own choice, which differ from row to row: the answer of a row does not
 * depend on its batch mates. Of a segment's nodes it meets the first and the last, where step control starts afresh; their
 * widest step is tried first. Rows that have arrived rest, so that every trial has the whole batch's shape.
 */
export class AdaptiveRungeKuttaSolver implements OdeSolver {
  readonly order: number;
  readonly #tableau: EmbeddedTableau;
  readonly #options: AdaptiveOptions;
  readonly #backend: Backend;

  constructor({ tableau, backend, ...options }: AdaptiveOptions & { readonly tableau: EmbeddedTableau; readonly backend: Backend }) {
    requireExplicit(tableau);
    this.order = tableau.order;
    this.#tableau = withLastSlope(tableau);
    this.#options = options;
    this.#backend = backend;
  }

  /**
   * Reports the evaluations of the row that took most.
   * @throws PartitaError when a row's step becomes too small, or its steps too many
   */
  async solve<S extends OdeState>(initial: S, segments: readonly OdeSegment<S>[], signal?: AbortSignal): Promise<OdeSolution<S>> {
    const { nodes: stages, order, embedded } = this.#tableau;
    const programs = new Map<OdeField<S>, Programs<S>>();
    const evaluations = Array.from({ length: Object.values(initial)[0]?.shape[0] ?? 0 }, () => 0);
    let state = mapState(initial, (value) => tf.clone(value));
    try {
      for (const [index, segment] of segments.entries()) {
        const paces = evaluations.map(() => new Pace(segment.nodes, Math.min(order, embedded.order), this.#options));
        if (paces.every(({ h }) => h === 0)) continue;
        const program = programs.get(segment.field) ?? compilePrograms(this.#backend, this.#tableau, segment.field, this.#options);
        programs.set(segment.field, program);
        await segment.fetch?.();
        const crossing = { programs: program, segment, index, stages, limits: this.#options, signal };
        const next = await cross(crossing, state, paces);
        tf.dispose(state);
        state = next;
        paces.forEach(({ trials }, row) => (evaluations[row] = (evaluations[row] as number) + 1 + trials * (stages.length - 1)));
      }
      return { state, evaluations: evaluations.reduce((most, count) => Math.max(most, count), 0) };
    } catch (error) {
      tf.dispose(state);
      throw error;
    } finally {
      for (const { slope, trial } of programs.values()) for (const program of [slope, trial]) program.dispose();
    }
  }
}
