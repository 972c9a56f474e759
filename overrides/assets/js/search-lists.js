// 倒排文件与太常见的字对：与 generator/output/search 的 lists.py、follows.py、hot.py 一一对应。
"use strict";
(function (shared) {
  const UNFOLLOWED = 10;
  const [PAIRS, TRIPLES, MARKS] = ["pairs", "triples", "marks"];
  const FIRST_CHARACTER = 0x4e00;
  const UNIT = 0x10000;

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

  // 一个词要查的表：两个字就是一个字对；再长的，每个字对连前后各一个字，末尾少一个。
  function cover(text, hot) {
    if (text.length === 2) return [{ family: PAIRS, key: pairAt(text, 0) }];
    return Array.from({ length: text.length - 2 }, (_, place) => {
      const [key, next] = [pairAt(text, place), text.charCodeAt(place + 2)];
      const number = hot.pairs.get(key);
      const before = place ? codeOf(text.charCodeAt(place - 1)) + 1 : 0;
      if (number !== undefined) return { family: TRIPLES, key: number * UNIT + next, before };
      return { family: PAIRS, key, next: codeOf(next), before };
    });
  }

  function codeOf(character) {
    return (character - FIRST_CHARACTER + UNIT) % UNIT;
  }

  // 先取哪几张：长词隔一张取一张，多半就只剩几条，直接看正文；第一张往往不必取，第二张里记着前一个字。
  function firstOf(items, thrifty) {
    const last = items.length - 1;
    if (last < 1 || (last === 1 && !thrifty)) return items;
    return items.filter((_, place) => place % 2 === 1 || place === last);
  }

  // 一个倒排文件里要用的几张表。
  function readBucket(content, { family, first, bare, wanted, archive }) {
    const reader = new shared.Reader(content);
    const count = reader.varint();
    const sizes = Array.from({ length: 8 }, () => reader.varint());
    const [gaps, heads, documents, titles, flags, tables, codes, others] = sizes.map((size) => new shared.Reader(reader.skip(size)));
    const afters = new shared.Reader(content.subarray(reader.at));
    const found = new Map();
    for (let place = 0, hash = first; place < count; place++) {
      hash += gaps.varint();
      const key = shared.unmixed(hash);
      const entry = headOf(heads, family !== MARKS && !bare);
      const list = (from, size, universe) => (wanted.has(key)
        ? shared.ascending(from, size, universe) : shared.pass(from, size, universe));
      entry.numbers = list(documents, entry.listed, archive.universe);
      entry.titled = entry.titles ? list(titles, entry.titles, entry.count) : [];
      if (entry.follows) entry.flags = flags.skip(flagSize(entry));
      if (entry.follows) entry.follows = { table: tables.skip(entry.sizes[0]), codes: codes.skip(entry.sizes[1]) };
      entry.others = entry.exceptions ? list(others, entry.exceptions, entry.count) : [];
      if (entry.follows) entry.follows.afters = afters.skip(entry.sizes[2]);
      if (wanted.has(key)) found.set(key, entry);
    }
    return found;
  }

  // 一个键的表头。
  function headOf(heads, may) {
    const start = heads.varint();
    const entry = { listed: start >>> 1, titles: start & 1 ? heads.varint() : 0, flags: [], before: 0 };
    entry.follows = may && entry.listed > UNFOLLOWED;
    entry.count = entry.listed + (entry.follows ? heads.varint() : 0);
    if (!entry.follows) return entry;
    entry.sizes = [heads.varint(), heads.varint()];
    entry.before = heads.varint();
    entry.exceptions = entry.before ? heads.varint() : 0;
    entry.sizes.push(heads.varint());
    return entry;
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

  // 每次出现在表里的第几条记录，在那条记录里是第几次。
  function* ordinals(entry) {
    for (let place = 0, ordinal = -1, own = 0; place < entry.count; place++) {
      const fresh = entry.flags.length ? shared.flagAt(entry.flags, place) : 1;
      ordinal += fresh;
      own = fresh ? 0 : own + 1;
      yield [ordinal, own];
    }
  }

  // 标题里有这个键的记录。
  function titledIn(entry) {
    if (!entry.follows) return Array.from(entry.titled, (place) => entry.numbers[place]);
    const spots = new Set(entry.titled);
    const found = new Set();
    let place = 0;
    if (spots.size) for (const [ordinal] of ordinals(entry)) if (spots.has(place++)) found.add(entry.numbers[ordinal]);
    return Array.from(found);
  }

  // 词里它前面的那个字，表里说得准不准：总是这个字的，除了例外都是；不然前一张表也要取。
  function leads(entry, item) {
    return Boolean(entry.before) && entry.before === item.before;
  }

  // 一张表里前后接着指定的字的每一次出现：在哪条记录，自己是第几次，下一对是第几次，在不在标题里。
  function occurrences(entry, item) {
    const { table, codes } = entry.follows;
    const [levels, titles, others] = [levelsOf(table), new Set(entry.titled), new Set(entry.others)];
    const single = table[0] === 0 ? levels[0].details[0] : null;
    const most = codes.length * 8;
    const found = [];
    let [spot, place] = [0, -1];
    for (const [ordinal, own] of ordinals(entry)) {
      place++;
      let detail = single;
      for (let level = 0, code = 0; !detail; level++) {
        if (spot >= most || level >= levels.length) throw new Error("索引文件提前结束");
        code = code * 2 + shared.flagAt(codes, spot++);
        detail = levels[level].details[code - levels[level].first];
      }
      const [high, low] = detail;
      if (item.before && entry.before && others.has(place) === leads(entry, item)) continue;
      const number = entry.numbers[ordinal];
      if (item.family === TRIPLES) found.push([number, high, low, titles.has(place)]);
      else if (high === item.next) found.push([number, own, low, titles.has(place)]);
    }
    return found;
  }

  // 照着一对对接下去，整个词都接得上的记录，各在不在标题里。
  function chained(rows) {
    let reached = null;
    for (const each of rows) {
      const before = reached;
      reached = new Map();
      for (const [number, own, next, titled] of each) {
        const from = before ? before.get(number * UNIT + own) : titled;
        if (from !== undefined) reached.set(number * UNIT + next, from);
      }
    }
    const found = new Map();
    for (const [key, titled] of reached) {
      const number = Math.floor(key / UNIT);
      found.set(number, titled || found.get(number) || false);
    }
    return found;
  }

  Object.assign(shared, { Hot, cover, firstOf, readBucket, titledIn, leads, occurrences, chained, pairAt });
})((globalThis.shaiSearch = globalThis.shaiSearch || {}));
