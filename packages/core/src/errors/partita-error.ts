import { closest, distance } from 'fastest-levenshtein';

/**
 * A mistake that its reader can mend: one sentence that says what is wrong, where, and the nearest valid choice.
 * The command prints the sentence and exits with status 2; every other error is a defect of ours.
 */
export class PartitaError extends Error {
  override readonly name = 'PartitaError';
}

/** " Did you mean 'x'?" for the closest of the choices, followed by all of them; '' when there is none. */
export function suggest(wrong: string, choices: readonly string[]): string {
  if (choices.length === 0) return '';
  const near = closest(wrong, choices);
  const isNear = distance(wrong, near) <= Math.max(2, Math.floor(wrong.length / 2));
  const list = choices.join(', ');
  return isNear ? `; did you mean '${near}'? (choices: ${list})` : `; choose one of: ${list}`;
}

/** A value as a message shows it: JSON, cut where it is long. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'number' ? String(value) : ((JSON.stringify(value) as string | undefined) ?? typeof value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}

const LONGEST = 100;

/** `an OdeSolver`, `a Sampler`. */
export const withArticle = (noun: string): string => `${/^[AEIOU]/.test(noun) ? 'an' : 'a'} ${noun}`;

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message === '' ? error.name : error.message;
  return typeof error === 'string' ? error : show(error);
}

/** A file system failure as one sentence: what could not be done, with which path, and why. */
export function describeFileError(action: string, path: string, error: unknown): PartitaError {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  return new PartitaError(`Cannot ${action} '${path}': ${REASONS[code] ?? messageOf(error)}.`, { cause: error });
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOTDIR: 'a part of the path is a file, not a directory',
  EISDIR: 'it is a directory, not a file',
  EEXIST: 'it exists already',
  ENAMETOOLONG: 'a name in it is too long',
};
