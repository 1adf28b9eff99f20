// The same site for Eleventy, in plain functions: no template language stands between, which is the
// quickest that it can be asked for.
import { feed, home, list, month, sitemap, terms } from "./pages.mjs";

const NAMES = { income: "收入", expenditures: "支出", decisions: "决定", cases: "办事" };
const ROWS = 50;

const newest = (api) => api.getFilteredByGlob("content/**/*.md").sort((a, b) => b.date - a.date || (a.url < b.url ? -1 : 1));

function grouped(all, key) {
  const groups = new Map();
  for (const one of all) {
    const name = key(one);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(one);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A list cut into pages. */
function pages(address, title, all) {
  const count = Math.max(1, Math.ceil(all.length / ROWS));
  const url = (place) => (place === 0 ? address : `${address}page/${place + 1}/`);
  return Array.from({ length: count }, (_, place) => ({
    title, url: url(place), total: all.length, number: place + 1, count,
    rows: all.slice(place * ROWS, (place + 1) * ROWS),
    previous: place > 0 ? url(place - 1) : "", next: place + 1 < count ? url(place + 1) : "",
  }));
}

const each = (name) => ({ layout: false, pagination: { data: `collections.${name}`, size: 1, alias: "one" }, permalink: (data) => data.one.url });
const category = (one) => one.data.category;
const monthOf = (one) => one.data.month;

export default function (config) {
  config.addPassthroughCopy({ "static/style.css": "style.css" });
  config.addCollection("newest", newest);
  config.addCollection("kinds", (api) => {
    const all = newest(api);
    return Object.entries(NAMES).flatMap(([kind, name]) => pages(`/${kind}/`, name, all.filter((one) => one.data.kind === kind)));
  });
  config.addCollection("categories", (api) => grouped(newest(api), category).flatMap(([name, all]) => pages(`/categories/${name}/`, name, all)));
  config.addCollection("months", (api) => grouped(newest(api), monthOf).map(([name, all]) => ({ title: name, url: `/months/${name}/`, rows: all })));
  config.addCollection("terms", (api) => {
    const told = (folder, title, key) => ({
      title, url: `/${folder}/`, terms: grouped(newest(api), key).map(([name, all]) => ({ name, url: `/${folder}/${name}/`, count: all.length })),
    });
    return [told("categories", "按类看", category), told("months", "按月看", monthOf)];
  });
  config.addTemplate("home.11ty.js", (data) => home(data.collections.newest), { layout: false, permalink: "/index.html" });
  config.addTemplate("feed.11ty.js", (data) => feed(data.collections.newest), { layout: false, permalink: "/feed.xml" });
  config.addTemplate("sitemap.11ty.js", (data) => sitemap(data.collections), { layout: false, permalink: "/sitemap.xml" });
  config.addTemplate("kinds.11ty.js", (data) => list(data.one), each("kinds"));
  config.addTemplate("categories.11ty.js", (data) => list(data.one), each("categories"));
  config.addTemplate("months.11ty.js", (data) => month(data.one), each("months"));
  config.addTemplate("terms.11ty.js", (data) => terms(data.one), each("terms"));
  config.addGlobalData("layout", "record.11ty.js");
  return { markdownTemplateEngine: false, dir: { input: ".", output: "public", includes: "layouts" }, templateFormats: ["md", "11ty.js"] };
}
