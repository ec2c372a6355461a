import { trainingProgress, type Progress } from '../command/progress.ts';

/** Bars on a terminal; elsewhere nothing, as a suite says for itself what it does. */
export function studyProgress(): Progress {
  const progress = process.stderr.isTTY ? trainingProgress() : { listener: () => undefined, close: () => undefined };
  let isOpen = true;
  return {
    listener: progress.listener,
    close() {
      if (isOpen) progress.close();
      isOpen = false;
    },
  };
}
