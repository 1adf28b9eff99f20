#!/usr/bin/env node
// Notices as a browser prints them: A4, without the site's navigation, every word and figure kept,
// no row cut between two pages.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';

const site = process.argv[2];
const sheets = join(site, 'sheets');
// The longest page of each kind is the hardest to print; a sheet of the whole board is alone.
const size = (name) => statSync(join(sheets, name)).size;
const notices = readdirSync(sheets, { recursive: true }).filter((name) => name.endsWith('.html'));
const longest = new Map();
for (const name of notices.sort((a, b) => size(b) - size(a) || a.localeCompare(b))) {
  const kind = name.includes('/') ? dirname(name) : name;
  if (!longest.has(kind)) longest.set(kind, name);
}
const pages = [...longest.values()].sort();

const work = mkdtempSync(join(tmpdir(), 'printed-'));
const browser = await puppeteer.launch({
  executablePath: '/usr/bin/chromium',
  userDataDir: join(work, 'profile'),
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const bare = (text) => text.replace(/\s+/g, '');
const failures = [];
for (const page of pages) {
  const tab = await browser.newPage();
  await tab.goto(pathToFileURL(join(sheets, page)).href);
  await tab.emulateMediaType('print');
  const shown = await tab.evaluate(() => document.body.innerText);
  const cells = await tab.evaluate(() => [...document.querySelectorAll('td, th, h1, p')]
    .filter((element) => element.offsetParent !== null).map((element) => element.innerText));
  const navigation = await tab.evaluate(() => [...document.querySelectorAll('nav, footer nav')]
    .filter((element) => element.offsetParent !== null).length);
  const cut = await tab.evaluate(() => [...document.querySelectorAll('tbody tr')]
    .filter((row) => getComputedStyle(row).breakInside !== 'avoid').length);
  const pdf = join(work, 'page.pdf');
  await tab.pdf({ path: pdf, preferCSSPageSize: true });
  await tab.close();
  const info = execFileSync('pdfinfo', [pdf], { encoding: 'utf8' });
  const text = bare(execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }));
  const fail = (why) => failures.push(`${page}: ${why}`);
  // A wide table turns the paper.
  const a4 = /Page size:\s+(59[45](\.\d+)? x 84[12](\.\d+)?|84[12](\.\d+)? x 59[45](\.\d+)?) pts/;
  if (!a4.test(info)) fail('is not A4');
  if (navigation > 0) fail('prints the navigation');
  if (cut > 0) fail(`${cut} rows may be cut between pages`);
  if (bare(shown).length < 60) fail('has hardly a word');
  const figures = cells.flatMap((cell) => cell.match(/[\d,]+\.\d\d/g) ?? []);
  for (const figure of figures) if (!text.includes(figure)) fail(`lost ${figure}`);
  const title = bare(cells[0] ?? '');
  if (!text.includes(title.slice(0, 8))) fail('lost its title');
  const count = /Pages:\s+(\d+)/.exec(info)?.[1];
  console.log(`${page}: ${count} A4 pages, ${figures.length} figures`);
}
await browser.close();
rmSync(work, { recursive: true, force: true });
if (failures.length > 0) {
  console.log(failures.join('\n'));
  process.exit(1);
}
