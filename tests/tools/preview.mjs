#!/usr/bin/env node
// The preview as a browser shows it: a page reloads by itself after a save, a mistake stands over
// the last good page and goes when it is mended, the style follows, and a search runs.
//     node tests/tools/preview.mjs PROGRAM BOARD
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { report, withBrowser } from './browser.mjs';

const [program, from] = process.argv.slice(2).map((path) => resolve(path));
const board = mkdtempSync(join(tmpdir(), 'preview-'));
cpSync(join(from, 'content'), join(board, 'content'), { recursive: true });
cpSync(join(from, 'themes/default/assets/board.css'), join(board, 'themes/own/assets/board.css'));
const profile = join(board, 'content/board.yaml');
writeFileSync(profile, `${readFileSync(profile, 'utf8')}\ntheme: own\n`);
const failures = [];

const port = await new Promise((done) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => done(port));
  });
});
const root = `http://127.0.0.1:${port}/`;
const child = spawn(program, ['serve', board, '--port', String(port)], { stdio: 'ignore' });

async function untilItAnswers() {
  for (let i = 0; i < 600; i++) {
    try {
      if ((await fetch(root)).ok) return;
    } catch { /* not yet */ }
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('the preview does not answer');
}

// A case without anything that guards its text.
const cases = join(board, 'content/cases');
const file = join(cases, 'preview-check.md');
const text = (title, day = '2025-03-03') => `---\ntitle: ${title}\nopened: ${day}\n---\n楼道的灯不亮。\n`;
writeFileSync(file, text('灯不亮'));

/** Waits until a page shows what it should, without anybody touching it. */
async function shows(page, what, test, ...args) {
  const begun = performance.now();
  try {
    await page.waitForFunction(test, { timeout: 10000, polling: 20 }, ...args);
    console.log(`${what}: ${Math.round(performance.now() - begun)} ms`);
  } catch {
    failures.push(`${what}: not within ten seconds`);
  }
}

const says = (text) => document.body?.innerText.includes(text);
const covered = (text) => {
  const over = document.querySelector('body > div[style*="position:fixed"]');
  return text ? over?.innerText.includes(text) : !over && document.readyState === 'complete';
};

try {
  await untilItAnswers();
  await withBrowser(async (browser) => {
    const page = await browser.newPage();
    page.on('pageerror', (error) => failures.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(root) && !request.url().startsWith('data:')) failures.push(`asks for ${request.url()}`);
    });
    await page.goto(`${root}cases/preview-check.html`);
    const list = await browser.newPage();
    await list.goto(`${root}cases.html`);
    await page.bringToFront();
    writeFileSync(file, text('灯修好了'));
    await shows(page, 'the page after a save', says, '灯修好了');
    await list.bringToFront();
    await shows(list, 'the list once it is looked at', says, '灯修好了');
    await page.bringToFront();
    writeFileSync(`${file}.new~`, text('灯又亮了'));
    renameSync(`${file}.new~`, file);
    await shows(page, 'the page after a file was put in its place', says, '灯又亮了');
    writeFileSync(file, text('灯不见了', '2025-02-31'));
    await shows(page, 'a mistake over the page', covered, 'preview-check.md');
    if (!(await page.evaluate(says, '灯又亮了'))) failures.push('the last good page is not under the mistake');
    writeFileSync(file, text('灯换了'));
    await shows(page, 'the page after it was mended', says, '灯换了');
    await shows(page, 'nothing over it', covered, '');
    const style = join(board, 'themes/own/assets/board.css');
    writeFileSync(style, `${readFileSync(style, 'utf8')}\nbody { outline: 3px solid rgb(1, 2, 3) }\n`);
    await shows(page, 'the page after a change of style', () => getComputedStyle(document.body).outlineColor === 'rgb(1, 2, 3)');
    await page.goto(`${root}search.html#q=${encodeURIComponent('灯换了')}`);
    await shows(page, 'the search', () => document.querySelectorAll('#found a').length > 0);
  });
} finally {
  child.kill();
  rmSync(board, { recursive: true, force: true });
}
report('the preview in a browser', failures);
