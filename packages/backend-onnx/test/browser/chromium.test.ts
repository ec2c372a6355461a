import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch, type Page } from 'puppeteer-core';
import { build, defaultClientConditions } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { train } from './page.ts';

/** A browser of the machine's own; none is downloaded. */
const CHROMIUM = [process.env['CHROME_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (file) => file !== undefined && existsSync(file),
);

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};

describe.skipIf(CHROMIUM === undefined)('in Chromium, bundled by Vite as it is', () => {
  const ends: (() => unknown)[] = [];
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });
  let folder: string;
  let page: Page;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'partita-page-'));
    ends.push(() => rmSync(folder, { recursive: true, force: true }));
    await build({
      root: fileURLToPath(new URL('.', import.meta.url)),
      configFile: false,
      logLevel: 'error',
      resolve: { conditions: ['@partita/source', ...defaultClientConditions] },
      build: { outDir: folder, target: 'es2022' },
    });
    const server = createServer((request, response) => {
      const file = path.join(folder, request.url === '/' ? 'index.html' : (request.url ?? ''));
      if (!existsSync(file)) return void response.writeHead(404).end();
      response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' }).end(readFileSync(file));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ends.push(() => server.close());
    const browser = await launch({ executablePath: CHROMIUM as string, args: ['--headless=new', '--no-sandbox'] });
    ends.push(() => browser.close());
    page = await browser.newPage();
    const failures: unknown[] = [];
    page.on('pageerror', (error) => failures.push(error));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    expect(failures).toEqual([]);
  }, 120_000);

  it('brings nothing of Node’s runtime', () => {
    const scripts = readdirSync(path.join(folder, 'assets')).filter((name) => /\.m?js$/.test(name));
    expect(scripts.length).toBeGreaterThan(0);
    for (const name of scripts) {
      const text = readFileSync(path.join(folder, 'assets', name), 'utf8');
      expect([name, /onnxruntime_binding|listSupportedBackends/.test(text)]).toEqual([name, false]);
    }
  });

  it('compiles a plain tfjs program, and says what it cannot', async () => {
    const { slope, complaint } = (await page.evaluate('plainProgram()')) as { slope: number; complaint: string };
    expect(slope).toBeCloseTo(3, 2);
    expect(complaint).toMatch(/^PartitaError: A compiled function cannot read the numbers of a tensor/);
  });

  it('trains the paper’s network as Node does, and bitwise the same again', async () => {
    type Trained = Awaited<ReturnType<typeof train>>;
    const [first, second, expected] = [
      (await page.evaluate('train()')) as Trained,
      (await page.evaluate('train()')) as Trained,
      await train(),
    ];
    expect(second).toEqual(first);
    expect(first.losses).toHaveLength(200);
    expected.losses.forEach((loss, step) => expect(Math.abs((first.losses[step] as number) / loss - 1)).toBeLessThan(1e-4));
  }, 60_000);
});
