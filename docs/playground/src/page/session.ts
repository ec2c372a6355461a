import { assign, messageOf, stepsOf, trainingWaves, type Checkpoint, type Measurement, type TrainEvent } from '@partita/core';
import { wrap, type Remote } from 'comlink';
import type { Desk } from '../lab/desk.ts';
import deskUrl from '../lab/desk.worker.ts?worker&url';
import { WebWorkerExecutor } from '../lab/executor.ts';
import type { Menu, Outline, Picture, Sources, Wish } from '../lab/inquiry.ts';
import { MemoryStore } from '../lab/memory-store.ts';
import { startWorker } from '../lab/start-worker.ts';
import trainerUrl from '../lab/trainer.worker.ts?worker&url';
import { filesOf, readFolder, runFolder, zipped, type Files } from './run-folder.ts';

/** What the page is doing. */
export type Phase = 'planning' | 'ready' | 'training' | 'stopped' | 'looking' | 'finished';

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

/** One visitor's experiment: what was chosen, what it came to, and what was trained. */
export class Session {
  readonly #desk: Remote<Desk> = wrap<Desk>(startWorker(deskUrl));
  readonly #view: View;
  #wish: Wish;
  #sources: Sources = {};
  #outline: Outline | undefined;
  #asked = 0;
  #queue: Promise<unknown> = Promise.resolve();
  #stop = new AbortController();
  /** Of what the checkpoints are. */
  #hash = '';
  #checkpoints = new Map<number, Checkpoint>();
  #events = new Map<number, TrainEvent[]>();
  #picture: Picture | undefined;

  constructor(view: View, wish: Wish) {
    this.#view = view;
    this.#wish = wish;
  }

  async begin(): Promise<void> {
    await this.#tell(async () => this.#view.menu(await this.#ask((desk) => desk.menu({}))));
    await this.#plan();
  }

  /** Chooses a setting. */
  choose(path: string, value: unknown): Promise<void> {
    this.#wish = assign(this.#wish as Record<string, unknown>, path, value);
    return this.#plan();
  }

