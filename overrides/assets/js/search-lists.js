// 倒排文件与太常见的字对：与 generator/output/search 的 lists.py、hot.py 一一对应。
"use strict";
(function (shared) {
  const UNPLACED = 10;
  const [PAIRS, RUNS, MARKS] = ["pairs", "runs", "marks"];

  function width(count) {
    return 32 - Math.clz32(count);
  }

  function ungrouped(text) {
    const pairs = [];
    for (const group of text ? text.split("\u0001") : []) {
      for (let place = 1; place < group.length; place++) pairs.push(group.charCodeAt(0) * 65536 + group.charCodeAt(place));
    }
    return pairs;
  }

  // 常见的字对与连串：哪些是，编号几何，同一个字的常见字对里排第几。
  class Hot {
    constructor(dictionary) {
      const pairs = ungrouped(dictionary.hot);
      this.pairs = new Map(pairs.map((pair, number) => [pair, number]));
      this.alone = new Set([...pairs, ...ungrouped(dictionary.alone)]);
      this.runs = dictionary.runs.map((steps) => new Map(shared.summed(steps).map((key, number) => [key, number])));
      this.before = new Map();
      this.after = new Map();
      this.beforeCount = new Map();
      this.afterCount = new Map();
      for (const pair of pairs) {
        this.before.set(pair, this.next(this.beforeCount, pair % 65536));
        this.after.set(pair, this.next(this.afterCount, Math.floor(pair / 65536)));
      }
    }

    next(counts, unit) {
      counts.set(unit, (counts.get(unit) || 0) + 1);
      return counts.get(unit);
    }

    widths(family, pair) {
      if (family !== PAIRS) return [0, 0];
      return [width(this.beforeCount.get(Math.floor(pair / 65536)) || 0), width(this.afterCount.get(pair % 65536) || 0)];
    }

    standsAlone(family, key) {
      return family === PAIRS ? this.alone.has(key) : family === RUNS && Boolean(this.runs[key >>> 24]?.has(key % 0x1000000));
    }

    // 一个词里每个位置上最长的连串：常见字对两两相连，编号再两两相连。
    runsIn(text) {
      let numbers = Array.from({ length: text.length - 1 }, (_, place) => this.pairs.get(shared.pairAt(text, place)) ?? -1);
      const hot = numbers;
      const found = [];
      for (let level = 0; numbers.length > 1; level++) {
        const keys = numbers.slice(1).map((second, place) => (second < 0 || numbers[place] < 0 ? -1 : numbers[place] * 4096 + second));
        keys.forEach((key, place) => {
          if (key >= 0) found[place] = { family: RUNS, key: level * 0x1000000 + key, offset: place, from: place, to: place + level + 3 };
        });
        if (level >= this.runs.length) break;
        numbers = keys.map((key) => this.runs[level].get(key) ?? -1);
      }
      return { hot, runs: found };
    }
  }

  // 一个词要查哪几张表，才能把每个字都盖住；尽量少。
  function cover(text, hot) {
    if (text.length === 2) return [{ family: PAIRS, key: shared.pairAt(text, 0), offset: 0, from: 0, to: 2 }];
    const { hot: numbers, runs } = hot.runsIn(text);
    const items = [...runs.filter(Boolean)];
    numbers.forEach((number, place) => {
      if (number >= 0) return;
      const before = place > 0 && numbers[place - 1] >= 0 ? hot.before.get(shared.pairAt(text, place - 1)) : 0;
      const after = place + 1 < numbers.length && numbers[place + 1] >= 0 ? hot.after.get(shared.pairAt(text, place + 1)) : 0;
      items.push({
        family: PAIRS, key: shared.pairAt(text, place), offset: place, before, after,
        from: place - (before ? 1 : 0), to: place + 2 + (after ? 1 : 0),
      });
    });
    const chosen = [];
    for (let covered = 0; covered < text.length;) {
      const fitting = items.filter((item) => item.from <= covered && item.to > covered);
      const best = fitting.reduce((one, other) => (better(other, one) ? other : one));
      chosen.push(best);
      covered = best.to;
    }
    return chosen;
  }

  // 盖得远的好；一样远，少见的字对比连串好。
  function better(one, other) {
    return one.to > other.to || (one.to === other.to && one.family === PAIRS && other.family === RUNS);
  }

  // 一个倒排文件里要的那几个键；其余的跳过。first 是文件里最小的散列。
  function readBucket(bytes, { family, wanted, first, archive }) {
    const reader = new shared.Reader(bytes);
    const count = reader.varint();
    const lengths = Array.from({ length: 5 }, () => reader.varint());
    const [gaps, heads, documents, titles, flags] = lengths.map((length) => new shared.Reader(reader.skip(length)));
    const places = new shared.Reader(bytes.subarray(reader.at));
    const found = new Map();
    for (let place = 0, hash = first; place < count; place++) {
      hash += gaps.varint();
      const key = shared.unmixed(hash);
      const head = heads.varint();
      const entry = { listed: head >>> 1, titled: [], titles: head & 1 ? heads.varint() : 0 };
      entry.placed = family !== MARKS && entry.listed > UNPLACED && !(family === PAIRS && archive.hot.pairs.has(key));
      entry.count = entry.listed + (entry.placed ? heads.varint() : 0);
      [entry.beforeWidth, entry.afterWidth] = archive.hot.widths(family, key);
      entry.width = archive.bits + entry.beforeWidth + entry.afterWidth;
      const needed = wanted.has(key);
      if (needed) entry.slots = shared.ascending(documents, entry.listed, archive.slots);
      else shared.pass(documents, entry.listed, archive.slots);
      if (entry.titles && needed) entry.titled = shared.ascending(titles, entry.titles, entry.listed);
      else if (entry.titles) shared.pass(titles, entry.titles, entry.listed);
      entry.apart = entry.placed && entry.count * entry.width > archive.inline * 8;
      if (entry.placed && !entry.apart) {
        const marked = flags.skip(Math.ceil(entry.count / 8));
        entry.records = { flags: marked, places: places.skip(Math.ceil((entry.count * entry.width) / 8)) };
      }
      if (needed) found.set(key, entry);
    }
    return found;
  }

  // 一张表里合乎左右邻字对的每一次出现，换算成整个词从哪里起。
  function starts(entry, item, bits) {
    const { flags, places } = entry.records;
    const found = [];
    const [middle, last] = [2 ** (entry.beforeWidth + entry.afterWidth), 2 ** entry.afterWidth];
    for (let place = 0, ordinal = -1; place < entry.count; place++) {
      ordinal += shared.flagAt(flags, place);
      const value = shared.bitsAt(places, place * entry.width, entry.width);
      const context = value % middle;
      if (item.before && Math.floor(context / last) !== item.before) continue;
      if (item.after && context % last !== item.after) continue;
      found.push(entry.slots[ordinal] * 2 ** bits + Math.floor(value / middle) - item.offset);
    }
    return found;
  }

  Object.assign(shared, {
    Hot, cover, readBucket, starts,
    pairAt: (text, place) => text.charCodeAt(place) * 65536 + text.charCodeAt(place + 1),
  });
})((globalThis.shaiSearch = globalThis.shaiSearch || {}));
