/** A page serves its own .wasm files, beside its scripts or where `directory` or `setWasmPaths` says. */
export const installedWasmDirectory = (): string | undefined => undefined;

/** A directory is a URL, which only the runtime can try. */
export const requireWasmFiles = (_directory: string | undefined): void => undefined;
