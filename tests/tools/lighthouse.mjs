#!/usr/bin/env node
// Lighthouse over one page of each kind, as a phone sees it: accessibility, best practices and
// search engines at 100; performance is the median of three runs, and told, not judged.
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import lighthouse from 'lighthouse';
import { report, withBrowser } from './browser.mjs';

const TYPES = { html: 'text/html; charset=utf-8', css: 'text/css', xml: 'application/xml', txt: 'text/plain', jpg: 'image/jpeg' };
const site = process.argv[2];
const asked = ['index.html', 'accounts.html', 'expenditures.html', 'decisions.html', 'cases.html', 'about.html'];
const pages = asked.filter((page) => existsSync(join(site, page)));
const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
  const file = join(site, path.endsWith('/') ? `${path}index.html` : path);
  if (!file.startsWith(site) || !existsSync(file)) return response.writeHead(404).end();
  response.writeHead(200, { 'content-type': TYPES[file.split('.').pop()] ?? 'application/octet-stream' });
  return createReadStream(file).pipe(response);
});
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const failures = [];
await withBrowser(async (browser) => {
  const port = Number(new URL(browser.wsEndpoint()).port);
  for (const page of pages) {
    const performance = [];
    const runs = page === 'index.html' ? 3 : 1;
    for (let run = 0; run < runs; run += 1) {
      const address = `http://127.0.0.1:${server.address().port}/${page}`;
      const { lhr } = await lighthouse(address, { port, logLevel: 'silent', output: 'json' });
      performance.push(Math.round(lhr.categories.performance.score * 100));
      for (const name of ['accessibility', 'best-practices', 'seo']) {
        const { score, auditRefs } = lhr.categories[name];
        if (score === 1) continue;
        const lost = auditRefs.filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1);
        failures.push(`${page}: ${name} ${Math.round(score * 100)}: ${lost.map(({ id }) => id).join(', ')}`);
      }
    }
    performance.sort((a, b) => a - b);
    console.log(`${page}: performance ${performance[Math.floor(runs / 2)]}`);
  }
});
server.close();
report(`${pages.length} pages through Lighthouse`, failures);
