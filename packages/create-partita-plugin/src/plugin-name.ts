import { isBuiltin } from 'node:module';
import { PartitaError } from '@partita/core';

const NAME = /^(?:@[a-z][a-z0-9-]*\/)?[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const LONGEST = 214;

/** A name that npm takes, and whose last part can name a component too. @throws PartitaError with the nearest such name */
export function requireName(name: string): string {
  if (NAME.test(name) && name.length <= LONGEST && !isTaken(name)) return name;
  const near = nearest(name);
  throw new PartitaError(
    `'${name}' cannot name a plugin: a name is lower-case letters, digits and single dashes, begins with a letter, may follow an @scope/, ` +
      `and is no module of Node${near === '' ? '' : `; did you mean '${near}'?`}`,
  );
}

/** What an experiment calls the component: the package's name without its scope and the customary prefix. */
export const kindOf = (name: string): string => unscoped(name).replace(/^partita-plugin-(?=[a-z])/, '');

/** The package's folder. */
export const unscoped = (name: string): string => name.replace(/^@[^/]*\//, '');

const isTaken = (name: string): boolean => isBuiltin(name) || name === 'node-modules';

function nearest(name: string): string {
  const [last = '', scope] = name.split('/').reverse().map(dashed);
  if (last === '') return '';
  const base = isTaken(last) ? `partita-plugin-${last}` : last;
  return (scope ? `@${scope}/${base}` : base).slice(0, LONGEST).replace(/-$/, '');
}

const dashed = (text: string): string =>
  text
    .replace(/([a-z0-9])(?=[A-Z])/g, '$1-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');
