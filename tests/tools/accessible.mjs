#!/usr/bin/env node
// Every page through axe with the rules of WCAG 2 A, AA and AAA and of best practice; the largest
// page of each kind also dark, on paper, at 320 px, with text twice as large, and with the site's
// own larger type. Nothing may stand out of the page, and what is touched is 44 px high.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onePerKind, pages, report, withBrowser } from './browser.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const WAYS = [
  { name: 'dark', width: 360, scheme: 'dark' },
  { name: 'wide', width: 1280 },
  { name: 'paper', width: 794, media: 'print' },
  { name: 'narrow', width: 320 },
  { name: 'text at 200 %', width: 360, style: 'html { font-size: 225% !important; }' },
  { name: 'larger type', width: 360, larger: true },
];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe and the geometry of a page say, opened in one way. */
async function judge(tab, site, page, way) {
  await tab.setViewport({ width: way.width, height: 800 });
  await tab.emulateMediaType(way.media ?? 'screen');
  await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: way.scheme ?? 'light' }]);
  await tab.goto(pathToFileURL(join(site, page)).href);
  if (way.style) await tab.addStyleTag({ content: way.style });
  if (way.larger) await tab.evaluate(() => document.querySelector('.switch .on')?.click());
  await tab.evaluate(axe);
  if (way.larger) await tab.evaluate(() => localStorage.clear());
  const said = await tab.evaluate(async (tags) => {
    const { violations } = await window.axe.run(document, { runOnly: tags, resultTypes: ['violations'] });
    const found = violations.map(({ id, nodes }) =>
      `${id}: ${nodes.length} of ${nodes[0].html.slice(0, 90)}`);
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) {
      const out = [...document.querySelectorAll('body *')].find((element) =>
        element.getBoundingClientRect().right > root.clientWidth + 1 && !element.closest('.scroll'));
      found.push(`wider than the page: ${out?.outerHTML.slice(0, 90)}`);
    }
    return found;
  }, TAGS);
  if (!way.media) said.push(...await tab.evaluate(() => [...document.querySelectorAll('a, summary, label')]
    .filter((target) => target.offsetParent !== null && !target.closest('p, .prose, dd, .skip, td, li p'))
    .filter((target) => target.getBoundingClientRect().height < 43.5)
    .slice(0, 3).map((target) => `too small to touch: ${target.outerHTML.slice(0, 90)}`)));
  return said.map((failure) => `${page} (${way.name}): ${failure}`);
}

const site = process.argv[2];
const failures = [];
// The page for what is not found has its style from the board's address, which is not there.
const every = pages(site).filter((page) => page !== '404.html');
await withBrowser(async (browser) => {
  const tab = await browser.newPage();
  for (const page of every) {
    failures.push(...await judge(tab, site, page, { name: 'light', width: 360 }));
  }
  for (const page of onePerKind(site).filter((page) => every.includes(page))) {
    for (const way of WAYS) failures.push(...await judge(tab, site, page, way));
  }
  // The switch holds on the next page, and goes back.
  const next = every.includes('accounts.html') ? 'accounts.html' : 'about.html';
  for (const [link, height] of [['.on', 'larger'], ['.off', '']]) {
    await tab.goto(pathToFileURL(join(site, 'index.html')).href);
    await tab.evaluate((to) => document.querySelector(`.switch ${to}`).click(), link);
    await tab.goto(pathToFileURL(join(site, next)).href);
    const kept = await tab.evaluate(() => document.documentElement.className);
    if (kept !== height) failures.push(`type is "${kept}" on the next page, not "${height}"`);
  }
});
report(`${every.length} pages through axe`, failures);
