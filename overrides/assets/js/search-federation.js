// 几个站点合查：各站自己求值，结果按同一次序并成一列，逐页取出并核对。
"use strict";
(function (shared) {
  const SUGGESTIONS = 4;
  const TRIES = 16;
  // 别的站等多久；上次没有回应的，少等一会儿。
  const [PATIENCE, SHORT] = [8000, 1000];
  const NOTHING = { total: 0, order: [] };
  const WORDY = /[\p{L}\p{N}]/u;

  async function soon(task, time = PATIENCE) {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(Object.assign(new Error("没有回应"), { late: true })), time);
    });
    try {
      return await Promise.race([task, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  // 第一个站是本站，取不到就是查不了；别的站取不到、迟迟不来的，交给 `lose`，其余照查。
  class Federation {
    constructor(archives) {
      this.sites = archives;
      this.slow = new Set();
      this.archives = [];
      this.evaluations = [];
      for (const archive of archives) {
        const evaluation = new shared.Evaluation(archive);
        this.archives.push(archive);
        this.evaluations.push(evaluation);
        if (!archive.changes) continue;
        this.archives.push(archive.changes);
        this.evaluations.push(new shared.Scan(archive.changes, evaluation));
      }
    }

    async guard(site, task, lose) {
      if (site === this.sites[0].site) return task();
      try {
        const found = await soon(task(), this.slow.has(site) ? SHORT : PATIENCE);
        this.slow.delete(site);
        return found;
      } catch (problem) {
        if (problem.late) this.slow.add(site);
        return lose(site);
      }
    }

    // 各站的索引重新发布过没有：有换了的，照新的另开；都没有换的没有。
    async renewed(sites) {
      const asked = this.sites.map((archive) => (sites.has(archive.site) && !this.slow.has(archive.site)
        ? this.guard(archive.site, () => archive.renewed(), () => null) : null));
      const found = await Promise.all(asked);
      return found.some(Boolean) ? new Federation(this.sites.map((archive, place) => found[place] || archive)) : null;
    }

    async search(query) {
      const listing = new Listing(this);
      const lose = (site) => listing.lose(site);
      const outcomes = await Promise.all(this.evaluations.map((evaluation, place) => (
        this.guard(this.archives[place].site, () => evaluation.run(query), lose))));
      listing.receive(outcomes);
      const found = this.archives.filter((_, place) => listing.outcomes[place].order.length);
      // 一个站的改动自己记着排在哪里；几个站都有的，才要取日期。
      if (new Set(found.map((archive) => archive.site)).size > 1) {
        await Promise.all(found.map((archive) => this.guard(archive.site, () => archive.days(), lose)));
      }
      return listing;
    }

    // 各站同名的分面合在一起，同名的值计数相加。
    async facetCounts(listing, name) {
      const totals = new Map();
      await Promise.all(this.archives.map(async (archive, place) => {
        const facet = archive.facets.find((each) => each.name === name);
        if (!facet || listing.lost.has(archive.site)) return;
        const count = () => this.evaluations[place].facetCounts(listing.outcomes[place], facet);
        const counts = await this.guard(archive.site, count, (site) => { listing.uncounted.add(site); });
        if (counts) facet.values.forEach((value, at) => totals.set(value, (totals.get(value) || 0) + counts[at]));
      }));
      return totals;
    }

    facetNames() {
      return Array.from(new Set(this.archives.flatMap((archive) => archive.facets.map((facet) => facet.name))));
    }

    async count(text, facets) {
      const listing = await this.search({ text, facets, sort: "date" });
      return listing.total;
    }

    // 没有结果时：少一个词有多少条；只有一个词时，它的哪一部分、哪个相近的词存在。
    async suggestions(text, facets) {
      const { terms } = this.evaluations[0].parse(text);
      const positive = terms.filter((term) => !term.negative);
      const spoken = (kept) => kept.map((term) => (term.quoted ? shared.quoted(term.raw) : term.raw)).join(" ");
      const tries = [];
      if (facets && facets.size) tries.push({ text, facets: new Map() });
      if (positive.length > 1) {
        for (const term of positive) tries.push({ text: spoken(positive.filter((each) => each !== term)), facets });
        for (const term of positive) tries.push({ text: spoken([term]), facets });
      }
      for (const term of positive) tries.push(...this.nearest(term).map((near) => ({ text: near, facets })));
      const found = [];
      // 折叠以后一样的，看上去、查出来都一样，只试一次。
      const { folding } = this.archives[0];
      const seen = new Set();
      const fresh = ({ text: words, facets: chosen }) => {
        const key = `${chosen === facets} ${folding.text(words)}`;
        return !seen.has(key) && seen.add(key);
      };
      for (const each of tries.filter(fresh).slice(0, TRIES)) {
        if (found.length >= SUGGESTIONS) break;
        const total = await this.count(each.text, each.facets);
        if (total) found.push({ ...each, total });
      }
      return found;
    }

    // 一个词的各段、相近的双字。逐字切，不切开扩展区的字；头尾是标点空白的不要：没人那样查，减号、引号另有意思。
    nearest(term) {
      const word = Array.from(term.folded);
      const parts = [];
      for (let length = word.length - 1; length > 1 && parts.length < TRIES; length--) {
        for (let start = 0; start + length <= word.length; start++) parts.push(word.slice(start, start + length));
      }
      const words = parts.filter((part) => [part[0], part.at(-1)].every((end) => WORDY.test(end))).map((part) => part.join(""));
      if (word.length < 4) {
        const pairs = this.archives[0].tokens.map((token) => Array.from(token)).filter((pair) => pair.length === 2 && pair.every((each) => WORDY.test(each)));
        const near = pairs.filter((pair) => pair[0] === word[0] || pair[1] === word.at(-1));
        words.push(...near.slice(0, SUGGESTIONS).map((pair) => pair.join("")));
      }
      return words.map((each) => (each.includes(" ") ? shared.quoted(each) : each));
    }
  }

  class Listing {
    constructor(federation) {
      this.federation = federation;
      this.lost = new Set();
      this.uncounted = new Set();
      this.dropped = 0;
    }

    receive(outcomes) {
      this.outcomes = outcomes.map((outcome, place) => (this.lost.has(this.federation.archives[place].site) ? NOTHING : outcome));
      this.cursors = this.cursors || outcomes.map(() => 0);
    }

    // 一个站的没有取到：它的结果都不算。
    lose(site) {
      this.lost.add(site);
      if (this.outcomes) this.receive(this.outcomes);
    }

    get terms() {
      return this.outcomes[0].positive;
    }

    get shortened() {
      return this.outcomes[0].shortened;
    }

    get total() {
      return this.outcomes.reduce((total, outcome) => total + outcome.total, 0) - this.dropped;
    }

    nextSite() {
      let best = -1;
      this.outcomes.forEach((outcome, site) => {
        if (this.cursors[site] >= outcome.order.length) return;
        if (best < 0 || this.before(site, best)) best = site;
      });
      return best;
    }

    // `one` 总在 `other` 后面：同一个站的，前一份是索引，后一份是改动，改动记着自己在索引的第几条之前。
    before(one, other) {
      const [first, second] = [one, other].map((site) => this.outcomes[site].order[this.cursors[site]]);
      const rank = this.outcomes[one].rank(first) - this.outcomes[other].rank(second);
      if (rank) return rank < 0;
      const [mine, theirs] = [one, other].map((site) => this.federation.archives[site]);
      return mine.site === theirs.site ? mine.records[first].at <= second : mine.dayOf(first) > theirs.dayOf(second);
    }

    // 下一页；每条都对照正文核对过，不符的剔除并补足。
    async next(size) {
      const shown = [];
      while (shown.length < size && this.more) shown.push(...this.kept(await this.take(size - shown.length)));
      return shown;
    }

    // 先给的几条：每个站连查的时候一共不超过十二个请求，表取得多的就少给几条，至少一条；余下的由 `next` 补足。
    async opening(size) {
      const room = this.federation.evaluations.map((evaluation) => shared.MOST_REQUESTS - evaluation.asked);
      const shown = this.kept(await this.take(size, room));
      return shown.length || !this.more ? shown : this.opening(size);
    }

    kept(taken) {
      const kept = taken.filter((each) => this.verified(each));
      this.dropped += taken.length - kept.length;
      return kept.map((each) => this.hit(each));
    }

    async take(most, room) {
      const taken = [];
      const files = new Set();
      for (let site = this.nextSite(); site >= 0 && taken.length < most; site = this.nextSite()) {
        const number = this.outcomes[site].order[this.cursors[site]];
        const file = this.federation.archives[site].missing(number);
        const name = `${site} ${file}`;
        if (room && file !== null && !files.has(name) && room[site]-- < 1 && taken.length) break;
        files.add(name);
        this.cursors[site]++;
        taken.push([site, number]);
      }
      const { archives } = this.federation;
      const read = await Promise.all(taken.map(async ([site, number]) => {
        const found = await this.federation.guard(archives[site].site, () => archives[site].documents([number]), (lost) => this.lose(lost));
        return { site, record: found?.[0] };
      }));
      return read.filter(({ site }) => !this.lost.has(archives[site].site));
    }

    verified({ site, record }) {
      return this.federation.evaluations[site].verified(record, this.outcomes[site]);
    }

    hit({ site, record }) {
      const archive = this.federation.archives[site];
      return { record, site: archive.site, ...shared.hits(record, this.outcomes[site].positive, archive.folding) };
    }

    get more() {
      return this.nextSite() >= 0;
    }
  }

  Object.assign(shared, { Federation, soon });
})((globalThis.shaiSearch = globalThis.shaiSearch || {}));
