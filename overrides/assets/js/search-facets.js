// 分面与订阅：值的条数在展开时才算，索引小的时候一开始就展开。
"use strict";
(function (shared) {
  const FEW = 2000;
  const VALUES = 12;

  // 各组留着，只换里面的条数：键盘的焦点、展开与否都不动。
  function showFacets(page, federation) {
    const box = document.getElementById("search-facets");
    const total = federation.archives.reduce((sum, archive) => sum + archive.count, 0);
    const kept = new Map(Array.from(box.children, (group) => [group.dataset.facet, group]));
    const names = new Set([...federation.facetNames(), ...page.state.facets.keys()]);
    const groups = Array.from(names, (name) => kept.get(name) || facetGroup(page, name, total <= FEW));
    if (groups.length !== kept.size || groups.some((group, place) => group !== box.children[place])) box.replaceChildren(...groups);
    for (const group of groups) {
      if (page.state.facets.has(group.dataset.facet)) group.open = true;
      group.counted = null;
      if (group.open) fillGroup(page, group);
    }
  }

  function facetGroup(page, name, open) {
    const summary = shared.element("summary", { textContent: name });
    const group = shared.element("details", { open }, summary, shared.element("ul", {}));
    group.dataset.facet = name;
    group.addEventListener("toggle", () => {
      if (group.open && group.counted !== page.listing) fillGroup(page, group);
    });
    return group;
  }

  async function fillGroup(page, group) {
    const { listing } = page;
    const [name, list] = [group.dataset.facet, group.lastChild];
    group.counted = listing;
    list.ariaBusy = "true";
    let items;
    try {
      const counts = await listing.federation.facetCounts(listing, name);
      if (listing !== page.listing) return;
      page.warn();
      items = choices(page, group, counts);
    } catch (problem) {
      if (listing !== page.listing || await page.recover(listing.federation) || listing !== page.listing) return;
      items = [shared.element("li", { textContent: shared.said(problem) })];
    }
    const held = list.contains(document.activeElement) && document.activeElement.dataset.value;
    list.replaceChildren(...items);
    list.ariaBusy = null;
    group.hidden = !items.length;
    if (held === false) return;
    const boxes = Array.from(list.querySelectorAll("input"));
    (boxes.find((box) => box.dataset.value === held) || group.firstChild).focus({ preventScroll: true });
  }

  // 选了的总列出来，好让读者取消；地址里写着、索引里没有的也列。
  function choices(page, group, counts) {
    const chosen = page.state.facets.get(group.dataset.facet) || new Set();
    for (const value of chosen) if (!counts.has(value)) counts.set(value, 0);
    const values = Array.from(counts).filter(([value, count]) => count || chosen.has(value));
    const items = values.map(([value, count]) => choice(page, group.dataset.facet, value, count, chosen));
    const rest = items.filter((_, place) => place >= VALUES && !chosen.has(values[place][0]));
    if (!rest.length || "whole" in group.dataset) return items;
    for (const item of rest) item.hidden = true;
    const button = shared.element("button", { type: "button", textContent: "全部" });
    button.addEventListener("click", () => {
      group.dataset.whole = "";
      for (const item of rest) item.hidden = false;
      rest[0].querySelector("input").focus({ preventScroll: true });
      button.parentElement.remove();
    });
    return [...items, shared.element("li", {}, button)];
  }

  function choice(page, name, value, count, chosen) {
    const box = shared.element("input", { type: "checkbox", checked: chosen.has(value) });
    const label = shared.element("label", {}, box, ` ${value} `, shared.element("span", { textContent: String(count) }));
    box.dataset.value = value;
    label.dataset.count = String(count);
    box.addEventListener("change", () => {
      const facets = new Map(page.state.facets);
      const values = new Set(facets.get(name) || []);
      if (box.checked) values.add(value);
      else values.delete(value);
      if (values.size) facets.set(name, values);
      else facets.delete(name);
      page.choose({ facets });
    });
    return shared.element("li", {}, label);
  }

  // 与当前筛选最贴近的订阅：先看窄的分面，只选了一个值的先；没选或没有对应的，去订阅页。
  async function showFeed(page, state) {
    const link = document.getElementById("search-feed");
    const root = page.root.dataset.root;
    let best;
    if (state.facets.size) {
      const load = shared.loader(new URL(`${root}/search/`, location.href));
      page.feeds = page.feeds || load("feeds.js");
      const feeds = await page.feeds.catch(() => { page.feeds = null; return []; });
      if (state !== page.state) return;
      best = nearestFeed(feeds, state.facets);
    }
    link.hidden = false;
    link.href = `${root}/${best ? best.path : "feeds/index.html"}`;
    link.textContent = best ? `订阅「${best.value}」的更新` : "订阅更新";
  }

  function nearestFeed(feeds, chosen) {
    const fitting = feeds.flatMap(([facet, paths]) => {
      const values = chosen.get(facet) || new Set();
      const wanted = Object.entries(paths).filter(([value]) => values.has(value));
      return wanted.map(([value, path]) => ({ value, path, alone: values.size === 1 }));
    });
    return fitting.filter((feed) => feed.alone).pop() || fitting.pop();
  }

  Object.assign(shared, { showFacets, showFeed });
})((globalThis.shaiSearch = globalThis.shaiSearch || {}));
