// A headless Chromium with a profile of its own, and what a site has to be looked at.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';

export const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Runs `look` with a browser, and leaves nothing behind. */
export async function withBrowser(look) {
  const profile = mkdtempSync(join(tmpdir(), 'browser-'));
  const browser = await puppeteer.launch({
    executablePath: '/usr/bin/chromium', userDataDir: profile, args: FLAGS,
  });
  try {
    return await look(browser);
  } finally {
    await browser.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

/** Every page of a site, by its path from the site's folder, in order. */
export function pages(site, folder = '') {
  const below = readdirSync(join(site, folder), { withFileTypes: true });
  return below.flatMap((entry) => {
    const name = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) return pages(site, name);
    return entry.name.endsWith('.html') ? [name] : [];
  }).sort();
}

/** The largest page of each kind: of each folder, and each page at the top. */
export function onePerKind(site) {
  const kinds = new Map();
  for (const page of pages(site)) {
    const kind = page.includes('/') ? page.slice(0, page.lastIndexOf('/')) : page.replace(/\.\d+\.html$/, '.html');
    const size = statSync(join(site, page)).size;
    if (!kinds.has(kind) || kinds.get(kind).size < size) kinds.set(kind, { page, size });
  }
  return [...kinds.values()].map(({ page }) => page);
}

/** Says what is wrong and ends; with nothing wrong, says what was looked at. */
export function report(what, failures) {
  for (const failure of failures) console.error(failure);
  console.log(`${what}: ${failures.length} failures`);
  if (failures.length > 0) process.exit(1);
}
