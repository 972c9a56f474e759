// 倒排文件与太常见的字对：与 generator/output/search 的 lists.py、follows.py、hot.py 一一对应。
"use strict";
(function (shared) {
  const [UNFOLLOWED, KIND_BITS] = [10, 3];
  const [PAIRS, TRIPLES, MARKS] = ["pairs", "triples", "marks"];
  const FIRST_CHARACTER = 0x4e00;
  const UNIT = 0x10000;
  const MOST_ORDINAL = 0xffff;

  function ungrouped(text) {
    const pairs = [];
    for (const group of text ? text.split("\u0001") : []) {
      for (let place = 1; place < group.length; place++) pairs.push(group.charCodeAt(0) * UNIT + group.charCodeAt(place));
    }
    return pairs;
  }

  // 常见的字对各是第几个，哪些表自成一个文件。
  class Hot {
    constructor(dictionary, tokens) {
      const doubles = tokens.filter((token) => token.length === 2).map((token) => pairAt(token, 0));
      const marked = (mark) => doubles.filter((_, place) => dictionary.often[place] === mark);
      const pairs = [...ungrouped(dictionary.hot), ...marked("2")].sort((one, other) => one - other);
      this.pairs = new Map(pairs.map((pair, number) => [pair, number]));
      this.alone = { [PAIRS]: new Set([...pairs, ...ungrouped(dictionary.alone), ...marked("1")]), [TRIPLES]: new Set(shared.summed(dictionary.triples)) };
    }

    standsAlone(family, key) {
      return Boolean(this.alone[family]?.has(key));
    }
  }

  function pairAt(text, place) {
    return text.charCodeAt(place) * UNIT + text.charCodeAt(place + 1);
  }

  // 一个词要查的表：两个字就是一个字对；再长的，每个字对连前面一个字、后面两个字，末尾少一个。
  function cover(text, hot) {
    if (text.length === 2) return [{ family: PAIRS, key: pairAt(text, 0), place: 0 }];
    return Array.from({ length: text.length - 2 }, (_, place) => {
      const [key, next] = [pairAt(text, place), text.charCodeAt(place + 2)];
      const number = hot.pairs.get(key);
      const before = place ? codeOf(text.charCodeAt(place - 1)) + 1 : 0;
      const after = place + 3 < text.length ? codeOf(text.charCodeAt(place + 3)) + 1 : 0;
      if (number !== undefined) return { family: TRIPLES, key: number * UNIT + next, before, after, place };
      return { family: PAIRS, key, next: codeOf(next), before, after, place };
    });
  }

  function codeOf(character) {
    return (character - FIRST_CHARACTER + UNIT) % UNIT;
  }

  // 一个倒排文件里要用的几张表。
  function readBucket(content, { family, first, span, bare, wanted, archive }) {
    const reader = new shared.Reader(content);
    const count = reader.varint();
    const sizes = Array.from({ length: 10 }, () => reader.varint());
    const [gaps, kinds, shorts, heads, documents, titles, repeats, tables, codes, befores] = sizes.map((size) => new shared.Reader(reader.skip(size)));
    const afters = new shared.Reader(content.subarray(reader.at));
    const found = new Map();
    const hashes = shared.ascending(gaps, count, span);
    const width = 32 - Math.clz32(archive.universe - 1);
    for (let place = 0, before = 0; place < count; place++) {
      const key = shared.unmixed(first + hashes[place]);
      const kind = shared.bitsAt(kinds.bytes, place * KIND_BITS, KIND_BITS);
      before += kind;
      if (kind) {
        if (wanted.has(key)) found.set(key, shortOf(shorts.bytes, before - kind, kind, width));
        continue;
      }
      const entry = headOf(heads, family !== MARKS && !bare);
      const list = (from, size, universe) => (wanted.has(key)
        ? shared.ascending(from, size, universe) : shared.pass(from, size, universe));
      entry.numbers = list(documents, entry.listed, archive.universe);
      entry.titled = entry.titles ? list(titles, entry.titles, entry.count) : [];
      entry.repeats = list(repeats, entry.count - entry.listed, entry.count) || [];
      if (entry.follows) {
        const parts = [tables, codes, befores, afters].map((part, turn) => part.skip(entry.sizes[turn]));
        entry.follows = { letters: family === PAIRS && archive.letters, table: parts[0], codes: parts[1], befores: parts[2], afters: parts[3] };
      }
      if (wanted.has(key)) found.set(key, entry);
    }
    return found;
  }

  // 短表：至多七条记录，都不在标题里，没有表头。
  function shortOf(bytes, before, count, width) {
    const numbers = Array.from({ length: count }, (_, place) => shared.bitsAt(bytes, (before + place) * width, width));
    return { listed: count, count, numbers, titles: 0, titled: [], repeats: [], follows: false };
  }

  // 一个键的表头。
  function headOf(heads, may) {
    const start = heads.varint();
    const entry = { listed: start >>> 1, titles: start & 1 ? heads.varint() : 0 };
    entry.follows = may && entry.listed > UNFOLLOWED;
    entry.count = entry.listed + (entry.follows ? heads.varint() : 0);
    if (!entry.follows) return entry;
    const [table, codes, around] = [0, 1, 2].map(() => heads.varint());
    entry.sizes = [table, codes, around >>> 1, around & 1 ? heads.varint() : 0];
    return entry;
  }

  // 码表：各码长的码连号，只要记下每个码长的第一个码与各码的细节。只用一次的合用一个码，细节写在最后，读到才取。
  function levelsOf(bits, detail) {
    const longest = bits.gamma();
    const common = bits.gamma() - 1;
    const counts = longest ? [0] : [1];
    while (counts.length <= longest) counts.push(bits.gamma());
    let first = 0;
    return counts.map((count, length) => {
      first *= 2;
      const level = { first, details: Array.from({ length: count }, (_, place) => (length === common && !place ? null : detail())) };
      first += count;
      return level;
    });
  }

  // 每次出现在表里的第几条记录，在那条记录里是第几次。
  function* ordinals(entry) {
    for (let place = 0, ordinal = -1, own = 0, turn = 0; place < entry.count; place++) {
      const again = turn < entry.repeats.length && entry.repeats[turn] === place;
      turn += again;
      ordinal += !again;
      own = again ? own + 1 : 0;
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

  // 各次出现的细节：下一个字，下一对是第几次出现；三字的是自己头两个字、后两个字各是第几次出现。
  function detailsOf(entry) {
    const { table, codes, letters } = entry.follows;
    const [head, body] = [table, codes].map((bytes) => new shared.Bits(bytes));
    const detail = () => [letters ? codeOf(letters.next(head).charCodeAt(0)) : head.gamma(), head.gamma()];
    const levels = levelsOf(head, detail);
    // 第几次出现，记的是比料到的多几次：同一条记录里多半就是再下一次。
    const expected = new Map();
    const stepped = (key, more) => {
      const found = Math.min(MOST_ORDINAL, (expected.get(key) || 0) + more);
      expected.set(key, found + 1);
      return found;
    };
    return Array.from(ordinals(entry), ([, own]) => {
      let found;
      for (let level = 0, code = 0; found === undefined; level++) {
        if (level) code = code * 2 + body.take();
        if (level >= levels.length) throw new Error("索引文件提前结束");
        found = levels[level].details[code - levels[level].first];
      }
      if (!own) expected.clear();
      const [high, low] = found || detail();
      return letters ? [high, stepped(high, low)] : [stepped(0, high), stepped(1, low)];
    });
  }

  // 前一个字（或者再下一个字）：下一个字相同的各算一份，各份多半是哪个字，哪几次例外；三字的表只有一份。
  function usualOf(content, counts) {
    const reader = new shared.Reader(content);
    const found = new Map();
    for (const high of Array.from(counts.keys()).sort((one, other) => one - other)) {
      const count = counts.get(high);
      const usual = count > UNFOLLOWED ? reader.varint() : 0;
      const others = usual ? shared.ascending(reader, reader.varint(), count) : [];
      found.set(high, { usual, others: new Set(others) });
    }
    return found;
  }

  // 照着表，这一次能不能是真的：表里说总是这个字的，例外不是；说总是别的字的，例外才可能是。
  function may(wanted, { usual, others }, turn) {
    return !wanted || !usual || others.has(turn) !== (usual === wanted);
  }

  // 读一张表，记在 `item` 上：说得准的是词里从第几个字到第几个字；这一段都对得上的每一次出现（在哪条记录，自己
  // 是第几次，下一对是第几次，在不在标题里）；不问后面的字，各处有几次（键是记录的两倍，在标题里的加一）。
  function readItem(entry, item) {
    const details = detailsOf(entry);
    const { place, before, after } = item;
    const [highOf, own] = item.family === TRIPLES ? [() => 0, 0] : [([high]) => high, item.next];
    const counts = new Map();
    for (const detail of details) counts.set(highOf(detail), (counts.get(highOf(detail)) || 0) + 1);
    if (!counts.has(own)) counts.set(own, 0);
    const [befores, afters] = [entry.follows.befores, entry.follows.afters].map((content) => usualOf(content, counts));
    const [turns, titles] = [new Map(), new Set(entry.titled)];
    const known = (wanted, letters) => Boolean(wanted) && letters.get(own).usual === wanted;
    item.span = [known(before, befores) ? place - 1 : place, known(after, afters) ? place + 3 : place + 2];
    item.rows = [];
    item.held = new Map();
    let spot = -1;
    for (const [ordinal, number] of ordinals(entry)) {
      const [high, low] = details[++spot];
      const share = highOf(details[spot]);
      const turn = turns.get(share) || 0;
      turns.set(share, turn + 1);
      if (!may(before, befores.get(share), turn)) continue;
      const [record, titled] = [entry.numbers[ordinal], titles.has(spot)];
      const key = record * 2 + Number(titled);
      item.held.set(key, (item.held.get(key) || 0) + 1);
      if (share !== own || !may(after, afters.get(share), turn)) continue;
      item.rows.push([record, item.family === TRIPLES ? high : number, low, titled]);
    }
  }

  Object.assign(shared, { Hot, cover, readBucket, titledIn, readItem, pairAt });
})((globalThis.shaiSearch = globalThis.shaiSearch || {}));
