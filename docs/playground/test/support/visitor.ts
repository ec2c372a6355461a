import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import type { ElementHandle, Page } from 'puppeteer-core';
import { freshFolder } from './folders.ts';
import type { Site } from './site.ts';

/** Somebody who looks at the page, and hears whatever goes wrong in it. */
export class Visitor {
  readonly page: Page;
  /** Errors and warnings of the console, errors that nobody caught, requests that failed or left the page's own site. */
  readonly mishaps: string[] = [];
  readonly #downloads: string;

  private constructor(page: Page, origin: string, downloads: string) {
    this.page = page;
    this.#downloads = downloads;
    page.on('console', (message) => {
      if (['error', 'warn'].includes(message.type())) this.mishaps.push(`${message.type()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.mishaps.push(String(error)));
    page.on('requestfailed', (request) => this.mishaps.push(`failed: ${request.url()}`));
    page.on('request', (request) => {
      if (!/^(blob|data):/.test(request.url()) && !request.url().startsWith(origin)) this.mishaps.push(`foreign: ${request.url()}`);
    });
  }

  static async to(site: Site, size: { width: number; height: number } = { width: 1280, height: 900 }): Promise<Visitor> {
    const downloads = freshFolder();
    const context = await site.browser.createBrowserContext({ downloadBehavior: { policy: 'allow', downloadPath: downloads } });
    const page = await context.newPage();
    page.setDefaultTimeout(500_000);
    const visitor = new Visitor(page, site.url, downloads);
    await page.setViewport({ ...size, deviceScaleFactor: 1 });
    await page.goto(site.url);
    await visitor.phase('ready');
    return visitor;
  }

  /** Waits until the page is in one of these phases. */
  async phase(...phases: string[]): Promise<void> {
    const wanted = JSON.stringify(phases);
    await this.page.waitForFunction(`${wanted}.includes(document.body.dataset.phase)`, { timeout: 500_000, polling: 200 }); // frames may stall behind a busy GPU
  }

  text(id: string): Promise<string> {
    return this.page.$eval(`[id="${id}"]`, (element) => element.textContent);
  }

  /** Chooses a setting by its path. */
  async set(setting: string, value: string | number): Promise<void> {
    await this.page.$eval(
      `[id="${setting}"]`,
      (control, wanted) => {
        (control as HTMLInputElement).value = wanted;
        control.dispatchEvent(new Event('change', { bubbles: true }));
      },
      String(value),
    );
    await this.phase('ready', 'stopped', 'finished');
  }

  /** Moves by the keyboard to the element with this id. */
  async tabTo(id: string): Promise<void> {
    for (let i = 0; i < 200; i++) {
      if ((await this.page.evaluate('document.activeElement.id')) === id) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`The keyboard does not lead to '${id}'.`);
  }

  /** The file that a click on an element gives. */
  async download(selector: string, name: string): Promise<Uint8Array> {
    const file = path.join(this.#downloads, name);
    rmSync(file, { force: true });
    await this.page.$eval(selector, (button) => (button as HTMLElement).click());
    for (let i = 0; i < 1200 && !existsSync(file); i++) await new Promise((resolve) => setTimeout(resolve, 50));
    return new Uint8Array(readFileSync(file));
  }

  /** Opens files in the page. */
  async open(files: Readonly<Record<string, Uint8Array>>): Promise<void> {
    const paths = Object.entries(files).map(([name, bytes]) => {
      const file = path.join(this.#downloads, `open-${name}`);
      writeFileSync(file, bytes);
      return file;
    });
    const input = (await this.page.$('#open-files')) as ElementHandle<HTMLInputElement>;
    await input.uploadFile(...paths);
  }

  /** What a screen reader's user, or a low-vision one, would stumble over. */
  async barriers(): Promise<string[]> {
    await this.page.evaluate(axe.source);
    const { violations } = (await this.page.evaluate('axe.run()')) as AxeResults;
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  }

  async theme(scheme: 'light' | 'dark'): Promise<void> {
    await this.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  }
}
