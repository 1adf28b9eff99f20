// Searches a board. The index lies in script files, of which only those that hold what is asked for are
// loaded: no server is asked, and it works from a disk. docs/search.md says how; units are those of src/search.rs.
(() => {
  'use strict';
  const by = (id) => document.getElementById(id);
  const form = by('search'), count = by('count'), found = by('found'), more = by('more');
  const FIELDS = ['q', 'kind', 'year'], PAGE = 20, BLOCK = 32;
  let asked = 0;

  // Every file of an index calls this with its name and what it holds.
  window.mingbai = (name, held) => { document.currentScript.held = held; };

  const within = (c, ranges) => ranges.some(([from, to]) => c >= from && c <= to);
  const HAN = [[0x3005, 0x3005], [0x3007, 0x3007], [0x3400, 0x4dbf], [0x4e00, 0x9fff], [0xf900, 0xfaff], [0x20000, 0x3ffff]];
  const SIGNS = [[0, 47], [58, 96], [123, 0xbf], [0xd7, 0xd7], [0xf7, 0xf7], [0x2000, 0x2bff], [0x2e00, 0x303f],
    [0xe000, 0xf8ff], [0xfe00, 0xfe6f], [0xff00, 0xffff], [0x1f000, 0x10ffff]];
  const isHan = (unit) => within(unit.codePointAt(0), HAN);
  const isWord = (c) => !within(c, HAN) && !within(c, SIGNS);

  const date = (all, before, year, sign, month, sign2, day) => {
    if (month < 1 || month > 12) return all;
    if (sign2 === sign && day >= 1 && day <= 31) return `${before} ${year}年${+month}月${+day}日 `;
    return sign === '-' && month.length === 2 ? `${before} ${year}年${+month}月 ${sign2 ? sign2 + day : ''}` : all;
  };

  // A text as runs of units side by side: Han characters, and words of letters and digits.
  const runs = (text) => {
    const out = [];
    let run = [], word = '';
    const all = Array.from(text.normalize('NFKC').toLowerCase().replace(/(\d),(?=\d{3}(?!\d))/g, '$1')
      .replace(/(^|[^\d.])(\d{4})([-/.])(\d{1,2})(?!\d)(?:([-/.])(\d{1,2})(?!\d))?/g, date) + ' ');
    all.forEach((character, place) => {
      if (isWord(character.codePointAt(0)) || character === '.' && /\d$/.test(word) && /^\d/.test(all[place + 1])) {
        word += character;
        return;
      }
      if (/^\d+\.\d+$/.test(word)) word = word.replace(/\.?0+$/, '');
      if (/^0\d$/.test(word) && /[月日号]/.test(character)) word = word[1];
      if (word) run.push(word);
      word = '';
      if (isHan(character)) run.push(character);
      else if (run.length) { out.push(run); run = []; }
    });
    return out;
  };

  // Numbers in digits of 52 from `(`, the last of 34 from `]`.
  const numbers = (text) => {
    const out = [];
    let value = 0;
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c < 93) value = value * 52 + c - 40;
      else { out.push(value * 34 + c - 93); value = 0; }
    }
    return out;
  };

  // Where a term stands; if it is open, where any word stands that begins with it.
  const scan = (texts, term, open) => {
    const out = [];
    for (const text of texts) {
      for (let at = -1; (at = text.indexOf(`!${term}${open ? '' : ' '}`, at + 1)) >= 0;) {
        const room = text.indexOf(' ', at);
        let place = 0;
        if (!open || !Array.from(text.slice(at + 1, room)).some(isHan)) {
          for (const n of numbers(text.slice(room + 1, text.indexOf('!', room)))) out.push(place += n);
        }
      }
    }
    return out.sort((a, b) => a - b);
  };
  const isOpen = (word) => /^\D\D/.test(word);

  // The index of a board, by where its site is and what it was made from.
  const index = (site, version) => {
    const loaded = {};
    let head;

    const load = (name) => loaded[name] || (loaded[name] = new Promise((done, failed) => {
      const script = document.createElement('script');
      // Some hosts answer with a page of theirs where a file is missing.
      script.onload = script.onerror = () => 'held' in script ? done(script.held) : (delete loaded[name], failed());
      script.src = `${site}search/${name}.js?${version}`;
      document.head.appendChild(script);
    }));

    const fileOf = (term) => head.terms.filter((first) => first <= term).length - 1;
    const places = async (term, open) => {
      const files = [], end = fileOf(open ? term + '\uffff' : term);
      for (let file = Math.max(fileOf(term), 0); file <= end; file++) files.push(load('t' + file));
      return scan(await Promise.all(files), term, open);
    };

    // Where a run stands: its pairs, one behind the other.
    const whole = async (run) => {
      if (run.length === 1) return places(run[0], isOpen(run[0]));
      const starts = run.map((_, i) => Math.min(i, run.length - 2)).filter((_, i) => i % 2 === 0);
      const lists = await Promise.all(starts.map((i) => places(run[i] + run[i + 1])));
      return lists.reduce((kept, list, which) => {
        let at = 0;
        return kept.filter((place) => {
          while (list[at] < place + starts[which]) at++;
          return list[at] === place + starts[which];
        });
      });
    };

    // The records in which places lie.
    const records = (list) => {
      let record = 0;
      return new Set(list.map((place) => {
        while (head.ends[record] <= place) record++;
        return record;
      }));
    };

    return {
      load,
      find: async (asks) => {
        if (!head) {
          const { blocks, kinds, years, terms } = await load('index');
          let end = 0;
          const ends = numbers(blocks).map((n) => end += n * BLOCK);
          head = { ends, kinds: numbers(kinds), years, terms: terms.split(' ') };
        }
        const [first, ...others] = (await Promise.all(asks.map(whole))).map(records);
        return Array.from(first).reverse().filter((record) => others.every((set) => set.has(record)));
      },
      kind: (record) => head.kinds[record],
      year: (record) => head.years.reduce((of, [one, first]) => first <= record ? one : of, ''),
      row: async (record) => (await load('r' + Math.floor(record / BLOCK)))[record % BLOCK],
    };
  };

  const add = (parent, name, style, text) => {
    const made = document.createElement(name);
    if (style) made.className = style;
    made.textContent = text;
    parent.appendChild(made);
    return made;
  };

  // A record that was found, as a row; gives its link.
  const hit = (list, site, [address, title, day, state, sentence], kind) => {
    const row = add(list, 'li', 'hit', '');
    const meta = add(row, 'div', 'meta', '');
    for (const text of [day, kind, state]) if (text) add(meta, 'span', '', text + ' ');
    const link = add(add(row, 'div', 'title', ''), 'a', '', title);
    link.href = site + address.split('/').map(encodeURIComponent).join('/');
    if (sentence) add(row, 'p', 'small', sentence);
    return link;
  };

  const own = index('', form.dataset.version);
  const boards = window.searchBoards && window.searchBoards({ add, hit, index, isOpen, own, scan });

  const show = async (hits, from, mine) => {
    const some = hits.slice(from, from + PAGE);
    const held = await Promise.all(some.map(own.row));
    if (mine !== asked) return;
    some.forEach((record, i) => {
      const link = hit(found, '', held[i], form.elements.kind.options[own.kind(record) + 1].text);
      if (from && !i) link.focus();
    });
    more.hidden = from + PAGE >= hits.length;
    more.onclick = () => show(hits, from + PAGE, mine).catch(fail);
  };

  const say = (key, n) => { count.textContent = key && form.dataset[key].replace('#', n); };
  const fail = () => say('failed');

  const search = async () => {
    const mine = ++asked, [q, kind, of] = FIELDS.map((name) => form.elements[name].value), asks = runs(q);
    found.textContent = '';
    more.hidden = true;
    const short = !asks.length || asks.some((run) => !run[1] && isHan(run[0]));
    if (boards) boards(short ? [] : asks, q);
    if (short) return say(q.trim() && 'short');
    say('busy');
    const hits = (await own.find(asks)).filter((record) =>
      (!kind || own.kind(record) === +kind) && (!of || own.year(record) === +of));
    if (mine !== asked) return;
    say(hits.length ? 'found' : 'none', hits.length);
    return show(hits, 0, mine);
  };

  // What is asked for stands in the address, so it can be kept, sent and gone back to.
  const read = () => {
    const said = new URLSearchParams(location.hash.slice(1));
    for (const name of FIELDS) form.elements[name].value = said.get(name) || '';
    search().catch(fail);
  };
  form.onsubmit = (event) => {
    event.preventDefault();
    const said = new URLSearchParams();
    for (const name of FIELDS) said.set(name, form.elements[name].value);
    const hash = `#${said}`;
    if (location.hash === hash) read(); else location.hash = hash;
  };
  window.onhashchange = read;
  form.hidden = false;
  if (location.hash) read();
})();
