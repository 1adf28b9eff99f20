// What stands on each page.

const NAME = "测速里公示栏";
const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const text = (value) => String(value).replace(/[&<>"]/g, (sign) => SIGNS[sign]);
const day = (date) => date.toISOString().slice(0, 10);
const time = (date) => `${date.toISOString().slice(0, 19)}Z`;
const yuan = (cents) => (cents / 100).toFixed(2);
const WAYS = [["/", "首页"], ["/income/", "收入"], ["/expenditures/", "支出"], ["/decisions/", "决定"], ["/cases/", "办事"], ["/categories/", "按类看"], ["/months/", "按月看"]];
const HEADER = `<a class="skip" href="#main">到正文</a>
<header><a href="/">${NAME}</a>
<nav aria-label="栏目"><ul>
${WAYS.map(([href, name]) => `<li><a href="${href}">${name}</a></li>`).join("\n")}
</ul></nav></header>`;
const FOOTER = `<footer>
<p>测速里居民委员会　监督：测速街道：000-00000000</p>
<p>本站由程序随机生成，只用来测速，没有一笔是真的。</p>
</footer>`;

function page(title, description, main) {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)} · ${NAME}</title>
<meta name="description" content="${text(description)}">
<link rel="stylesheet" href="/style.css">
<link rel="alternate" type="application/atom+xml" title="${NAME}" href="/feed.xml">
</head>
<body>
${HEADER}
<main id="main">
${main}
</main>
${FOOTER}
</body>
</html>
`;
}

const fact = (name, value) => `<tr><th scope="row">${name}</th><td>${value}</td></tr>`;
const facts = (lines) => `<table class="facts"><tbody>\n${lines.join("\n")}\n</tbody></table>`;

function table(rows) {
  const row = ({ date, url, data }) =>
    `<tr><td><time datetime="${day(date)}">${day(date)}</time></td><td><a href="${url}">${text(data.title)}</a></td><td>${text(data.category)}</td><td>${data.flow}</td><td class="num">${data.amount}</td></tr>`;
  return `<table class="list">
<thead><tr><th scope="col">日期</th><th scope="col">事项</th><th scope="col">类别</th><th scope="col">收支</th><th scope="col">金额（元）</th></tr></thead>
<tbody>
${rows.map(row).join("\n")}
</tbody>
</table>`;
}

function moved(rows) {
  const sum = (kind) => rows.reduce((sum, { data }) => sum + (data.kind === kind ? data.cents : 0), 0);
  return { income: sum("income"), spending: sum("expenditures") };
}

export function record(data) {
  const main = `<nav class="crumbs"><a href="/">首页</a> › <a href="/${data.kind}/">${data.kind_name}</a> ›</nav>
<article>
<h1>${text(data.title)}</h1>
${facts([
  fact("编号", data.number),
  fact("种类", data.kind_name),
  fact("日期", day(data.page.date)),
  fact("月份", `<a href="/months/${data.month}/">${data.month}</a>`),
  fact("对方", text(data.party)),
  fact("经办", text(data.role)),
  fact("凭证", data.voucher),
  fact("类别", `<a href="/categories/${encodeURI(data.category)}/">${text(data.category)}</a>`),
  fact("金额（元）", `${data.flow}${data.amount}`),
  fact("楼栋单元", text(data.place)),
])}
<div class="body">
${data.content}</div>
</article>`;
  return page(data.title, data.description, main);
}

export function list(one) {
  const way = (rel, href, name) => (href ? `<a rel="${rel}" href="${encodeURI(href)}">${name}</a>` : "<span></span>");
  const main = `<h1>${text(one.title)}</h1>
<p class="meta">${one.total} 条记录</p>
${table(one.rows)}
<nav class="pager">${way("prev", one.previous, "上一页")}<span>第 ${one.number} 页，共 ${one.count} 页</span>${way("next", one.next, "下一页")}</nav>`;
  return page(one.title, one.title, main);
}

export function month(one) {
  const { income, spending } = moved(one.rows);
  const sums = [fact("收入合计", yuan(income)), fact("支出合计", yuan(spending)), fact("相抵", yuan(income - spending))];
  return page(one.title, one.title, `<h1>${one.title}</h1>\n${facts(sums)}\n<p class="meta">${one.rows.length} 条记录</p>\n${table(one.rows)}`);
}

export function terms(one) {
  const items = one.terms.map(({ name, url, count }) => `<li><a href="${encodeURI(url)}">${text(name)}</a>（${count} 条记录）</li>`);
  return page(one.title, one.title, `<h1>${one.title}</h1>\n<ul class="terms">\n${items.join("\n")}\n</ul>`);
}

export function home(all) {
  const years = ["2025", "2024", "2023", "2022", "2021"].map((year) => {
    const { income, spending } = moved(all.filter((one) => day(one.date).startsWith(year)));
    return `<tr><td>${year}</td>${[income, spending, income - spending].map((cents) => `<td class="num">${yuan(cents)}</td>`).join("")}</tr>`;
  });
  const main = `<h1>${NAME}</h1>
<h2>最新</h2>
${table(all.slice(0, 20))}
<h2>历年收支</h2>
<table class="list">
<thead><tr><th scope="col">年</th><th scope="col">收入</th><th scope="col">支出</th><th scope="col">相抵</th></tr></thead>
<tbody>
${years.join("\n")}
</tbody>
</table>`;
  return page(NAME, NAME, main);
}

const BASE = "https://board.example.org";

export function feed(all) {
  const newest = all.slice(0, 20);
  const entry = ({ date, url, data }) => `<entry>
<title>${text(data.title)}</title>
<id>${BASE}${url}</id>
<link rel="alternate" href="${BASE}${url}"/>
<published>${time(date)}</published>
<updated>${time(date)}</updated>
<summary>${text(data.description)}</summary>
</entry>`;
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
<title>${NAME}</title>
<id>${BASE}/</id>
<link rel="self" href="${BASE}/feed.xml"/>
<updated>${time(newest[0].date)}</updated>
<author><name>测速里居民委员会</name></author>
${newest.map(entry).join("\n")}
</feed>
`;
}

export function sitemap({ newest, kinds, categories, months, terms }) {
  const dated = newest.map(({ date, url }) => `<url><loc>${BASE}${url}</loc><lastmod>${day(date)}</lastmod></url>`);
  const lists = [{ url: "/" }, ...kinds, ...categories, ...months, ...terms];
  const rest = lists.map(({ url }) => `<url><loc>${BASE}${encodeURI(url)}</loc></url>`);
  return `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${[...rest, ...dated].join("\n")}
</urlset>
`;
}
