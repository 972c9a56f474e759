// 求值：在一个站点的索引上算出结果集、次序、分面计数。结果集总是精确的。
"use strict";
(function (shared) {
  const TITLE_CHARACTER = 0x10000;
  const FACET_VALUE = 0x40000000;
  const TEXT_CHECK = 10;
  // 十条结果要十个正文文件，一共十二个请求：表多于两张就省着取。
  const MOST_REQUESTS = 12;
  const FEW_TABLES = 2;
  // 再取一张表，候选还留下这么多成，多半就是答案，取表也少不了几条。
  const STEADY = 0.8;
  // 候选不过这么多，再取一张多半就够少，不必一次取两张。
  const CLOSE = 20;
  // 编号里的字，往后一个，抵得上少见这么多位。
  const LATER = 2;
  const DIRECT = 0;
  const TITLE = 1;
  const BODY = 2;

  // 每条记录一个标志的集合。
  class Flags {
    constructor(size, value) {
      this.each = new Uint8Array(size).fill(value);
    }

    static of(size, numbers) {
      const flags = new Flags(size, 0);
      for (const number of numbers) flags.each[number] = 1;
      return flags;
    }

    copy() {
      const flags = new Flags(0, 0);
      flags.each = this.each.slice();
      return flags;
    }

    and(other) {
      for (let place = 0; place < this.each.length; place++) this.each[place] &= other.each[place];
      return this;
    }

    without(other) {
      for (let place = 0; place < this.each.length; place++) if (other.each[place]) this.each[place] = 0;
      return this;
    }

    list() {
      const numbers = [];
      for (let place = 0; place < this.each.length; place++) if (this.each[place]) numbers.push(place);
      return numbers;
    }

    count() {
      let total = 0;
      for (const flag of this.each) total += flag;
      return total;
    }
  }

  class Evaluation {
    constructor(archive) {
      this.archive = archive;
    }

    parse(text) {
      const parsed = shared.parse(text, this.archive.folding);
      [parsed.positive, parsed.negative] = [false, true].map((negative) => parsed.terms.filter((term) => term.negative === negative));
      parsed.form = shared.numberForm(parsed.positive.map((term) => term.folded).join(""));
      parsed.numbered = this.numbered(parsed.form);
      for (const term of parsed.terms) this.prepared(term, parsed.numbered.length);
      return parsed;
    }

    prepared(term, numbered) {
      return Object.assign(term, this.tablesOf(term, numbered), { tight: new Set(), titled: new Set() });
    }

    // 像编号的才查编号：有数字，最后一个字也是哪个编号的最后一个字。「2023年」不像，少取一个文件。
    numbered(form) {
      const may = /\d/.test(form) && this.archive.dictionary.ends.includes(form.at(-1));
      return may ? [{ family: "marks", key: shared.numberKey(form) }] : [];
    }

    // 一个词要查的表；整个记下的词一张就够。`hints` 是说不准、只用来少看几条的。
    tablesOf(term, numbered) {
      const { whole, hint } = this.archive.spelled.keysOf(term.folded);
      const items = this.itemsOf(term, numbered);
      const rarity = Math.max(...items.map((item) => item.rarity));
      return {
        items: whole === undefined ? items : [{ family: "marks", key: whole, rarity }],
        hints: hint === undefined ? [] : [{ family: "marks", key: hint }],
      };
    }

    // 一对对字的表；单字查标题字表。编号越往后越说得出是哪一件，先取后面的。
    itemsOf({ folded, single }, numbered) {
      const { lengths, hot } = this.archive;
      if (folded.length === 1) return [{ family: "marks", key: TITLE_CHARACTER + folded.charCodeAt(0), rarity: 0 }];
      return shared.cover(folded, hot).map((item) => ({
        ...item,
        inTitle: single,
        rarity: shared.rarity(lengths, folded, item) + (numbered ? LATER * item.place : 0),
      }));
    }

    // 查到了的、没有减号的，词里生僻的字就是折叠以后的样子；不然也许是繁体，取来整张繁简对照表再查一遍。
    async run(query) {
      const whole = this.archive.foldingWhole;
      this.start = this.archive.asked;
      const outcome = await this.attempt(query);
      const doubtful = !whole && (!outcome.flags.count() || outcome.terms.some((term) => term.negative));
      return doubtful && await this.archive.prepare(query.text) ? this.attempt(query) : outcome;
    }

    async attempt(query) {
      const parsed = this.parse(query.text);
      const { positive, negative, numbered } = parsed;
      this.coding = numbered;
      const chosen = Array.from(query.facets || [])
        .flatMap(([name, values]) => (this.held(name) ? [] : this.facetItems(name, values)));
      const flags = new Flags(this.archive.count, 1);
      for (const number of this.archive.removed) flags.each[number] = 0;
      // 分面另算，免得某个分面自己的选择影响它自己的计数；先用来缩小范围的只有词。
      await this.narrow(positive, flags, [...numbered, ...chosen]);
      const direct = await this.direct(parsed, flags);
      for (const term of negative) {
        const banned = flags.copy();
        await this.narrow([term], banned, []);
        flags.without(banned);
      }
      const facets = this.facetFlags(query.facets);
      const outcome = { ...parsed, facets, flags, direct };
      outcome.total = this.selected(outcome).count();
      await this.arrange(outcome, query.sort || "relevance");
      return outcome;
    }

    // 只有词的结果集与各分面的选择合起来，才是最后的结果集。
    selected(outcome, except) {
      const flags = outcome.flags.copy();
      for (const [name, chosen] of outcome.facets) if (name !== except) flags.and(chosen);
      return flags;
    }

    facetItems(name, values) {
      const facet = this.archive.facets.find((each) => each.name === name);
      if (!facet) return [];
      return Array.from(values, (value) => facet.values.indexOf(value))
        .filter((place) => place >= 0)
        .map((place) => ({ family: "marks", key: FACET_VALUE + facet.first + place }));
    }

    // 展开过的分面，整列已经取来：选一个值不必再取。
    held(name) {
      return this.archive.columns.get(this.archive.facets.findIndex((each) => each.name === name));
    }

    facetFlags(facets) {
      return new Map(Array.from(facets || [], ([name, values]) => {
        const column = this.held(name);
        if (column) return [name, this.columnFlags(name, column, values)];
        const numbers = this.facetItems(name, values).flatMap((item) => Array.from(this.listed(item)));
        return [name, Flags.of(this.archive.count, numbers)];
      }));
    }

    columnFlags(name, column, values) {
      const facet = this.archive.facets.find((each) => each.name === name);
      const wanted = new Set(Array.from(values, (value) => facet.values.indexOf(value)).filter((place) => place >= 0));
      const flags = new Flags(this.archive.count, 0);
      for (let number = 0; number < column.count; number++) if (wanted.has(column.first(number))) flags.each[number] = 1;
      for (const [number, value] of column.others) if (wanted.has(value)) flags.each[number] = 1;
      return flags;
    }

    listed(item) {
      const entry = this.archive.entry(item);
      return item.inTitle ? shared.titledIn(entry) : entry.numbers;
    }

    // 只留各词都有的记录。表多于两张就先取两张，候选不多就直接看正文，反正要取来显示；不够再取。
    async narrow(terms, flags, others) {
      const hints = terms.flatMap((term) => term.hints);
      if (hints.length) {
        await this.take(hints, flags, others);
        if (await this.few(terms, flags)) return;
      }
      const all = terms.flatMap((term) => term.items);
      const thrifty = all.length + others.length > FEW_TABLES;
      const first = thrifty ? terms.flatMap((term) => this.opening(term, terms.length > 1)) : all;
      first.sort((one, other) => other.rarity - one.rarity);
      const more = first.slice(FEW_TABLES);
      const rounds = thrifty ? [first.slice(0, FEW_TABLES), ...(more.length ? [more] : [])] : [first];
      for (const [turn, items] of rounds.entries()) {
        await this.take(items, flags, turn ? [] : others);
        if (thrifty && await this.few(terms, flags)) return;
      }
      for (const term of terms) if (this.settled(term)) this.entitle(term);
      await this.join(terms.filter((term) => !this.settled(term)), flags);
    }

    opening(term, alone) {
      return this.settled(term) ? term.items : shared.nextOf(term, alone);
    }

    async take(items, flags, others) {
      const before = flags.count();
      await this.archive.lookup([...others, ...items]);
      for (const item of items) flags.and(Flags.of(this.archive.count, this.narrowed(item)));
      this.steady = flags.count() > before * STEADY;
    }

    // 表里对得上的记录；没有接字的，只知道在哪些记录。
    narrowed(item) {
      const entry = this.archive.entry(item);
      if (!entry.follows || item.before === undefined) return this.listed(item);
      shared.readItem(entry, item);
      return item.rows.map(([number]) => number);
    }

    // 三个字以上的词，取来的表接得成整个词为止。
    async join(terms, flags) {
      if (!terms.length) return;
      let loose = terms;
      while (loose.length) {
        // 不存接字的键至多十条记录，过了这一关的都有接字。
        if (await this.few(loose, flags)) return;
        const left = [];
        for (const term of loose) if (!this.together(term, flags)) left.push(term);
        loose = left;
        const next = loose.flatMap((term) => this.further(term));
        await this.take(flags.count() > CLOSE ? next : next.slice(0, 1), flags, []);
      }
      // 同一对字出现得太多的记录，序号数不下，总要看正文。
      const endless = this.archive.dictionary.endless.filter((number) => flags.each[number]);
      await this.byText(terms, endless, flags);
    }

    // 还缺哪几张表。
    further(term) {
      return shared.nextOf(term, false);
    }

    together(term, flags) {
      const found = shared.joined(term, flags);
      if (!found) return false;
      const kept = Flags.of(this.archive.count, found.keys());
      for (const number of this.archive.dictionary.endless) kept.each[number] = 1;
      flags.and(kept);
      term.titled = new Set(Array.from(found.keys()).filter((number) => found.get(number)));
      return true;
    }

    entitle(term) {
      const entry = this.archive.entry(term.items[0]);
      term.titled = new Set(term.folded.length === 1 ? entry.numbers : shared.titledIn(entry));
    }

    // 候选连取过的表不过十二个就直接看正文，反正要取来显示；再取表也少不了几条的、没有表可取的，十条以内就看，
    // 省下几张表，多看几条也行。编号正是所查的已经查到了，别的候选多半不是，多看的不比省下的表多一倍。
    async few(terms, flags) {
      const numbers = flags.list();
      const saved = terms.reduce((sum, term) => sum + this.wanting(term), 0);
      const coded = new Set(this.coding.flatMap((item) => Array.from(this.listed(item))));
      const others = numbers.filter((number) => !coded.has(number)).length;
      const stuck = terms.some((term) => this.stuck(term));
      const worth = !coded.size || others <= 2 * saved || stuck;
      const most = this.steady || stuck || !saved ? Math.max(TEXT_CHECK, TEXT_CHECK + saved - 1) : MOST_REQUESTS - this.asked;
      const few = worth && numbers.length <= most;
      if (few) await this.byText(terms, numbers, flags);
      return few;
    }

    // 取来的表有不存接字的（至多十条记录），只能看正文。
    stuck(term) {
      return !this.settled(term) && term.items.some((item) => !item.span && this.archive.entry(item));
    }

    // 这个词接着要取几张表。
    wanting(term) {
      if (this.settled(term)) return this.archive.entry(term.items[0]) ? 0 : 1;
      return shared.complete(term) ? 0 : shared.remaining(term);
    }

    // 这次查询到现在取了几个文件。
    get asked() {
      return this.archive.asked - this.start;
    }

    // 一张表就是整个词的，不必再核对。
    settled(term) {
      return term.folded.length < 3 || (term.items.length === 1 && term.items[0].family !== "pairs");
    }

    async byText(terms, numbers, flags) {
      for (const record of await this.archive.documents(numbers)) {
        if (!terms.every((term) => this.holds(record, term))) flags.each[record.number] = 0;
        const title = this.archive.folding.text(record.title);
        for (const term of terms) {
          if (title.includes(term.folded)) term.titled.add(record.number);
          else term.titled.delete(record.number);
        }
      }
    }

    holds(record, term) {
      const fields = term.single ? record.fields.slice(0, 1) : record.fields;
      return fields.some((field) => this.archive.folding.text(field.text).includes(term.folded));
    }

    // 相符：各词都有，或者编号正是所查的；减号的一个也没有。
    verified(record, { positive, negative, form }) {
      const found = positive.every((term) => this.holds(record, term)) || this.named(record, form);
      return found && !negative.some((term) => this.holds(record, term));
    }

    named(record, form) {
      return /\d/.test(form) && this.numbers(record).includes(form);
    }

    // 编号正是所查的排在最前；写法不同、没有原样含着的（「第0001号」与「0001」）也算相符。编号表照散列，别的编号
    // 也许碰巧同一个：本来就相符的不必看，记录多的先看哪些真有这几个字，剩下的看正文。
    async direct({ numbered, form }, flags) {
      const listed = numbered.flatMap((item) => Array.from(this.listed(item))).filter((number) => !this.archive.removed.has(number));
      const found = new Set(listed.filter((number) => flags.each[number]));
      let others = listed.filter((number) => !found.has(number));
      if (others.length > TEXT_CHECK && form.length > 1) {
        const held = Flags.of(this.archive.count, others);
        await this.narrow([this.prepared({ folded: form, single: false }, 1)], held, []);
        held.list().forEach((number) => found.add(number));
        others = others.filter((number) => !found.has(number));
      }
      for (const record of await this.archive.documents(others)) if (this.named(record, form)) found.add(record.number);
      for (const number of found) flags.each[number] = 1;
      return found;
    }

    numbers(record) {
      const codes = record.fields.filter((field) => field.kind === "number" || field.kind === "document_number");
      return [record.id, ...codes.map((field) => field.text)].map((code) => shared.numberForm(this.archive.folding.text(code)));
    }

    async arrange(outcome, sort) {
      const numbers = this.selected(outcome).list();
      const titled = this.titled(outcome.positive);
      const group = (number) => (outcome.direct.has(number) ? DIRECT : titled(number) ? TITLE : BODY);
      const days = sort === "overdue" ? await this.archive.overdue() : null;
      outcome.rank = (number) => {
        if (sort === "overdue") return -(days.get(number) || 0);
        return sort === "date" ? 0 : group(number);
      };
      const ranks = new Map(numbers.map((number) => [number, outcome.rank(number)]));
      outcome.order = numbers.sort((one, other) => ranks.get(one) - ranks.get(other) || one - other);
    }

    // 标题里有全部的词。
    titled(terms) {
      return (number) => terms.length > 0 && terms.every((term) => term.titled.has(number));
    }

    // 一个分面各值在当前结果里的条数；自己的选择不算，好让读者换一个值。
    async facetCounts(outcome, facet) {
      const column = await this.archive.column(facet);
      return shared.tally(column, this.selected(outcome, facet.name).each, facet.values.length);
    }
  }

  Object.assign(shared, { Evaluation, MOST_REQUESTS });
})((globalThis.shaiSearch = globalThis.shaiSearch || {}));
