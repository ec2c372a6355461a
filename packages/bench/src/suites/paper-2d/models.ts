import type { Settings } from '../../laboratory/laboratory.ts';
import { widened } from '../training/widened.ts';

/** The four networks against which single ones are held. */
const NETWORKS = 4;

export interface PaperModel {
  readonly name: string;
  readonly networks: number;
  readonly settings: Settings;
  /** Its part of the updates that all four networks make together; default: 1. */
  readonly share?: number;
}

const single = { partition: { kind: 'single' } };

const equal = (intervals: number): PaperModel => ({
  name: `equal-${intervals}`,
  networks: intervals,
  settings: { partition: { kind: 'equal', intervals } },
});

const handMade = (preset: string, networks: number): PaperModel => ({
  name: preset,
  networks,
  settings: { partition: { kind: 'breakpoints', preset } },
});

const perTimestep = (points: number): PaperModel => ({
  name: `per-timestep-${points}`,
  networks: points,
  settings: { partition: { kind: 'per-timestep', points } },
});

/**
 * The paper's models and the controls of equal updates, equal parameters and equal wall-clock.
 * @param inputs numbers that a network of a planar data set sees of x and the time
 * @param cores workers that train at the same time
 */
export const paperModels = (inputs: number, cores: number): readonly PaperModel[] => [
  { name: 'single', networks: 1, settings: single },
  { name: 'wide', networks: 1, settings: { ...single, 'network.widths': widened(NETWORKS, inputs, 2) }, share: 1 / NETWORKS },
  { name: 'single-same-clock', networks: 1, settings: single, share: 1 / Math.min(cores, NETWORKS) },
  equal(4),
  equal(10),
  equal(200),
  handMade('paper-a', 2),
  handMade('paper-b', 4),
  perTimestep(1000),
];
