// 几个站点合查：各站自己求值，结果按同一次序并成一列，逐页取出并核对。
"use strict";
(function (shared) {
  const SUGGESTIONS = 4;
  const TRIES = 16;

  class Federation {
    constructor(archives) {
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

    async search(query) {
      const outcomes = await Promise.all(this.evaluations.map((evaluation) => evaluation.run(query)));
      return new Listing(this, outcomes);
    }

    // 各站同名的分面合在一起，同名的值计数相加。
    async facetCounts(listing, name) {
      const totals = new Map();
      await Promise.all(this.archives.map(async (archive, place) => {
        const facet = archive.facets.find((each) => each.name === name);
        if (!facet) return;
        const counts = await this.evaluations[place].facetCounts(listing.outcomes[place], facet);
        facet.values.forEach((value, at) => totals.set(value, (totals.get(value) || 0) + counts[at]));
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
      const spoken = (kept) => kept.map((term) => (term.quoted ? `"${term.raw}"` : term.raw)).join(" ");
      const tries = [];
      if (facets && facets.size) tries.push({ text, facets: new Map() });
      if (positive.length > 1) {
        for (const term of positive) tries.push({ text: spoken(positive.filter((each) => each !== term)), facets });
        for (const term of positive) tries.push({ text: spoken([term]), facets });
      }
      for (const term of positive) tries.push(...this.nearest(term).map((near) => ({ text: near, facets })));
      const found = [];
      for (const each of tries.slice(0, TRIES)) {
        if (found.length >= SUGGESTIONS) break;
        if (found.some((other) => other.text === each.text && other.facets === each.facets)) continue;
        const total = await this.count(each.text, each.facets);
        if (total) found.push({ ...each, total });
      }
      return found;
    }

    nearest(term) {
      const word = term.folded;
      const parts = [];
      for (let length = word.length - 1; length > 1 && parts.length < TRIES; length--) {
        for (let start = 0; start + length <= word.length; start++) parts.push(word.slice(start, start + length));
      }
      if (word.length > 3) return parts;
      const pairs = this.archives[0].tokens.filter((token) => token.length === 2);
      const near = pairs.filter((pair) => pair[0] === word[0] || pair[1] === word[word.length - 1]);
      return [...parts, ...near.slice(0, SUGGESTIONS)];
    }
  }

  class Listing {
    constructor(federation, outcomes) {
      this.federation = federation;
      this.outcomes = outcomes;
      this.cursors = outcomes.map(() => 0);
      this.dropped = 0;
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

    month(site, number) {
      let rest = number;
      for (const [count, month] of this.federation.archives[site].dictionary.months) {
        if (rest < count) return month;
        rest -= count;
      }
      return "";
    }

    nextSite() {
      let best = -1;
      this.outcomes.forEach((outcome, site) => {
        if (this.cursors[site] >= outcome.order.length) return;
        if (best < 0 || this.before(site, best)) best = site;
      });
      return best;
    }

    before(one, other) {
      const [first, second] = [one, other].map((site) => this.outcomes[site].order[this.cursors[site]]);
      const rank = this.outcomes[one].rank(first) - this.outcomes[other].rank(second);
      return rank ? rank < 0 : this.month(one, first) > this.month(other, second);
    }

    // 下一页；每条都对照正文核对过，不符的剔除并补足。
    async next(size) {
      const shown = [];
      while (shown.length < size) {
        const taken = await this.take(size - shown.length);
        if (!taken.length) break;
        shown.push(...this.kept(taken));
      }
      return shown;
    }

    // 先给的几条：每个站连查的时候一共不超过十二个请求，表取得多的就少给几条，至少一条；余下的由 `next` 补足。
    async opening(size) {
      const room = this.federation.evaluations.map((evaluation) => shared.MOST_REQUESTS - evaluation.asked);
      return this.kept(await this.take(size, room));
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
      return Promise.all(taken.map(async ([site, number]) => {
        const [record] = await this.federation.archives[site].documents([number]);
        return { site, record };
      }));
    }

    verified({ site, record }) {
      const outcome = this.outcomes[site];
      return outcome.direct.has(record.number) || this.federation.evaluations[site].verified(record, outcome.terms);
    }

    hit({ site, record }) {
      const archive = this.federation.archives[site];
      return { record, site: archive.site, ...shared.hits(record, this.outcomes[site].positive, archive.folding) };
    }

    get more() {
      return this.nextSite() >= 0;
    }
  }

  Object.assign(shared, { Federation });
})((globalThis.shaiSearch = globalThis.shaiSearch || {}));
