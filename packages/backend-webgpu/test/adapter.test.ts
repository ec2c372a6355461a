import { describe, expect, it } from 'vitest';
import { describeAdapter, requestAdapter } from '../src/adapter.ts';
import { DeviceWatch } from '../src/watch.ts';

const adapter = (info: object, own: object = {}): GPUAdapter => ({ info, ...own }) as GPUAdapter;
const gpu = (found: GPUAdapter | null): GPU => ({ requestAdapter: () => Promise.resolve(found) }) as unknown as GPU;

describe('the choice of an adapter', () => {
  it('goes by the name that it gives itself, or by what else it tells', async () => {
    expect(await describeAdapter(adapter({ vendor: 'nvidia', architecture: 'ampere', description: 'NVIDIA A100' }))).toEqual({
      name: 'NVIDIA A100',
      isSoftware: false,
    });
    expect(await describeAdapter(adapter({ vendor: 'apple', architecture: 'metal-3' }))).toEqual({
      name: 'apple metal-3',
      isSoftware: false,
    });
    expect((await describeAdapter(adapter({}))).name).toBe('a GPU without a name');
  });

  it.each([
    ['SwiftShader', { vendor: 'google', architecture: 'swiftshader' }],
    ['llvmpipe', { vendor: 'mesa', description: 'llvmpipe (LLVM 15.0.6, 256 bits)' }],
    ['WARP', { vendor: 'microsoft', description: 'Microsoft Basic Render Driver' }],
    ['a fallback', { isFallbackAdapter: true }],
  ])('sees that %s computes in software, and refuses it unless asked', async (_name, info) => {
    expect((await describeAdapter(adapter(info))).isSoftware).toBe(true);
    await expect(requestAdapter(gpu(adapter(info)))).rejects.toThrow(/computes in software .*--set backend\.software=true/);
    await expect(requestAdapter(gpu(adapter(info)), { software: true })).resolves.toBeDefined();
  });

  it('believes older browsers, which tell it on the adapter', async () => {
    expect((await describeAdapter(adapter({ vendor: 'x' }, { isFallbackAdapter: true }))).isSoftware).toBe(true);
  });

  it('says what is missing where there is none', async () => {
    await expect(requestAdapter(gpu(null))).rejects.toThrow(/^WebGPU finds no GPU on this machine: install/);
  });
});

/** A device that does nothing but tell of its end and its errors. */
function fakeDevice() {
  let lose: (info: { message: string }) => void = () => undefined;
  const lost = new Promise<{ message: string }>((resolve) => (lose = resolve));
  const device = Object.assign(new EventTarget(), { lost });
  const fail = (error: Error): unknown =>
    device.dispatchEvent(Object.assign(new Event('uncapturederror', { cancelable: true }), { error }));
  return { watch: new DeviceWatch(device as unknown as GPUDevice, 'Voodoo 2'), lose, fail };
}

describe('a watched device', () => {
  it('tells of an error once, of its loss for ever', async () => {
    const { watch, lose, fail } = fakeDevice();
    expect(() => watch.requireSound()).not.toThrow();
    fail(new Error('Bind group is too wide.\n - while …'));
    expect(() => watch.requireSound()).toThrow('The GPU Voodoo 2 refuses a computation: Bind group is too wide.');
    expect(() => watch.requireSound()).not.toThrow();
    lose({ message: 'pulled out' });
    await Promise.resolve();
    expect(watch.isLost).toBe(true);
    for (let i = 0; i < 2; i++) expect(() => watch.requireSound()).toThrow('The GPU Voodoo 2 was lost (pulled out)');
  });

  it('knows an error of memory by its class or its words', () => {
    const { watch, fail } = fakeDevice();
    class GPUOutOfMemoryError extends Error {}
    for (const error of [new GPUOutOfMemoryError('x'), new Error('Buffer size (9) exceeds the max buffer size limit (8).')]) {
      fail(error);
      expect(() => watch.requireSound()).toThrow(/is out of memory .* go on with --resume\.$/);
    }
  });

  it('explains a read that failed', () => {
    const { watch } = fakeDevice();
    expect(String(watch.explain(new Error('Device is lost.')))).toMatch(/was lost/);
    const other = new Error('other');
    expect(watch.explain(other)).toBe(other);
  });
});
