// 用浏览器的同一套脚本在 node 里查：stdin 收查询（JSON），stdout 逐行给结果。
// 用法：node run_queries.cjs 站点目录 脚本目录
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const [site, scripts] = process.argv.slice(2);
const MODULES = ["codec", "lists", "phrases", "texts", "query", "spelled", "archive", "engine", "changes", "hits", "federation"];
for (const name of MODULES) {
  const file = path.join(scripts, `search-${name}.js`);
  vm.runInThisContext(fs.readFileSync(file, "utf8"), file);
}
const shared = globalThis.shaiSearch;

let meter = { bytes: 0, packed: 0, requests: 0, files: [] };
const zlib = require("node:zlib");

function fresh(root) {
  const taken = new Map();
  return async (name) => {
    if (taken.has(name)) return taken.get(name);
    const content = fs.readFileSync(path.join(root, "search", name));
    meter.bytes += content.length;
    if (process.env.PACKED) meter.packed += zlib.gzipSync(content).length;
    meter.requests += 1;
    meter.files.push(`${name} ${content.length}`);
    const wide = content[0] === 0xff && content[1] === 0xfe;
    const text = content.toString(wide ? "utf16le" : "utf8");
    const inside = text.slice(text.indexOf("(") + 1, text.lastIndexOf(")"));
    const payload = wide ? inside.slice(1, -1) : JSON.parse(inside);
    taken.set(name, payload);
    return payload;
  };
}

async function main() {
  const queries = JSON.parse(fs.readFileSync(0, "utf8"));
  const open = () => Promise.all([site, ...(process.env.PEERS || "").split(":").filter(Boolean)].map((root) => new shared.Archive({ label: root }, fresh(root)).open()));
  const reuse = process.env.REUSE ? await open() : null;
  for (const query of queries) {
    const federation = new shared.Federation(reuse || (await open()));
    meter = { bytes: 0, packed: 0, requests: 0, files: [] };
    const facets = new Map((query.facets || []).map(([name, values]) => [name, new Set(values)]));
    const listing = await federation.search({ text: query.text, facets, sort: query.sort });
    const first = meter.bytes;
    const size = query.page || 10;
    const opening = await listing.opening(size);
    const openingRequests = meter.requests;
    const shown = [...opening, ...(await listing.next(size - opening.length))];
    const answer = {
      total: listing.total,
      exact: true,
      order: process.env.ORDER === "no" ? [] : Array.from(listing.outcomes[0].order),
      changed: listing.outcomes.slice(1).flatMap((outcome) => Array.from(outcome.order)),
      shown: shown.map((each) => each.record.id),
      labels: shown.map((each) => each.labels),
      anchors: shown.map((each) => each.anchor),
      dropped: listing.dropped,
      bytes: meter.bytes,
      packed: meter.packed,
      index: first,
      requests: meter.requests,
      opening: opening.length,
      opening_requests: openingRequests,
      files: process.env.FILES ? meter.files : [],
    };
    if (query.count) answer.counts = Object.fromEntries(await federation.facetCounts(listing, query.count));
    if (query.suggest) answer.suggestions = (await federation.suggestions(query.text, facets)).map((each) => [each.text, each.total]);
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}

main().catch((problem) => {
  process.stderr.write(`${problem.stack}\n`);
  process.exit(1);
});
