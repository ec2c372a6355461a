import type { CommanderError } from 'commander';

/** What commander has to say of a command line, as one sentence in one line. */
export function complaintOf({ message }: CommanderError): string {
  const text = message
    .replace(/^error: /, '')
    .replace(/\n?\(Did you mean (?:one of )?(.+)\?\)$/, ' (did you mean $1?)')
    .replace(/^unknown \w+ '.*'$/s, '$&; see --help')
    .replace(/argument missing$/, 'needs a value')
    .replace('. Expected', ': expected')
    .replace(' is invalid. It must', ' is not valid: it must')
    .replace(/\s+/g, ' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/\.$/.test(text) ? '' : '.'}`;
}
