/** What a report is drawn from: plain data, no tensors and no model. Lists may be empty; what is missing is not drawn. */
export interface ReportInput {
  readonly title: string;
  /** In the order in which they are shown. */
  readonly runs: readonly RunReport[];
  /** Sentences shown below the summary. */
  readonly notes?: readonly string[];
  /** What to type to get these numbers again. */
  readonly command: string;
  /** Name → version, in the order shown. */
  readonly versions: Readonly<Record<string, string>>;
  /** e.g. `8 × Xeon, 16 GB`. */
  readonly machine: string;
}

export interface RunReport {
  /** For people, e.g. `four intervals`. */
  readonly name: string;
  /** Runs on the same data set share their data and exact densities. */
  readonly dataset: string;
  /** In order of time, from data to noise. */
  readonly intervals: readonly IntervalReport[];
  readonly curves: readonly LossCurves[];
  /** Settings worth seeing. */
  readonly rows: readonly Setting[];
  readonly measurements: readonly NamedMeasurement[];
  /** Summed over the networks. */
  readonly updates: number;
  /** Summed over the networks. */
  readonly parameters: number;
  /** Core-seconds, summed over the networks. */
  readonly trainingSeconds: number;
  /** `[n, 2]`, row-major. */
  readonly data?: ArrayLike<number>;
  /** `[n, 2]`, row-major. */
  readonly samples?: ArrayLike<number>;
  /** What there is to see of data that are pictures. */
  readonly images?: ImageReport;
  /** The model's density at a few times. */
  readonly densities: readonly DensityPanel[];
  /** The resolved experiment. */
  readonly experimentJson: string;
}

/** (start, end], or a single point where start === end. */
export interface IntervalReport {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  /** log(α²/σ²) at start and end. */
  readonly logSnr: readonly [number, number];
}

/** How one network learned. */
export interface LossCurves {
  /** The index of its interval. */
  readonly interval: number;
  readonly training: readonly LossPoint[];
  readonly heldOut: readonly LossPoint[];
  /** Core-seconds spent on this network. */
  readonly seconds?: number;
}

export interface LossPoint {
  readonly step: number;
  readonly loss: number;
}

export interface Setting {
  readonly label: string;
  readonly value: string;
}

export interface NamedMeasurement {
  /** `nll` and `entropy-gap` come first and get their proper titles; any other name is shown as it is. */
  readonly name: string;
  readonly value: number;
  /** 0 or NaN where there is none. */
  readonly standardError: number;
  readonly unit: string;
  /** What it is made of, in order and in the same unit. */
  readonly parts?: readonly MeasurementPart[];
  /** Why it does not compare with others in this unit. */
  readonly caveat?: string;
}

export interface MeasurementPart {
  readonly name: string;
  readonly value: number;
  readonly standardError: number;
}

/** Of each picture; channels are 1 (grey) or 3 (red, green, blue). */
export type PictureShape = readonly [height: number, width: number, channels: number];

/** Pictures as bytes `[n, ...shape]`. */
export interface ImageReport {
  readonly shape: PictureShape;
  /** Held-out pictures. */
  readonly data: Uint8Array;
  /** Draws of the model; may be empty. */
  readonly samples: Uint8Array;
  readonly filmstrip?: Filmstrip;
  readonly neighbours?: Neighbours;
}

/** Held-out pictures at a few noise levels, `[strips, levels, ...shape]`, and the model's means of what they were. */
export interface Filmstrip {
  /** log(α²/σ²) of each level, from data to noise. */
  readonly logSnr: readonly number[];
  readonly noised: Uint8Array;
  readonly denoised: Uint8Array;
}

/** How near samples lie to training pictures. */
export interface Neighbours {
  /** Training pictures that were looked at. */
  readonly searched: number;
  /** The training picture nearest to each of the first samples, `[n, ...shape]`. */
  readonly nearest: Uint8Array;
  /** Root mean square differences of pixels, in levels of 0 to 255, one for each of these samples. */
  readonly distances: ArrayLike<number>;
  /** The same of held-out pictures: what to expect of pictures that were not learned by heart. */
  readonly heldOut: ArrayLike<number>;
}

/** Densities (not their logarithms) on a square grid, `[side, side]` row-major; row 0 has the lowest y. */
export interface DensityPanel {
  readonly t: number;
  readonly side: number;
  /** The grid's ends, the same for x and y. */
  readonly extent: readonly [number, number];
  readonly model: ArrayLike<number>;
  /** The truth on the same grid. */
  readonly exact?: ArrayLike<number>;
}
