// Searches the boards of a portal: first which of them have what is asked for, out of an index of the
// portal, then in a few at a time where it stands, out of their own. docs/search.md says how.
(() => {
  'use strict';
  const by = (id) => document.getElementById(id);
  const words = by('boards').dataset, count = by('boards-count'), found = by('boards-found'), more = by('boards-more');
  const FEW = 5;

  window.searchBoards = ({ add, hit, index, isOpen, own, scan }) => {
    let asked = 0;
    const say = (key, n) => { count.textContent = key && words[key].replace('#', n); };

    // A word that may go on lies by its first two letters: FNV-1a.
    const hash = (text) => {
      let sum = 2166136261;
      for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 16777619);
      return sum >>> 16;
    };
    const having = async (files, term, open) => {
      const file = hash(open ? term.slice(0, 2) : term) % files;
      return new Set(scan([await own.load('m' + file)], term, open));
    };
    const terms = (run) => run.length === 1 ? [[run[0], isOpen(run[0])]] : run.slice(1).map((unit, i) => [run[i] + unit, false]);

    // What a board shows below its name.
    const look = async ([, page, site, version, portal], row, asks, q) => {
      const board = index(site, version);
      const hits = await board.find(asks);
      const rows = await Promise.all(hits.slice(0, FEW).map(board.row));
      return () => {
        if (hits.length > FEW) add(row, 'p', 'small', words.part.replace('#', hits.length));
        if (!hits.length) add(row, 'p', 'small', portal ? words.inner : words.apart);
        if (!hits.length) return;
        const list = add(row, 'ul', 'rows', '');
        for (const one of rows) hit(list, site, one, '');
      };
    };

    // A few boards at a time: each loads an index of its own.
    const open = async (rows, asks, q, mine) => {
      const some = rows.splice(0, FEW);
      more.hidden = true;
      const shows = await Promise.all(some.map(([board, row]) => look(board, row, asks, q)
        .catch(() => () => add(row, 'p', 'small', words.failed))));
      if (mine !== asked) return;
      for (const show of shows) show();
      more.hidden = !rows.length;
      more.onclick = () => {
        rows[0][1].querySelector('a').focus();
        open(rows, asks, q, mine);
      };
    };

    const search = async (asks, q) => {
      const mine = ++asked;
      found.textContent = '';
      more.hidden = true;
      say('');
      if (!asks.length) return;
      say('busy');
      const { files, boards } = await own.load('boards');
      const all = [].concat(...asks.map(terms));
      const sets = files ? await Promise.all(all.map(([term, open]) => having(files, term, open))) : [];
      if (mine !== asked) return;
      const those = boards.filter((_, number) => sets.every((set) => set.has(number)));
      say(those.length ? 'found' : 'none', those.length);
      const rows = [];
      for (const board of those) {
        const row = add(found, 'li', 'hit', '');
        const link = add(add(row, 'div', 'title', ''), 'a', '', board[0]);
        link.href = board[1] + (/search\.html$/.test(board[1]) ? `#q=${encodeURIComponent(q)}` : '');
        if (board[2]) rows.push([board, row]);
      }
      return open(rows, asks, q, mine);
    };
    return (asks, q) => search(asks, q).catch(() => say('failed'));
  };
})();
