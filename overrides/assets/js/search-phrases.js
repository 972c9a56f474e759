// 三个字以上的词：取哪几张表，几张表怎样接成整个词。表的内容见 search-lists.js。
"use strict";
(function (shared) {
  const UNIT = 0x10000;
  // 表里越少见的字对，前后的字越可能说得准：按码长估计，数目是量出来的。
  const [COMMON, RARE] = [12, 22];
  const [BEFORE, AFTER, STEP, MOST] = [0.6, 0.75, 0.015, 0.95];
  // 隔一张接下去，靠数出现的次数，偶尔数不出。
  const JUMP = 0.8;
  // 再长的词两张表说不全，各种取法不必比。
  const LONGEST = 8;
  // 很长的词一次取两张：取一张看一张，来回太多。
  const PAIR = 2;

  // 一个词里第几对字有多少见：常见的双字有自己的码，别的是两个单字的码长之和。
  function rarity(lengths, text, item) {
    const [first, second, third] = [0, 1, 2].map((step) => text[item.place + step]);
    const pair = lengths.get(first + second) || (lengths.get(first) || RARE) + (lengths.get(second) || RARE);
    return item.family === "triples" ? pair + (lengths.get(third) || RARE) / 2 : pair;
  }

  // 前一个字、再下一个字说得准的可能；取来的表已经知道。
  function chances(item) {
    if (item.span) return [Number(item.span[0] < item.place), Number(item.span[1] > item.place + 2)];
    return [BEFORE, AFTER].map((least) => Math.min(MOST, least + STEP * Math.max(0, item.rarity - COMMON)));
  }

  // 这几张表接得成整个词的可能：头尾要齐，中间不缺。
  function chance(term, places, known) {
    const size = term.folded.length;
    const sides = (place) => known.get(place) || chances(term.items[place]);
    const [first, last] = [places[0], places[places.length - 1]];
    let found = first === 0 ? 1 : first === 1 ? sides(first)[0] : 0;
    found *= last === size - 3 ? 1 : last === size - 4 ? sides(last)[1] : 0;
    for (let turn = 1; turn < places.length; turn++) {
      const [from, to] = [places[turn - 1], places[turn]];
      if (to - from === 2 && !term.tight.has(from) && term.items[to].family === "pairs") found *= sides(from)[1] * JUMP;
      else if (to - from !== 1) return 0;
    }
    return found;
  }

  function best(values, score) {
    const scores = values.map(score);
    const most = Math.max(...scores);
    return most > 0 ? values[scores.indexOf(most)] : undefined;
  }

  const NOTHING = new Map();

  // 再取一张的，取哪张最好。
  function another(term, taken, known = NOTHING) {
    const rest = term.items.map((item) => item.place).filter((place) => !taken.includes(place));
    const sorted = (place) => [...taken, place].sort((one, other) => one - other);
    const place = best(rest, (each) => chance(term, sorted(each), known));
    return place === undefined ? [undefined, 0] : [place, chance(term, sorted(place), known)];
  }

  // 头一张取哪张：它前后的字说得准、说不准各有几分可能，各再取最好的第二张，合起来算。
  function opening(term, alone) {
    const places = term.items.map((item) => item.place);
    const score = (place) => {
      const [before, after] = chances(term.items[place]);
      if (alone) return chance(term, [place], NOTHING);
      let total = 0;
      for (const [first, last] of [[0, 0], [0, 1], [1, 0], [1, 1]]) {
        const known = new Map([[place, [first, last]]]);
        const own = chance(term, [place], known);
        total += (first ? before : 1 - before) * (last ? after : 1 - after) * Math.max(own, another(term, [place], known)[1]);
      }
      return total;
    };
    const scarce = best(places, (place) => term.items[place].rarity);
    if (term.items.length > LONGEST) return scarce;
    return best(places, score) ?? (alone ? opening(term, false) : scarce);
  }

  function rarest(items) {
    return [...items].sort((one, other) => other.rarity - one.rarity);
  }

  // 很长的词：相邻的表说的多半是同一批记录，先隔开来取最少见的，候选少得最快；候选还多的，照总数最少的取法补齐，
  // 也先取少见的。
  function sparse(term, taken) {
    const chosen = [];
    const near = (place) => [...taken, ...chosen.map((item) => item.place)].some((other) => Math.abs(place - other) < 2);
    if (taken.length > PAIR || term.items.length <= LONGEST) chosen.push(...rarest(wanted(term, taken)).slice(0, PAIR));
    else for (const item of rarest(term.items)) if (chosen.length < PAIR && !near(item.place)) chosen.push(item);
    return chosen.length ? chosen : term.items.filter((item) => !item.span).slice(0, PAIR);
  }

  // 还要取哪几张才接得成整个词：总数最少的一种取法。没有取的，前后的字说不准的可能折成几分之一张。
  function wanted(term, taken) {
    const last = term.items.length - 1;
    const doubt = (likely) => (likely > 0 ? 1 - likely : Infinity);
    const ways = [];
    for (const { place, family } of term.items) {
      const [before, after] = place > 1 ? [ways[place - 1], ways[place - 2]] : [ways[place - 1], null];
      const joins = after && family === "pairs" && !term.tight.has(place - 2);
      const options = [
        { cost: place === 0 ? 0 : place === 1 ? doubt(chances(term.items[1])[0]) : Infinity, way: null },
        { cost: before ? before.cost : Infinity, way: before },
        { cost: joins ? after.cost + doubt(chances(term.items[place - 2])[1] * JUMP) : Infinity, way: after },
      ];
      const { cost, way } = options.reduce((one, other) => (other.cost < one.cost ? other : one));
      ways.push({ cost: cost + Number(!taken.includes(place)), way, place });
    }
    const short = last > 0 ? ways[last - 1].cost + doubt(chances(term.items[last - 1])[1]) : Infinity;
    const places = [];
    for (let way = short < ways[last].cost ? ways[last - 1] : ways[last]; way; way = way.way) places.push(way.place);
    return places.filter((place) => !taken.includes(place)).map((place) => term.items[place]);
  }

  // 还要取几张，至少一张。
  function remaining(term) {
    const taken = term.items.filter((item) => item.span).map((item) => item.place);
    return Math.max(1, wanted(term, taken).length);
  }

  // 这个词接着取哪几张表。`alone` 为真，最好一张就够。
  function nextOf(term, alone) {
    const taken = term.items.filter((item) => item.span).map((item) => item.place);
    const rest = term.items.filter((item) => !item.span);
    if (!taken.length) return [term.items[opening(term, alone)]];
    const [place] = another(term, taken);
    if (place !== undefined) return [term.items[place]];
    if (term.items.length > LONGEST) return sparse(term, taken);
    const pairs = rest.flatMap((one) => rest.map((other) => [one, other])).filter(([one, other]) => one.place < other.place);
    const few = best(pairs, (pair) => chance(
      term, [...taken, ...pair.map((item) => item.place)].sort((one, other) => one - other), NOTHING));
    return few || sparse(term, taken);
  }

  // 首尾相接的几张表，整个接得上的在各条记录的标题里、标题外各有几次。键是记录的两倍，在标题里的加一。
  function counted(items) {
    let reached = null;
    for (const { rows } of items) {
      const before = reached;
      reached = new Map();
      for (const [number, own, next, titled] of rows) {
        if (!before || before.has(number * UNIT + own)) reached.set(number * UNIT + next, number * 2 + Number(titled));
      }
    }
    const found = new Map();
    for (const spot of reached.values()) found.set(spot, (found.get(spot) || 0) + 1);
    return found;
  }

  // 取来的表够不够接成整个词。
  function complete(term) {
    const places = term.items.filter((item) => item.span).map((item) => item.place);
    return places.length > 0 && chance(term, places, NOTHING) > 0;
  }

  // 取来的表里接得成整个词的记录，各在不在标题里；表还不够、有记录说不准的没有：数不出来的那几处记在 `tight`，从此挨个接。
  function joined(term, flags) {
    if (!complete(term)) return null;
    const taken = term.items.filter((item) => item.span);
    const runs = [];
    for (const item of taken) {
      const run = runs[runs.length - 1];
      if (run && run[run.length - 1].place + 1 === item.place) run.push(item);
      else runs.push([item]);
    }
    // 各处至少、至多有几次。前一段接到的每一次，都是后一张表里不同的一次：那里对不上的不够多，就一定有对得上的。
    let bounds = new Map(Array.from(counted(runs[0]), ([spot, count]) => [spot, [count, count]]));
    for (const run of runs.slice(1)) {
      const [held, matched] = [run[0].held, counted(run)];
      const from = run[0].place - 2;
      bounds = new Map(Array.from(bounds, ([spot, [least, most]]) => {
        const count = matched.get(spot) || 0;
        const fewer = least - (held.get(spot) || 0) + count;
        if (least > 0 && count && fewer < 1 && flags.each[spot >> 1]) term.tight.add(from);
        return [spot, [fewer, Math.min(most, count)]];
      }));
    }
    const found = new Map();
    for (const [spot, [least, most]] of bounds) {
      const number = spot >> 1;
      if (!most || !flags.each[number]) continue;
      if (least < 1) return null;
      found.set(number, Boolean(spot & 1) || found.get(number) || false);
    }
    return found;
  }

  Object.assign(shared, { rarity, nextOf, remaining, complete, joined });
})((globalThis.shaiSearch = globalThis.shaiSearch || {}));
