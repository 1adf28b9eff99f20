#!/usr/bin/env node
// The search as a browser runs it: a hundred queries from a server and from the disk must show the
// records whose published line or title holds them, and no page may ask for anything of others.
// search.py tells which records; see there. Then every kind of page is opened from the disk.
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onePerKind, report, withBrowser } from './browser.mjs';

const site = resolve(process.argv[2]);
const asked = JSON.parse(execFileSync('python3', [new URL('search.py', import.meta.url).pathname, site, '--ask', '100'], { encoding: 'utf8', maxBuffer: 1 << 26 }));
const failures = [];

const types = { html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' };
const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
  const file = join(site, path.endsWith('/') ? `${path}index.html` : path);
  if (!existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end();
  // As strict a host as there is: nothing but the site's own files, and no script within a page.
  response.writeHead(200, {
    'content-type': types[file.split('.').pop()] ?? 'application/octet-stream',
    'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:",
  });
  createReadStream(file).pipe(response);
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));

/** What the page shows for a query, every page of it. */
async function ask(page, { q, kind = '', year = '' }) {
  return page.evaluate(async (said) => {
    const more = document.getElementById('more');
    const count = document.getElementById('count');
    const busy = document.getElementById('search').dataset.busy;
    const settled = async (before) => {
      for (let i = 0; i < 500; i++) {
        await new Promise((done) => setTimeout(done, 4));
        const rows = document.querySelectorAll('#found a').length;
        if (count.textContent !== busy && rows !== before && (rows > 0 || before < 0)) {
          const said = Number((count.textContent.match(/\d+/) || ['0'])[0]);
          if (rows >= Math.min(said, before < 0 ? 20 : before + 20)) return;
        }
      }
    };
    for (const name of ['q', 'kind', 'year']) document.getElementById(name).value = said[name];
    document.querySelector('#search button').click();
    // The address has changed when the search begins.
    await new Promise((done) => setTimeout(done, 4));
    await settled(-1);
    while (!more.hidden) {
      const before = document.querySelectorAll('#found a').length;
      more.click();
      await settled(before);
    }
    const shown = Array.from(document.querySelectorAll('#found a'), (link) => decodeURIComponent(link.getAttribute('href')));
    return { shown, count: Number((count.textContent.match(/\d+/) || ['0'])[0]) };
  }, { q, kind, year });
}

await withBrowser(async (browser) => {
  for (const root of [`http://127.0.0.1:${server.address().port}/`, `${pathToFileURL(site)}/`]) {
    const page = await browser.newPage();
    page.on('request', (request) => {
      if (!request.url().startsWith(root) && !request.url().startsWith('data:')) failures.push(`asks for ${request.url()}`);
    });
    page.on('pageerror', (error) => failures.push(`${root}: ${error.message}`));
    await page.goto(`${root}search.html`);
    for (const { query, addresses } of asked.queries) {
      const { shown, count } = await ask(page, query);
      const same = JSON.stringify([...shown].sort()) === JSON.stringify(addresses);
      if (!same || count !== shown.length) failures.push(`${root} ${JSON.stringify(query)}: ${count} counted, ${shown.length} shown, ${addresses.length} expected`);
    }
    // What is asked for stands in the address, and leads back to the same.
    const [{ query, addresses }] = asked.queries;
    await page.goto('about:blank');
    await page.goto(`${root}search.html#q=${encodeURIComponent(query.q)}`);
    await page.waitForSelector('#found a', { timeout: 5000 });
    const again = await page.$$eval('#found a', (links) => links.length);
    if (again !== Math.min(addresses.length, 20)) failures.push(`${root}: an address with a query shows ${again}`);
    // A single character is not enough, and it is said.
    const before = await page.$eval('#search', (form) => form.dataset.short);
    await page.evaluate(() => { document.getElementById('q').value = '电'; document.querySelector('#search button').click(); });
    await page.waitForFunction((text) => document.getElementById('count').textContent === text, { timeout: 5000 }, before);
    await page.close();
  }

  // From the disk every kind of page has its style, and every link on it leads to a file.
  const page = await browser.newPage();
  for (const name of onePerKind(site).filter((name) => name !== '404.html')) {
    await page.goto(`${pathToFileURL(join(site, name))}`);
    const { links, styled } = await page.evaluate(() => ({
      links: Array.from(document.querySelectorAll('a[href]'), (link) => link.href),
      styled: Array.from(document.styleSheets).length > 0 && getComputedStyle(document.body).margin === '0px',
    }));
    if (!styled) failures.push(`${name} has no style from the disk`);
    for (const link of links.filter((link) => link.startsWith('file:'))) {
      const path = decodeURIComponent(new URL(link).pathname);
      if (!path.startsWith(`${site}/`) || !existsSync(path) || !statSync(path).isFile()) failures.push(`${name} leads to ${link}`);
    }
  }
  // Without a script the lists are there, and the form is not.
  await page.setJavaScriptEnabled(false);
  await page.goto(`${pathToFileURL(join(site, 'search.html'))}`);
  const [form, lists] = await Promise.all([page.$eval('#search', (form) => form.hidden), page.$$eval('.terms a', (links) => links.length)]);
  if (!form || lists === 0) failures.push('without a script the lists are not there in place of the form');
});
server.close();
const script = readFileSync(join(site, 'search.js')).length;
if (script > 9216) failures.push(`search.js has ${script} bytes`);
report(`${asked.queries.length} queries from a server and from the disk, ${script} bytes of script`, failures);
