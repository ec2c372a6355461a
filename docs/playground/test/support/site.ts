import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch, type Browser } from 'puppeteer-core';
import { build, preview } from 'vite';

/** A browser of the machine's own; none is downloaded. */
export const CHROMIUM = [process.env['CHROME_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (file) => file !== undefined && existsSync(file),
);

export interface Site {
  readonly url: string;
  readonly browser: Browser;
  close(): Promise<void>;
}

/** What gives a Chromium without a graphics card a WebGPU adapter, in software. */
export const SOFTWARE_WEBGPU: readonly string[] = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
];

/**
 * The page, built as for a server, and a browser to look at it.
 * @param flags of the browser, beyond those that keep it out of sight
 */
export async function openSite(flags: readonly string[] = []): Promise<Site> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const outDir = mkdtempSync(path.join(tmpdir(), 'partita-playground-'));
  await build({ root, logLevel: 'error', build: { outDir, minify: false, reportCompressedSize: false } });
  const server = await preview({ root, logLevel: 'error', build: { outDir }, preview: { port: 0, host: '127.0.0.1' } });
  const browser = await launch({
    executablePath: CHROMIUM as string,
    args: ['--headless=new', '--no-sandbox', ...flags],
    protocolTimeout: 0, // whoever waits has a patience of their own
  });
  return {
    url: server.resolvedUrls?.local[0] as string,
    browser,
    async close() {
      await browser.close();
      await server.close();
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}
