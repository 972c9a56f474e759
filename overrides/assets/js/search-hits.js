// 呈现之前：核对正文，找出匹配在哪一段，截出摘录。
"use strict";
(function (shared) {
  const AROUND = 36;
  const MOST = 2;
  const INNER = /^[\p{M}\p{EMod}\p{Cs}\u200d]/u;

  function spotsIn(text, terms, folding) {
    const { folded, origins } = folding.mapped(text);
    const spots = [];
    for (const term of terms) {
      for (let at = folded.indexOf(term.folded); at >= 0; at = folded.indexOf(term.folded, at + term.folded.length)) {
        const end = at + term.folded.length;
        spots.push([origins[at], Math.max(origins[end], origins[end - 1] + 1)]);
      }
    }
    spots.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
    return spots.filter((spot, place) => place === 0 || spot[0] >= spots[place - 1][1]);
  }

  // 交替的普通文字与加亮文字；摘录只取第一个匹配周围的几十个字。
  function pieces(text, spots, start, end) {
    const parts = [];
    let at = start;
    for (const [from, to] of spots) {
      if (to <= at || from >= end) continue;
      if (from > at) parts.push({ text: text.slice(at, from), marked: false });
      parts.push({ text: text.slice(Math.max(at, from), Math.min(to, end)), marked: true });
      at = Math.min(to, end);
    }
    if (at < end) parts.push({ text: text.slice(at, end), marked: false });
    return parts;
  }

  // 截在一个字当中的，往外移到字的边上：代理对的后一半、附加符号、连着的表情都不拆开。
  function edge(text, at, step) {
    let place = at;
    while (place > 0 && place < text.length && (text[place - 1] === "\u200d" || INNER.test(text.slice(place, place + 2)))) place += step;
    return place;
  }

  function excerpt(field, spots) {
    const first = spots.length ? spots[0] : [0, 0];
    const start = edge(field.text, Math.max(0, first[0] - AROUND), -1);
    const end = edge(field.text, Math.min(field.text.length, Math.max(first[1] + AROUND * 2, start + AROUND * 3)), 1);
    return {
      label: field.label,
      anchor: field.anchor,
      before: start > 0,
      after: end < field.text.length,
      parts: pieces(field.text, spots, start, end),
    };
  }

  function hits(record, terms, folding) {
    const words = terms.filter((term) => !term.single);
    const title = record.fields[0];
    const titleSpots = spotsIn(title.text, terms, folding);
    const rest = record.fields.slice(1).map((field) => ({ field, spots: spotsIn(field.text, words, folding) }));
    const matched = rest.filter((each) => each.spots.length);
    const shown = matched.length ? matched.slice(0, MOST) : rest.filter((each) => each.field.text.length > AROUND).slice(0, 1);
    const labels = [...(titleSpots.length ? [title.label] : []), ...matched.map((each) => each.field.label)];
    return {
      title: pieces(title.text, titleSpots, 0, title.text.length),
      labels: Array.from(new Set(labels)),
      anchor: matched.length && !titleSpots.length ? matched[0].field.anchor : "",
      excerpts: shown.map(({ field, spots }) => excerpt(field, spots)),
    };
  }

  Object.assign(shared, { hits });
})((globalThis.shaiSearch = globalThis.shaiSearch || {}));
