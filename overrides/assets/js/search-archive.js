// 一个站点的索引：按需取分片、位置、正文，取过的不再取。
"use strict";
(function (shared) {
  const FORMAT = 1;

  class Archive {
    // load(path) 给出一个文件的内容；path 相对清单所在的目录。
    constructor(site, load) {
      this.site = site;
      this.load = load;
      this.folding = new shared.Folding();
      this.entries = new Map();
      this.groups = new Map();
      this.foldingWhole = false;
    }

    async open() {
      const manifest = await this.load("manifest.js");
      if (manifest.format !== FORMAT) throw new Error("索引的格式与本页脚本不符，请刷新页面");
      this.base = manifest.base;
      const dictionary = await this.load(`${this.base}/dictionary.js`);
      this.dictionary = dictionary;
      this.count = dictionary.count;
      this.facets = dictionary.facets;
      this.tokens = shared.tokenList(dictionary.tokens);
      this.known = new Set([...dictionary.tokens.short, ...dictionary.tokens.characters]);
      this.folding.add(dictionary.variants);
      this.firsts = shared.boundaries(dictionary.shards);
      this.removed = new Set();
      this.changes = null;
      if (manifest.changes) {
        const content = await this.load(manifest.changes);
        this.removed = new Set(content.removed);
        this.folding.add(content.variants);
        this.changes = new shared.Changes(this, content);
      }
      return this;
    }

    // 查询里有生僻的汉字时，才取整张繁简对照表。
    async prepare(text) {
      if (this.foldingWhole) return;
      const rare = Array.from(text.normalize("NFKC")).some(
        (character) => /\p{Script=Han}/u.test(character) && !this.known.has(character),
      );
      if (!rare) return;
      this.folding.add(await this.load(`${this.base}/folding.js`));
      this.foldingWhole = true;
    }

    shardOf(pair) {
      let low = 0;
      let high = this.firsts.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.firsts[middle] <= pair) low = middle + 1;
        else high = middle;
      }
      return low - 1;
    }

    // 取若干字对的倒排表；没有的字对给空表。
    async lookup(pairs) {
      const wanted = new Map();
      for (const pair of pairs) {
        if (this.entries.has(pair)) continue;
        const shard = this.shardOf(pair);
        if (shard < 0) this.entries.set(pair, shared.EMPTY);
        else if (wanted.has(shard)) wanted.get(shard).add(pair);
        else wanted.set(shard, new Set([pair]));
      }
      await Promise.all(Array.from(wanted, async ([shard, members]) => {
        const content = await this.load(`${this.base}/grams/${shard >> 8}/${shard & 255}.js`);
        const found = shared.readShard(content, members, this.count);
        for (const pair of members) this.entries.set(pair, found.get(pair) || shared.EMPTY);
      }));
      return pairs.map((pair) => this.entries.get(pair));
    }

    // 一个字对在某条记录里的全部位置；位置表在别的文件里时先用 placesNeeded 取来。
    places(pair, document) {
      const entry = this.entries.get(pair);
      const ordinal = shared.indexOf(entry.documents, document);
      if (ordinal < 0) return [];
      if (entry.inline && !entry.spots) {
        entry.spots = shared.readPlaces(new shared.Reader(entry.inline), entry.documents.length);
      }
      if (entry.spots) {
        return entry.spots.places.slice(entry.spots.starts[ordinal], entry.spots.starts[ordinal + 1]);
      }
      const { starts, places } = entry.loaded[Math.floor(ordinal / entry.chunk)];
      const inside = ordinal % entry.chunk;
      return places.slice(starts[inside], starts[inside + 1]);
    }

    // 手头有没有一个字对在某条记录里的位置。
    placed(pair, document) {
      const entry = this.entries.get(pair);
      if (!entry) return false;
      if (entry.spots || entry.inline) return true;
      const ordinal = entry.chunk && entry.loaded ? shared.indexOf(entry.documents, document) : -1;
      return ordinal >= 0 && Boolean(entry.loaded[Math.floor(ordinal / entry.chunk)]);
    }

    // 核对这些记录还缺哪些位置文件。
    placesNeeded(pair, documents) {
      const entry = this.entries.get(pair);
      if (entry.spots || entry.inline) return [];
      if (!entry.chunk) return [{ pair, chunk: -1 }];
      entry.loaded = entry.loaded || {};
      const needed = new Set();
      for (const document of documents) {
        const ordinal = shared.indexOf(entry.documents, document);
        if (ordinal >= 0) needed.add(Math.floor(ordinal / entry.chunk));
      }
      return Array.from(needed).filter((chunk) => !entry.loaded[chunk]).map((chunk) => ({ pair, chunk }));
    }

    async loadPlaces({ pair, chunk }) {
      const entry = this.entries.get(pair);
      const before = Math.floor(pair / 65536).toString(16);
      const content = await this.load(`${this.base}/places/${before}/${(pair % 65536).toString(16)}-${chunk}.js`);
      entry.loaded[chunk] = shared.readPlaces(
        new shared.Reader(shared.bytesOf(content)),
        Math.min(entry.chunk, entry.documents.length - chunk * entry.chunk),
      );
    }

    // 取若干条记录的全文。
    async documents(numbers) {
      const groups = new Set(numbers.map((number) => Math.floor(number / this.dictionary.group)));
      await Promise.all(Array.from(groups, (group) => this.group(group)));
      return Promise.all(numbers.map(async (number) => {
        const lines = await this.group(Math.floor(number / this.dictionary.group));
        return this.record(number, lines[number % this.dictionary.group]);
      }));
    }

    group(number) {
      if (!this.groups.has(number)) {
        const path = `${this.base}/texts/${number >> 8}/${number & 255}.js`;
        const pending = this.load(path).then((content) => shared.readText(content, this.tokens).split("\u001e"));
        pending.catch(() => this.groups.delete(number));
        this.groups.set(number, pending);
      }
      return this.groups.get(number);
    }

    record(number, line) {
      const parts = line.split("\u001f");
      const fields = [];
      for (let place = 6; place + 2 < parts.length; place += 3) {
        const [kind, label] = this.dictionary.fields[Number(parts[place])];
        fields.push({ kind, label, anchor: parts[place + 1], text: parts[place + 2] });
      }
      return {
        number,
        id: parts[0],
        kind: this.dictionary.kinds[Number(parts[1])],
        path: parts[2],
        date: parts[3],
        overdue: Number(parts[4] || 0),
        values: parts[5] ? parts[5].split(",").map(Number) : [],
        title: fields[0].text,
        fields,
      };
    }

    overdue() {
      this.overduePending = this.overduePending || this.load(`${this.base}/overdue.js`);
      return this.overduePending;
    }
  }

  Object.assign(shared, {
    Archive,
    EMPTY: { documents: new Int32Array(0), titled: [], spots: { starts: [0], places: [] }, inline: null, chunk: 0 },
    indexOf(values, wanted) {
      let low = 0;
      let high = values.length - 1;
      while (low <= high) {
        const middle = (low + high) >> 1;
        if (values[middle] === wanted) return middle;
        if (values[middle] < wanted) low = middle + 1;
        else high = middle - 1;
      }
      return -1;
    },
  });
})((globalThis.shaiSearch = globalThis.shaiSearch || {}));
