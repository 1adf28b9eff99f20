#!/usr/bin/env node
// The search of a portal as a browser runs it, from a strict server and from the disk: each query must
// list the boards that portal_search.py finds in what is published, the first few with records of
// their own that lead to files, and take the query over to the page of each board.
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { report, withBrowser } from './browser.mjs';

const site = resolve(process.argv[2]);
const asked = JSON.parse(execFileSync('python3', [new URL('portal_search.py', import.meta.url).pathname, site, '--ask', '40'], { encoding: 'utf8', maxBuffer: 1 << 26 }));
const failures = [];
const types = { html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' };
const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
  const file = join(site, path.endsWith('/') ? `${path}index.html` : path);
  if (!existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end();
  response.writeHead(200, {
    'content-type': types[file.split('.').pop()] ?? 'application/octet-stream',
    'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:",
  });
  createReadStream(file).pipe(response);
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));

/** What the page shows for a query once every board has answered. */
async function ask(page, q) {
  return page.evaluate(async (q) => {
    const count = document.getElementById('boards-count');
    const more = document.getElementById('boards-more');
    const { busy } = document.getElementById('boards').dataset;
    const settled = async () => {
      for (let same = 0, before = ''; same < 8;) {
        await new Promise((done) => setTimeout(done, 10));
        const now = document.querySelector('main').innerText;
        same = now === before && count.textContent !== busy && count.textContent !== '' ? same + 1 : 0;
        before = now;
      }
    };
    document.getElementById('q').value = q;
    document.querySelector('#search button').click();
    await settled();
    while (!more.hidden) {
      more.click();
      await settled();
    }
    return Array.from(document.querySelectorAll('#boards-found > li'), (row) => ({
      name: row.querySelector('.title a').textContent,
      page: row.querySelector('.title a').href,
      hits: Array.from(row.querySelectorAll(':scope > ul a'), (link) => link.href),
      said: Array.from(row.querySelectorAll(':scope > .small'), (one) => one.textContent),
    }));
  }, q);
}

await withBrowser(async (browser) => {
  for (const root of [`http://127.0.0.1:${server.address().port}/`, `${pathToFileURL(site)}/`]) {
    const page = await browser.newPage();
    page.on('request', (request) => {
      if (!request.url().startsWith(root) && !request.url().startsWith('data:')) failures.push(`asks for ${request.url()}`);
    });
    page.on('pageerror', (error) => failures.push(`${root}: ${error.message}`));
    await page.goto(`${root}search.html`);
    for (const { query, having, named, portals } of asked.queries) {
      const rows = await ask(page, query);
      const shown = rows.map(({ page }) => decodeURIComponent(page.split('#')[0].slice(root.length)).replace(/search\.html$/, ''));
      if (JSON.stringify([...shown].sort()) !== JSON.stringify(named)) failures.push(`${root} ${query}: ${shown} instead of ${named}`);
      rows.forEach(({ page: to, hits, said }, i) => {
        const board = shown[i];
        if (new URLSearchParams(new URL(to).hash.slice(1)).get('q') !== query) failures.push(`${root} ${query}: ${to} does not take it over`);
        // Where it stands side by side, a record is shown; elsewhere that it does not is said.
        const stands = having.includes(board) && !portals.includes(board);
        if (stands ? hits.length === 0 : hits.length > 0 === said.length > 0) failures.push(`${root} ${query} in ${board}: ${hits.length} shown, ${said}`);
        if (hits.length > 5) failures.push(`${root} ${query} in ${board}: ${hits.length} shown`);
        for (const hit of hits) {
          if (!existsSync(join(site, decodeURIComponent(hit.slice(root.length))))) failures.push(`${root} ${query} leads to ${hit}`);
        }
      });
    }
    // The page of a board goes on with what was asked.
    const [one] = asked.queries;
    const board = one.having.find((board) => !one.portals.includes(board));
    await page.goto('about:blank');
    await page.goto(`${root}search.html#q=${encodeURIComponent(one.query)}`);
    await page.waitForSelector('#boards-found a', { timeout: 5000 });
    await page.goto(`${root}${board}search.html#q=${encodeURIComponent(one.query)}`);
    await page.waitForSelector('#found a', { timeout: 5000 });
    await page.close();
  }
  // Without a script every board is led to, and the form is not there.
  const page = await browser.newPage();
  await page.setJavaScriptEnabled(false);
  await page.goto(`${pathToFileURL(join(site, 'search.html'))}`);
  const [form, lists] = await Promise.all([page.$eval('#search', (form) => form.hidden), page.$$eval('#boards .terms a', (links) => links.length)]);
  if (!form || lists !== asked.boards) failures.push(`without a script ${lists} boards are led to`);
});
server.close();
const script = readFileSync(join(site, 'boards.js')).length;
if (script > 5120) failures.push(`boards.js has ${script} bytes`);
report(`${asked.queries.length} queries over ${asked.boards} boards from a server and from the disk, ${script} bytes of script`, failures);
