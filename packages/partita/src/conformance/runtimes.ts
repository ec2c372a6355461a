import { Backend, computingPlaces, parseAssignment, PartitaError, tokenName, type ComponentSpec, type Registry } from '@partita/core';

/** Every runtime that the registry has: each kind of backend, on each of the things that it can compute on. */
export const allRuntimes = (registry: Registry): ComponentSpec[] =>
  registry.components(tokenName(Backend)).flatMap((component) => {
    const places = computingPlaces(component).map(({ spec }) => spec);
    return places.length === 0 ? [{ kind: component.kind }] : places;
  });

/**
 * A runtime on the command line: `onnx`, `onnx:provider=webgpu`, `webgpu:software=true,adapter=low-power`, or the JSON of a backend.
 * @throws PartitaError when there is none such
 */
export function parseRuntime(text: string, registry: Registry): ComponentSpec {
  const spec = text.trim().startsWith('{') ? parseJson(text) : parseShort(text);
  registry.resolve(Backend, spec, 'backend');
  return spec;
}

function parseShort(text: string): ComponentSpec {
  const [kind = '', options] = text.split(/:(.*)/s);
  const assignments = (options ?? '').split(',').filter((each) => each !== '');
  return { ...Object.fromEntries(assignments.map(parseAssignment).map(({ path, value }) => [path, value])), kind };
}

function parseJson(text: string): ComponentSpec {
  try {
    return JSON.parse(text) as ComponentSpec;
  } catch (error) {
    throw new PartitaError(`'${text}' is not a backend; write for example onnx:provider=webgpu.`, { cause: error });
  }
}

/** `onnx (provider webgpu)`. */
export function runtimeName({ kind, ...options }: ComponentSpec): string {
  const settings = Object.entries(options).map(([name, value]) => (value === true ? name : `${name} ${String(value)}`));
  return settings.length === 0 ? kind : `${kind} (${settings.join(', ')})`;
}
