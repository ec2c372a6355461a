// Types of installed packages as TypeScript finds them under each way to resolve modules.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './shell.mjs';

const RESOLUTIONS = { nodenext: { module: 'nodenext' }, bundler: { module: 'esnext', moduleResolution: 'bundler' } };

/** Checks the program `file` of a project under each resolution; what is emitted lies in `built`. */
export function checkTypes(project, file, { tsc, emit = false }) {
  for (const [name, resolution] of Object.entries(RESOLUTIONS)) {
    const compilerOptions = { target: 'es2023', lib: ['es2023', 'dom'], types: [], strict: true, skipLibCheck: true, ...resolution };
    const output = emit && name === 'nodenext' ? { rootDir: '.', outDir: 'built' } : { noEmit: true };
    const config = `tsconfig.${name}.json`;
    writeFileSync(join(project, config), JSON.stringify({ compilerOptions: { ...compilerOptions, ...output }, files: [file] }));
    run(project, process.execPath, tsc, '-p', config);
  }
  return Object.keys(RESOLUTIONS).join(' and ');
}

/** A program that imports each package and proves that it has types: under a wrong resolution an import would be `any`. */
export const importAll = (names) =>
  [
    'type IsAny<T> = 0 extends 1 & T ? true : false;',
    'const typed = <T>(_module: IsAny<T> extends true ? never : T): void => undefined;',
    ...names.map((name, i) => `import * as p${i} from '${name}';\ntyped<typeof p${i}>(p${i});`),
    '',
  ].join('\n');
