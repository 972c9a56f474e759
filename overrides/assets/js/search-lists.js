// 倒排文件与太常见的字对：与 generator/output/search 的 lists.py、follows.py、hot.py 一一对应。
"use strict";
(function (shared) {
  const UNFOLLOWED = 10;
  const [PAIRS, TRIPLES, MARKS] = ["pairs", "triples", "marks"];
  const FIRST_CHARACTER = 0x4e00;
  const UNIT = 0x10000;
  const WHOLE = 4;

  function ungrouped(text) {
    const pairs = [];
    for (const group of text ? text.split("\u0001") : []) {
      for (let place = 1; place < group.length; place++) pairs.push(group.charCodeAt(0) * UNIT + group.charCodeAt(place));
    }
    return pairs;
  }

  // 常见的字对各是第几个，哪些表自成一个文件。
  class Hot {
    constructor(dictionary) {
      const pairs = ungrouped(dictionary.hot);
      this.pairs = new Map(pairs.map((pair, number) => [pair, number]));
      this.alone = { [PAIRS]: new Set([...pairs, ...ungrouped(dictionary.alone)]), [TRIPLES]: new Set(shared.summed(dictionary.triples)) };
    }

    standsAlone(family, key) {
      return Boolean(this.alone[family]?.has(key));
    }
  }

  function pairAt(text, place) {
    return text.charCodeAt(place) * UNIT + text.charCodeAt(place + 1);
  }

  // 一个词要查的表：两个字就是一个字对；再长的，每个字对连下一个字，首尾各少一个。
  function cover(text, hot) {
    if (text.length === 2) return [{ family: PAIRS, key: pairAt(text, 0) }];
    return Array.from({ length: text.length - 2 }, (_, place) => {
      const [key, next] = [pairAt(text, place), text.charCodeAt(place + 2)];
      const number = hot.pairs.get(key);
      if (number !== undefined) return { family: TRIPLES, key: number * UNIT + next };
      return { family: PAIRS, key, next: (next - FIRST_CHARACTER + UNIT) % UNIT };
    });
  }

  // 长词先取一半的表：多半这样就只剩几条，直接看正文。
  function firstOf(items) {
    return items.length + 2 > WHOLE ? items.filter((_, place) => place % 2 === 0) : items;
  }

  // 一个倒排文件里要用的几张表。
  function readBucket(content, { family, first, bare, wanted, archive }) {
    const reader = new shared.Reader(content);
    const count = reader.varint();
    const sizes = Array.from({ length: 6 }, () => reader.varint());
    const [gaps, heads, documents, titles, flags, tables] = sizes.map((size) => new shared.Reader(reader.skip(size)));
    const codes = new shared.Reader(content.subarray(reader.at));
    const found = new Map();
    for (let place = 0, hash = first; place < count; place++) {
      hash += gaps.varint();
      const key = shared.unmixed(hash);
      const head = heads.varint();
      const entry = { listed: head >>> 1, titled: [], titles: head & 1 ? heads.varint() : 0 };
      const followed = family !== MARKS && !bare && entry.listed > UNFOLLOWED;
      entry.count = entry.listed + (followed ? heads.varint() : 0);
      const needed = wanted.has(key);
      if (needed) entry.numbers = shared.ascending(documents, entry.listed, archive.universe);
      else shared.pass(documents, entry.listed, archive.universe);
      if (entry.titles && needed) entry.titled = shared.ascending(titles, entry.titles, entry.listed);
      else if (entry.titles) shared.pass(titles, entry.titles, entry.listed);
      if (followed) {
        entry.follows = { flags: flags.skip(flagSize(entry)), table: tables.skip(heads.varint()), codes: codes.skip(heads.varint()) };
      }
      if (needed) found.set(key, entry);
    }
    return found;
  }

  function flagSize(entry) {
    return entry.count > entry.listed ? Math.ceil(entry.count / 8) : 0;
  }

  // 码表：各码长的码连号，只要记下每个码长的第一个码与各码的细节。
  function levelsOf(table) {
    const reader = new shared.Reader(table);
    const longest = reader.varint();
    const counts = longest ? Array.from({ length: longest }, () => reader.varint()) : [1];
    let first = 0;
    return counts.map((count) => {
      first *= 2;
      let high = 0;
      const details = Array.from({ length: count }, () => {
        const gap = reader.varint();
        high += gap >>> 1;
        return [high, gap & 1 ? reader.varint() : 0];
      });
      const level = { first, details };
      first += count;
      return level;
    });
  }

  // 一张表里接着指定的字的每一次出现：在哪条记录，自己是第几次，下一对是第几次。
  function occurrences(entry, item) {
    const { flags, table, codes } = entry.follows;
    const levels = levelsOf(table);
    const single = table[0] === 0 ? levels[0].details[0] : null;
    const most = codes.length * 8;
    const found = [];
    let [spot, ordinal, own] = [0, -1, 0];
    for (let place = 0; place < entry.count; place++) {
      const fresh = flags.length ? shared.flagAt(flags, place) : 1;
      ordinal += fresh;
      own = fresh ? 0 : own + 1;
      let detail = single;
      for (let level = 0, code = 0; !detail; level++) {
        if (spot >= most || level >= levels.length) throw new Error("索引文件提前结束");
        code = code * 2 + shared.flagAt(codes, spot++);
        detail = levels[level].details[code - levels[level].first];
      }
      const [high, low] = detail;
      if (item.family === TRIPLES) found.push([entry.numbers[ordinal], high, low]);
      else if (high === item.next) found.push([entry.numbers[ordinal], own, low]);
    }
    return found;
  }

  // 照着一对对接下去，整个词都接得上的记录。
  function chained(rows) {
    let reached = null;
    for (const each of rows) {
      const before = reached;
      reached = new Set();
      for (const [number, own, next] of each) {
        if (!before || before.has(number * UNIT + own)) reached.add(number * UNIT + next);
      }
    }
    return Array.from(reached, (each) => Math.floor(each / UNIT));
  }

  Object.assign(shared, { Hot, cover, firstOf, readBucket, occurrences, chained, pairAt });
})((globalThis.shaiSearch = globalThis.shaiSearch || {}));
