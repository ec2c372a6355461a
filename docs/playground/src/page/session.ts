import { encodeCheckpoint } from '@partita/checkpoints/bytes';
import { assign, messageOf, stepsOf, trainingWaves, type Checkpoint, type Measurement, type TrainEvent } from '@partita/core';
import { WebWorkerExecutor } from '../lab/executor.ts';
import type { Menu, Outline, Picture, Sources, Wish } from '../lab/inquiry.ts';
import { MemoryStore } from '../lab/memory-store.ts';
import trainerUrl from '../lab/trainer.worker.ts?worker&url';
import { DeskLine } from './desk-line.ts';
import { filesOf, readFolder, runFolder, zipped } from './run-folder.ts';

/** What the page is doing, or waits for. */
export type Phase = 'planning' | 'wrong' | 'ready' | 'training' | 'stopped' | 'looking' | 'finished';

/** What is shown of a session. */
export interface View {
  phase(phase: Phase): void;
  menu(menu: Menu): void;
  outline(outline: Outline): void;
  /** In a sentence what is wrong; undefined when nothing is any more. */
  complaint(sentence: string | undefined): void;
  event(interval: number, event: TrainEvent, isSaved: boolean): void;
  picture(picture: Picture | undefined): void;
  nll(measured: Measurement | undefined, outline: Outline): void;
}

/** Cells along a side of the density, and samples, while networks train; at the end as many as the experiment says. */
const LIVE = { side: 40, samples: 400 };

/** Pictures of networks that still train take at most a third of one core. */
const REST = 2;

/** What was trained, and of which experiment. */
interface Trained {
  readonly hash: string;
  readonly checkpoints: Map<number, Checkpoint>;
  readonly events: Map<number, TrainEvent[]>;
  picture?: Picture;
}

const nothing = (hash = ''): Trained => ({ hash, checkpoints: new Map(), events: new Map() });

/** One visitor's experiment: what was chosen, what it came to, and what was trained. */
export class Session {
  readonly #line = new DeskLine();
  readonly #view: View;
  #wish: Wish;
  #sources: Sources = {};
  #outline: Outline | undefined;
  #trained = nothing();
  #plans = 0;
  #abort: AbortController | undefined;

  constructor(view: View, wish: Wish) {
    this.#view = view;
    this.#wish = wish;
  }

  async begin(): Promise<void> {
    await this.#try(async () => this.#view.menu(await this.#line.ask((desk) => desk.menu({}))));
    await this.#plan();
  }

  /** Chooses a setting. */
  choose(path: string, value: unknown): Promise<void> {
    this.#wish = assign(this.#wish, path, value);
    this.#view.complaint(undefined);
    return this.#plan();
  }

