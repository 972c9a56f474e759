// 取文件：本站的用脚本标签，HTTP 与 file:// 一样；别的网站的当数据取，绝不运行。
// 文件缺失、损坏、迟迟不来都要报错。
"use strict";
(function (shared) {
  const PATIENCE = 30000;
  const waiting = new Map();

  globalThis.shaiSearchData = function accept(content) {
    const script = document.currentScript;
    if (script && waiting.has(script)) waiting.get(script)(content);
  };
  // 几万个二进制的文件，名字就用一个字。
  const [WIDE, PLAIN] = ["晒", "shaiSearchData"];
  globalThis[WIDE] = globalThis[PLAIN];

  function once(address) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const finish = (settle, value) => {
        clearTimeout(timer);
        waiting.delete(script);
        script.remove();
        settle(value);
      };
      const timer = setTimeout(() => finish(reject, new Error(`取不到索引文件：${address}`)), PATIENCE);
      waiting.set(script, (content) => finish(resolve, content));
      script.addEventListener("error", () => finish(reject, new Error(`缺少索引文件：${address}`)));
      script.addEventListener("load", () => {
        if (waiting.has(script)) finish(reject, new Error(`索引文件已损坏：${address}`));
      });
      script.src = address;
      document.head.append(script);
    });
  }

  // 别的网站的索引：只认登记函数那一层外壳，里面是一个字符串或一份 JSON。
  function contentOf(buffer, address) {
    const bytes = new Uint8Array(buffer);
    const wide = bytes[0] === 0xff && bytes[1] === 0xfe;
    const text = new TextDecoder(wide ? "utf-16le" : "utf-8").decode(bytes);
    const [start, end] = [text.indexOf("("), text.lastIndexOf(")")];
    try {
      if (text.slice(0, start) !== (wide ? WIDE : PLAIN) || end < 0) throw new SyntaxError(address);
      return wide ? text.slice(start + 2, end - 1) : JSON.parse(text.slice(start + 1, end));
    } catch {
      throw new Error(`索引文件已损坏：${address}`);
    }
  }

  async function fetched(address) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await fetch(address, { signal: stop.signal, credentials: "omit", referrerPolicy: "no-referrer" });
      if (answer.ok) return contentOf(await answer.arrayBuffer(), address);
    } catch (problem) {
      if (problem.message.startsWith("索引文件")) throw problem;
      throw new Error(`取不到索引文件：${address}`);
    } finally {
      clearTimeout(timer);
    }
    throw new Error(`缺少索引文件：${address}`);
  }

  function elsewhere(base) {
    return base.protocol.startsWith("http") && base.origin !== location.origin;
  }

  // 同一文件只取一次；失败的不记，好让读者重试。
  function loader(base) {
    const taken = new Map();
    const take = elsewhere(base) ? fetched : once;
    const load = (path) => {
      if (!taken.has(path)) {
        const pending = take(new URL(path, base).href);
        pending.catch(() => taken.delete(path));
        taken.set(path, pending);
      }
      return taken.get(path);
    };
    // 绕过浏览器的缓存再取一遍；文件夹里没有缓存。
    load.again = (path) => {
      const address = new URL(path, base);
      if (address.protocol.startsWith("http")) address.search = `?${Date.now()}`;
      return take(address.href);
    };
    // 取到了却读不懂的，下次重取。
    load.forget = (path) => taken.delete(path);
    return load;
  }

  Object.assign(shared, { loader });
})((globalThis.shaiSearch = globalThis.shaiSearch || {}));
