/** What goes between the page and its workers: plain data. */
import type { Checkpoint, ComponentSpec, Experiment, TimeInterval } from '@partita/core';

/** Modules that were typed in, by file name. */
export type Sources = Readonly<Record<string, string>>;

/** An experiment as it was chosen, defaults left out. */
export type Wish = Readonly<Record<string, unknown>>;

export interface Inquiry {
  readonly wish: Wish;
  readonly sources: Sources;
}

/** An experiment that can be trained: all its defaults, its plan, and what is known of the truth. */
export interface Outline {
  readonly experiment: Experiment;
  /** What its weights depend on; checkpoints carry it. */
  readonly hash: string;
  readonly plan: readonly TimeInterval[];
  readonly axis: Axis;
  /** Half the side of the square that is drawn. */
  readonly extent: number;
  /** Rows of the data, `[n, 2]`. */
  readonly data: Float32Array;
  readonly exact?: Exact;
}

/** Where the process goes from data to noise. */
interface Axis {
  readonly tMin: number;
  readonly horizon: number;
  /** log(α²/σ²) at tMin and at the horizon. */
  readonly logSnr: readonly [number, number];
  /** The same at both ends of each interval of the plan. */
  readonly intervals: readonly (readonly [number, number])[];
}

interface Exact {
  /** Nats: no model's NLL can be lower. */
  readonly entropy: number;
  readonly density: Grid;
}

/** Values at the middles of the cells of a square, row by row from the lowest y: `[side, side]`. */
export interface Grid {
  readonly side: number;
  readonly values: Float32Array;
}

/** What trained networks make of the data. */
export interface Picture {
  readonly density: Grid;
  /** `[n, 2]`. */
  readonly samples: Float32Array;
}

export interface PictureRequest {
  /** By interval. */
  readonly checkpoints: ReadonlyMap<number, Checkpoint>;
  readonly side: number;
  readonly samples: number;
}

/** The kinds of each port. */
type Choices = Readonly<Record<string, readonly KindChoice[]>>;

export interface KindChoice {
  readonly kind: string;
  readonly summary: string;
  readonly options: readonly OptionChoice[];
  /** Its options as they are by default; absent where it has one without a default. */
  readonly spec?: ComponentSpec;
}

/** One setting, as JSON Schema describes it. */
export interface OptionChoice {
  readonly name: string;
  readonly description: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  /** Where the setting is a component: of which port. */
  readonly port?: string;
  readonly many?: boolean;
  /** The settings inside, where there are some. */
  readonly options?: readonly OptionChoice[];
}

/** What can be chosen in an experiment. */
export interface Menu {
  readonly settings: readonly OptionChoice[];
  readonly choices: Choices;
}