  /** Takes a typed module, and the partition that it brings. */
  async useCode(name: string, code: string): Promise<void> {
    this.#view.phase('planning');
    const isTaken = await this.#try(async () => {
      const [house, menu] = [await this.#line.ask((desk) => desk.menu({})), await this.#line.ask((desk) => desk.menu({ [name]: code }))];
      const known = house.choices['Partition']?.map(({ kind }) => kind) ?? [];
      const own = menu.choices['Partition']?.find(({ kind }) => !known.includes(kind));
      this.#sources = { [name]: code };
      this.#wish = { ...this.#wish, plugins: [`./${name}`], ...(own ? { partition: { kind: own.kind } } : {}) };
      this.#view.menu(menu);
    });
    await this.#plan(isTaken);
  }

  /** Trains from where the checkpoints stand; those of another experiment are dropped. */
  async train(): Promise<void> {
    const outline = this.#outline;
    if (!outline) return;
    if (this.#trained.hash !== outline.hash) this.#begin(outline);
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    this.#view.phase('training');
    let isTraining = true;
    const pictures = this.#watch(outline, () => isTraining);
    await this.#try(async () => {
      const { checkpoints } = this.#trained;
      const store = new MemoryStore(checkpoints, (interval, checkpoint) => checkpoints.set(interval, checkpoint));
      const executor = new WebWorkerExecutor({ script: trainerUrl, store, sources: this.#sources });
      for (const wave of trainingWaves(outline.plan)) {
        const jobs = wave.map((interval) => ({ run: 'this page', experiment: outline.experiment, interval }));
        await executor.run(jobs, ({ interval }, event) => this.#hear(interval.index, event), signal);
      }
    });
    isTraining = false;
    await pictures;
    this.#abort = undefined;
    await this.#look();
  }

  /** Ends what takes long: training, saved, so that `train` goes on from there; or a plan. */
  stop(): void {
    if (this.#abort) this.#abort.abort();
    else this.#line.leave('Stopped before the plan was made; choose another partition, or mend your own.');
  }

  /** Drops what was trained. */
  startOver(): Promise<void> {
    this.#trained = nothing();
    this.#view.complaint(undefined);
    this.#view.picture(undefined);
    return this.#plan();
  }

  /** The run's folder as a zip. */
  zip(): Uint8Array | undefined {
    const outline = this.#outline;
    if (!outline) return undefined;
    const trained = this.#trained.hash === outline.hash ? this.#trained : nothing();
    return zipped(runFolder({ outline, sources: this.#sources, ...trained }), outline.experiment.name);
  }

  /** An interval's safetensors file. */
  weights(interval: number): Uint8Array | undefined {
    const checkpoint = this.#trained.checkpoints.get(interval);
    return checkpoint && encodeCheckpoint(checkpoint);
  }

  /** Opens a run's folder, its zip, or checkpoints of the experiment that is chosen. */
  async open(chosen: Iterable<File>): Promise<void> {
    this.#view.phase('planning');
    await this.#try(async () => {
      const { wish, plan, sources, checkpoints, events } = readFolder(await filesOf(chosen));
      if (wish) {
        const menu = await this.#line.ask((desk) => desk.menu(sources));
        const outline = await this.#line.ask((desk) => desk.outline({ wish, sources }, plan));
        [this.#wish, this.#sources] = [wish, sources];
        this.#view.menu(menu);
        this.#show(outline);
      }
      const outline = this.#outline as Outline;
      const own: [number, Checkpoint][] = [];
      for (const { name, checkpoint } of checkpoints)
        own.push([await this.#line.ask((desk) => desk.requireOwn(checkpoint, name)), checkpoint]);
      if (wish || this.#trained.hash !== outline.hash) this.#begin(outline);
      for (const [interval, checkpoint] of own) {
        this.#trained.checkpoints.set(interval, checkpoint);
        const step = Number(checkpoint.metadata['step']);
        for (const event of events.get(interval) ?? [{ type: 'started', step } as const]) this.#hear(interval, event);
      }
    });
    await this.#look();
  }

  /** What the choices come to. @param tells whether what is wrong with them is news */
  async #plan(tells = true): Promise<void> {
    const number = ++this.#plans;
    this.#view.phase('planning');
    const isRight = await this.#try(
      async () => {
        const outline = await this.#line.ask((desk) => desk.outline({ wish: this.#wish, sources: this.#sources }));
        if (number === this.#plans) this.#show(outline);
      },
      { settles: false, tells },
    );
    if (number !== this.#plans) return;
    if (isRight) await this.#look();
    else this.#view.phase('wrong');
  }

  #show(outline: Outline): void {
    this.#outline = outline;
    this.#view.outline(outline);
    const { hash, events, checkpoints } = this.#trained;
    if (hash !== outline.hash) return;
    for (const [interval, told] of events) for (const event of told) this.#view.event(interval, event, checkpoints.has(interval));
  }

  /** Looks at what has been learned, as far as it goes. */
  async #look(): Promise<void> {
    const outline = this.#outline;
    const { hash, checkpoints, events } = this.#trained;
    if (outline?.hash !== hash || checkpoints.size === 0) {
      this.#view.phase('ready');
      return;
    }
    const { plan, experiment } = outline;
    if (plan.every(({ scaffold, index }) => scaffold || checkpoints.has(index))) {
      this.#view.phase('looking');
      await this.#try(
        async () => {
          const { densityGrid, samples } = experiment.evaluation;
          await this.#paint({ side: Math.max(densityGrid, 2), samples: Math.max(samples, 1) });
          this.#view.nll(await this.#line.ask((desk) => desk.nll(checkpoints)), outline);
        },
        { settles: false },
      );
    }
    const isDone = plan.every(
      (interval) =>
        Number(checkpoints.get(interval.index)?.metadata['step'] ?? 0) >= stepsOf(experiment, interval) ||
        events.get(interval.index)?.at(-1)?.type === 'finished',
    );
    this.#view.phase(isDone ? 'finished' : 'stopped');
  }

  /** Pictures of networks while they train. */
  async #watch({ plan }: Outline, goesOn: () => boolean): Promise<void> {
    while (goesOn()) {
      const begin = performance.now();
      if (plan.every(({ scaffold, index }) => scaffold || this.#trained.checkpoints.has(index)))
        await this.#try(() => this.#paint(LIVE), { settles: false });
      await new Promise((resolve) => setTimeout(resolve, Math.max(250, REST * (performance.now() - begin))));
    }
  }

  async #paint(fineness: typeof LIVE): Promise<void> {
    const checkpoints = new Map(this.#trained.checkpoints);
    const picture = await this.#line.ask((desk) => desk.picture({ checkpoints, ...fineness }));
    this.#trained.picture = picture;
    this.#view.picture(picture);
  }

  #hear(interval: number, event: TrainEvent): void {
    const { events, checkpoints } = this.#trained;
    events.set(interval, [...(events.get(interval) ?? []), event]);
    this.#view.event(interval, event, checkpoints.has(interval));
  }

  /** Begins a training anew. */
  #begin(outline: Outline): void {
    this.#trained = nothing(outline.hash);
    this.#view.picture(undefined);
    this.#view.outline(outline);
  }

  /** Does something; true if nothing goes wrong. It settles earlier complaints and tells what goes wrong, unless otherwise asked. */
  async #try(act: () => Promise<void>, { settles = true, tells = true } = {}): Promise<boolean> {
    if (settles) this.#view.complaint(undefined);
    try {
      await act();
      return true;
    } catch (error) {
      if (tells) this.#view.complaint(messageOf(error));
      return false;
    }
  }
}
