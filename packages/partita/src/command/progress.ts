import { stepsOf, type TrainEvent, type TrainJob, type TrainListener } from '@partita/core';
import { MultiBar, Presets, type SingleBar } from 'cli-progress';

/** Shows training on standard error: a bar per running network on a terminal, plain lines elsewhere. */
export interface Progress {
  readonly listener: TrainListener;
  close(): void;
}

export const trainingProgress = (): Progress =>
  process.stderr.isTTY ? barProgress() : lineProgress((line) => process.stderr.write(`${line}\n`));

/** `single (0.001, 1]`: the run and the interval of a job. */
function jobLabel({ experiment, interval }: TrainJob): string {
  const number = (value: number): string => String(Number(value.toPrecision(3)));
  return `${experiment.name} ${interval.start === interval.end ? `t = ${number(interval.end)}` : `(${number(interval.start)}, ${number(interval.end)}]`}`;
}

const keyOf = ({ run, interval }: TrainJob): string => `${run}#${interval.index}`;

function barProgress(): Progress {
  const format = '{label} |{bar}| {percentage}%  step {value}/{total}  loss {loss}  {eta_formatted} left';
  const bars = new MultiBar({ format, hideCursor: true, autopadding: true, fps: 5, etaBuffer: 50 }, Presets.shades_classic);
  const running = new Map<string, SingleBar>();
  return {
    listener(job, event) {
      const label = jobLabel(job).padEnd(30);
      if (event.type === 'started' || event.type === 'restarted') {
        const known = running.get(keyOf(job));
        if (event.type === 'restarted') bars.log(`${label} restarted: ${event.reason}\n`);
        else if (!known) running.set(keyOf(job), bars.create(stepsOf(job.experiment, job.interval), event.step, { label, loss: '–' }));
      } else if (event.type === 'progress') {
        running.get(keyOf(job))?.update(event.step, { loss: event.loss.toFixed(4) });
      } else if (event.type === 'finished') {
        const bar = running.get(keyOf(job));
        if (bar) bars.remove(bar);
        running.delete(keyOf(job));
        bars.log(`${label} done: ${event.step} updates in ${event.seconds.toFixed(1)} s\n`);
      }
    },
    close: () => bars.stop(),
  };
}

/** A line at the start, at every quarter, and at the end of each network. */
export function lineProgress(write: (line: string) => void): Progress {
  const quarters = new Map<string, number>();
  return {
    listener(job, event) {
      const steps = stepsOf(job.experiment, job.interval);
      const quarter = Math.floor(((event as { step?: number }).step ?? 0) / (steps / 4));
      if (event.type === 'progress' && quarter <= (quarters.get(keyOf(job)) ?? 0)) return;
      quarters.set(keyOf(job), quarter);
      const line = describe(event, steps);
      if (line) write(`${jobLabel(job)}: ${line}`);
    },
    close: () => undefined,
  };
}

function describe(event: TrainEvent, steps: number): string | undefined {
  switch (event.type) {
    case 'started':
      return event.step === 0 ? `starts, ${steps} updates` : `continues at step ${event.step} of ${steps}`;
    case 'progress':
      return `step ${event.step} of ${steps}, loss ${event.loss.toFixed(4)}`;
    case 'finished':
      return `done, ${event.seconds.toFixed(1)} s`;
    case 'restarted':
      return `restarted (attempt ${event.attempt}): ${event.reason}`;
    default:
      return undefined;
  }
}
