// Where a TensorFlow that the user has keeps its C interface: headers and two libraries.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const HEADER = 'tensorflow/c/eager/c_api.h';

/** A folder with include/ and lib/, as the archives of libtensorflow unpack. */
export const inFolder = (folder) => tensorflowOf(join(resolve(folder), 'include'), join(resolve(folder), 'lib'));

/** The package that `pip install tensorflow` put into an interpreter. It is found, not imported, so that it needs no numpy. */
export function inPython(interpreter) {
  const script = "import importlib.util as u; s = u.find_spec('tensorflow'); print(s.submodule_search_locations[0] if s else '')";
  let folder;
  try {
    folder = execFileSync(interpreter, ['-c', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  } catch (error) {
    throw new Error(`'${interpreter}' does not run: ${error.message.split('\n')[0]}`, { cause: error });
  }
  if (folder === '') throw new Error(`'${interpreter}' has no TensorFlow: ${interpreter} -m pip install tensorflow, or tensorflow-cpu.`);
  return tensorflowOf(join(folder, 'include'), folder);
}

function tensorflowOf(include, lib) {
  if (!existsSync(join(include, HEADER))) throw new Error(`There is no ${HEADER} in '${include}'.`);
  const files = existsSync(lib) ? readdirSync(lib).sort() : []; // of several, the shortest name is the one to link to
  const libraries = [/^libtensorflow(_cc)?\.so(\.\d+)*$/, /^libtensorflow_framework\.so(\.\d+)*$/].map((pattern) => {
    const file = files.find((name) => pattern.test(name));
    if (file === undefined) throw new Error(`There is no ${pattern.source} in '${lib}'.`);
    return file;
  });
  return { include, lib, libraries };
}