  /** Takes a typed module, and the first partition that it brings. */
  async useCode(name: string, code: string): Promise<void> {
    await this.#tell(
      async () => {
        const before = await this.#ask((desk) => desk.menu({}));
        const sources = { [name]: code };
        const menu = await this.#ask((desk) => desk.menu(sources));
        const known = before.choices['Partition']?.map(({ kind }) => kind) ?? [];
        const own = menu.choices['Partition']?.find(({ kind }) => !known.includes(kind));
        this.#sources = sources;
        this.#wish = { ...this.#wish, plugins: [`./${name}`], ...(own ? { partition: { kind: own.kind } } : {}) };
        this.#view.menu(menu);
      },
      () => this.#plan(),
    );
  }

  /** Trains from where the checkpoints stand; those of another experiment are dropped. */
  async train(): Promise<void> {
    const outline = this.#outline;
    if (!outline) return;
    if (this.#hash !== outline.hash) this.#forget();
    this.#hash = outline.hash;
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.#view.phase('training');
    let isTraining = true;
    const pictures = this.#watch(() => isTraining);
    await this.#tell(async () => {
      const store = new MemoryStore(this.#checkpoints, (interval, checkpoint) => this.#checkpoints.set(interval, checkpoint));
      const executor = new WebWorkerExecutor({ script: trainerUrl, store, sources: this.#sources });
      for (const wave of trainingWaves(outline.plan)) {
        const jobs = wave.map((interval) => ({ run: 'this page', experiment: outline.experiment, interval }));
        await executor.run(jobs, ({ interval }, event) => this.#hear(interval.index, event), signal);
      }
    });
    isTraining = false;
    await pictures;
    await this.#look();
  }

  /** Stops, saved: `train` goes on from there. */
  stop(): void {
    this.#stop.abort();
  }

  /** Drops what was trained. */
  startOver(): Promise<void> {
    this.#forget();
    return this.#plan();
  }

  /** The run's folder as a zip. */
  zip(): Uint8Array | undefined {
    return this.#outline && zipped(this.#folder(this.#outline), this.#outline.experiment.name);
  }

  /** An interval's safetensors file. */
  weights(interval: number): Uint8Array | undefined {
    const name = Object.keys(this.#outline ? this.#folder(this.#outline) : {}).find((file) =>
      file.endsWith(`${String(interval).padStart(4, '0')}/checkpoint.safetensors`),
    );
    return name === undefined || !this.#outline ? undefined : this.#folder(this.#outline)[name];
  }

  /** Opens a run's folder, its zip, or checkpoints of the experiment that is chosen. */
  async open(chosen: Iterable<File>): Promise<void> {
    await this.#tell(
      async () => {
        const found = readFolder(await filesOf(chosen));
        if (found.wish) {
          const menu = await this.#ask((desk) => desk.menu(found.sources));
          const outline = await this.#ask((desk) => desk.outline({ wish: found.wish as Wish, sources: found.sources }, found.plan));
          [this.#wish, this.#sources] = [found.wish, found.sources];
          this.#view.menu(menu);
          this.#show(outline);
        }
        const own: [number, Checkpoint][] = [];
        for (const { name, checkpoint } of found.checkpoints)
          own.push([await this.#ask((desk) => desk.requireOwn(checkpoint, name)), checkpoint]);
        if (found.wish || this.#hash !== this.#outline?.hash) this.#forget();
        this.#hash = this.#outline?.hash ?? '';
        for (const [interval, checkpoint] of own) {
          this.#checkpoints.set(interval, checkpoint);
          for (const event of found.events.get(interval) ?? [{ type: 'started', step: Number(checkpoint.metadata['step']) } as const])
            this.#hear(interval, event);
        }
      },
      () => this.#look(),
    );
  }

  /** What the form's choices come to. */
  async #plan(): Promise<void> {
    const asked = ++this.#asked;
    this.#view.phase('planning');
    await this.#tell(
      async () => {
        const outline = await this.#ask((desk) => desk.outline({ wish: this.#wish, sources: this.#sources }));
        if (asked === this.#asked) this.#show(outline);
      },
      () => this.#look(),
    );
  }

  #show(outline: Outline): void {
    this.#outline = outline;
    this.#view.outline(outline);
    if (this.#hash !== outline.hash) return;
    for (const [interval, events] of this.#events)
      for (const event of events) this.#view.event(interval, event, this.#checkpoints.has(interval));
  }

  /** Looks at what has been learned, as far as it goes. */
  async #look(): Promise<void> {
    const outline = this.#outline;
    if (!outline) return;
    if (this.#hash !== outline.hash || this.#checkpoints.size === 0) return this.#view.phase('ready');
    const isWhole = outline.plan.every((interval) => interval.scaffold || this.#checkpoints.has(interval.index));
    const isDone = outline.plan.every(
      (interval) => this.#stepOf(interval.index) >= stepsOf(outline.experiment, interval) || this.#hasFinished(interval.index),
    );
    if (isWhole) {
      this.#view.phase('looking');
      await this.#tell(async () => {
        const { densityGrid, samples } = outline.experiment.evaluation;
        await this.#paint({ side: Math.max(densityGrid, 2), samples: Math.max(samples, 1) });
        this.#view.nll(await this.#ask((desk) => desk.nll(this.#checkpoints)), outline);
      });
    }
    this.#view.phase(isDone ? 'finished' : 'stopped');
  }

  /** Pictures of networks while they train. */
  async #watch(goesOn: () => boolean): Promise<void> {
    const { plan = [] } = this.#outline ?? {};
    while (goesOn()) {
      const begin = performance.now();
      if (plan.every(({ scaffold, index }) => scaffold || this.#checkpoints.has(index))) await this.#paint(LIVE).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, Math.max(250, REST * (performance.now() - begin))));
    }
  }

  async #paint(fineness: typeof LIVE): Promise<void> {
    const checkpoints = new Map(this.#checkpoints);
    this.#picture = await this.#ask((desk) => desk.picture({ checkpoints, ...fineness }));
    this.#view.picture(this.#picture);
  }

  #hear(interval: number, event: TrainEvent): void {
    this.#events.set(interval, [...(this.#events.get(interval) ?? []), event]);
    this.#view.event(interval, event, this.#checkpoints.has(interval));
  }

  #forget(): void {
    [this.#hash, this.#checkpoints, this.#events, this.#picture] = ['', new Map(), new Map(), undefined];
    this.#view.picture(undefined);
    if (this.#outline) this.#view.outline(this.#outline);
  }

  #folder(outline: Outline): Files {
    return runFolder({ outline, sources: this.#sources, checkpoints: this.#checkpoints, events: this.#events, picture: this.#picture });
  }

  #stepOf = (interval: number): number => Number(this.#checkpoints.get(interval)?.metadata['step'] ?? 0);
  #hasFinished = (interval: number): boolean => this.#events.get(interval)?.at(-1)?.type === 'finished';

  /** One question at a time: the desk has one runtime. */
  #ask<T>(question: (desk: Remote<Desk>) => Promise<T>): Promise<T> {
    const answer = this.#queue.then(() => question(this.#desk));
    this.#queue = answer.catch(() => undefined);
    return answer;
  }

  /** Does something, then what follows if it succeeds; what goes wrong is told. */
  async #tell(act: () => Promise<void>, then?: () => Promise<void>): Promise<void> {
    try {
      await act();
      this.#view.complaint(undefined);
    } catch (error) {
      this.#view.complaint(messageOf(error));
      this.#view.phase('ready');
      return;
    }
    await then?.();
  }
}
