import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import { test as base, chromium } from '@playwright/test';
import packed from '@sparticuz/chromium';
import { suiteFile } from '../../src/suite-files.ts';

/** A page that was opened, and what happened to it. */
export interface Opened {
  readonly page: Page;
  /** URLs that it asked for, its own first. */
  readonly requests: readonly string[];
  /** Dialogs, errors of scripts, and what it wrote to the console, refusals of its policy among it. */
  readonly happened: readonly string[];
}

/** Tests that look at HTML in a real browser; without one they are skipped, and say why. */
export const test = base.extend<
  { open: (html: string, options?: BrowserContextOptions) => Promise<Opened> },
  { browserOrWhy: Browser | string }
>({
  browserOrWhy: [
    async ({}, use) => {
      const found = await launch();
      if (typeof found === 'string') process.stderr.write(`\nskipped, for want of a browser: ${found}\n`);
      await use(found);
      if (typeof found !== 'string') await found.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  open: async ({ browserOrWhy: browser }, use, info) => {
    if (typeof browser === 'string') {
      info.skip(true, `no browser: ${browser}`);
      return;
    }
    await use(async (html, options) => {
      const file = info.outputPath(`${browser.contexts().length}.html`);
      await writeFile(file, html);
      const page = await (await browser.newContext(options)).newPage();
      const [requests, happened]: string[][] = [[], []];
      page.on('request', (request) => requests?.push(request.url()));
      page.on('console', (message) => happened?.push(message.text()));
      page.on('pageerror', (error) => happened?.push(String(error)));
      page.on('dialog', (dialog) => {
        happened?.push(dialog.message());
        void dialog.dismiss();
      });
      await page.goto(pathToFileURL(file).href);
      return { page, requests: requests ?? [], happened: happened ?? [] };
    });
    await Promise.all(browser.contexts().map((context) => context.close()));
  },
});

/** The first browser that starts: of the npm package, of the system, of Playwright; else what was wrong with each. */
async function launch(): Promise<Browser | string> {
  const places = [unpacked, () => Promise.resolve('/usr/bin/chromium'), () => Promise.resolve(undefined)];
  const reasons: string[] = [];
  for (const place of places) {
    try {
      const executablePath = await place();
      return await chromium.launch({
        ...(executablePath !== undefined && { executablePath }),
        // Nothing of it may look for a network, which a test machine need not have.
        args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
      });
    } catch (error) {
      reasons.push(String(error).split('\n')[0] ?? '');
    }
  }
  return reasons.join('; ');
}

/** Where the browser of the npm package is unpacked; done once for each version, by whichever worker is first. */
async function unpacked(): Promise<string> {
  const manifest = suiteFile('node_modules', '@sparticuz', 'chromium', 'package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const folder = join(tmpdir(), `flexportal-chromium-${version}`);
  if (!existsSync(folder)) {
    const own = await mkdtemp(`${folder}-`);
    await unpackInto(own);
    // Another worker may have been faster; one of them is enough.
    await rename(own, folder).catch(() => rm(own, { recursive: true }));
  }
  return join(folder, 'chromium');
}

/** The package unpacks into the folder for temporary files, wherever that is. */
async function unpackInto(folder: string): Promise<void> {
  const { TMPDIR: usual } = process.env;
  process.env['TMPDIR'] = folder;
  try {
    await packed.executablePath();
  } finally {
    if (usual === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = usual;
  }
}
