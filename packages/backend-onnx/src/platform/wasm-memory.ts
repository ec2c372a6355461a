import type { WasmModule } from 'onnxruntime-web/ort-wasm-simd-threaded.mjs';

/** What one call has in the memory of a WebAssembly module. */
export class WasmMemory {
  readonly ort: WasmModule;
  readonly #held: number[] = [];

  private constructor(ort: WasmModule) {
    this.ort = ort;
  }

  /** Calls f with memory that is given back when it returns. */
  static use<T>(ort: WasmModule, f: (memory: WasmMemory) => T): T {
    const memory = new WasmMemory(ort);
    try {
      return f(memory);
    } finally {
      memory.#held.forEach((pointer) => ort._free(pointer));
    }
  }

  copy(values: ArrayBufferView): number {
    const pointer = this.#allocate(values.byteLength);
    this.bytes(pointer, values.byteLength).set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    return pointer;
  }

  text(text: string): number {
    const bytes = this.ort.lengthBytesUTF8(text) + 1;
    const pointer = this.#allocate(bytes);
    this.ort.stringToUTF8(text, pointer, bytes);
    return pointer;
  }

  /** A list of pointers, or of whole numbers of the same width. */
  pointers(values: readonly number[]): number {
    const { PTR_SIZE } = this.ort;
    const pointer = this.#allocate(values.length * PTR_SIZE);
    values.forEach((value, i) => this.ort.setValue(pointer + i * PTR_SIZE, value, '*'));
    return pointer;
  }

  /** The i-th of a list of pointers. */
  at(pointers: number, i: number): number {
    return this.ort.getValue(pointers + i * this.ort.PTR_SIZE, '*');
  }

  /** A view that the next allocation may make stale. */
  bytes(pointer: number, length: number): Uint8Array {
    return this.ort.HEAPU8.subarray(pointer, pointer + length);
  }

  lastError(): Error {
    const found = this.pointers([0, 0]);
    this.ort._OrtGetLastError(found, found + this.ort.PTR_SIZE);
    const message = this.at(found, 1);
    return new Error(message === 0 ? 'an error without a message' : this.ort.UTF8ToString(message));
  }

  #allocate(bytes: number): number {
    const pointer = this.ort._malloc(Math.max(bytes, 1));
    if (pointer === 0) throw new RangeError(`Failed to allocate memory for requested buffer of size ${bytes}`);
    this.#held.push(pointer);
    return pointer;
  }
}
