// 取文件：一律用脚本标签，HTTP 与 file:// 一样；文件缺失、损坏、迟迟不来都要报错。
"use strict";
(function (shared) {
  const PATIENCE = 30000;
  const waiting = new Map();

  globalThis.shaiSearchData = function accept(content) {
    const script = document.currentScript;
    if (script && waiting.has(script)) waiting.get(script)(content);
  };

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

  // 同一文件只取一次；失败的不记，好让读者重试。
  function loader(base) {
    const taken = new Map();
    return (path) => {
      if (!taken.has(path)) {
        const pending = once(new URL(path, base).href);
        pending.catch(() => taken.delete(path));
        taken.set(path, pending);
      }
      return taken.get(path);
    };
  }

  Object.assign(shared, { loader });
})((globalThis.shaiSearch = globalThis.shaiSearch || {}));
