#!/usr/bin/env node
// What a phone on a weak signal loads, compressed: pages, style, requests, and nothing from others.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pages, report } from './browser.mjs';

const KB = 1024;
const site = process.argv[2];
const weigh = (name) => gzipSync(readFileSync(join(site, name))).length;
const every = pages(site);
const failures = [];
const weights = every.map((page) => ({ page, weight: weigh(page) })).sort((a, b) => a.weight - b.weight);
const at = (share) => weights[Math.min(weights.length - 1, Math.floor(weights.length * share))].weight;
const most = (what, weight, limit) => {
  console.log(`${what}: ${(weight / KB).toFixed(1)} KB`);
  if (weight > limit * KB) failures.push(`${what} is above ${limit} KB`);
};
most('median of pages', at(0.5), 14);
most('95th percentile of pages', at(0.95), 30);
most(`largest page, ${weights.at(-1).page}`, weights.at(-1).weight, 60);

const first = weights.filter(({ page }) => page === 'index.html');
for (const { page, weight } of weights) {
  const html = readFileSync(join(site, page), 'utf8');
  const loads = [...html.matchAll(/<(?:link rel="(?:stylesheet|icon|preload)"[^>]*href|script[^>]*src|img[^>]*src|source[^>]*srcset)="([^"]+)"/g)]
    .map(([, address]) => address);
  // The page for what is not found may be shown anywhere, and names the site in full.
  const foreign = (address) => /^(?:[a-z]+:)?\/\//i.test(address);
  const others = page === '404.html' ? [] : loads.filter(foreign);
  if (others.length > 0) failures.push(`${page} loads ${others[0]} from others`);
  const styles = loads.filter((address) => address.endsWith('.css'));
  if (styles.length + 1 > 6) failures.push(`${page} asks for more than 6 files`);
  if (first.some((one) => one.page === page)) {
    const style = styles.reduce((sum, address) => sum + weigh(address.replace(/^(?:\.\.\/)*/, '')), 0);
    most('style', style, 10);
    most('first view of the home page', style + weight, 30);
  }
  if (/@font-face|@import/.test(html)) failures.push(`${page} loads a font`);
}
report(`${every.length} pages on the scales`, failures);
