// 复制与打印按钮：没有脚本时不出现。
"use strict";
(() => {
  // 从文件夹打开或用 HTTP 时没有剪贴板接口，退回到选中再复制。
  const copyBySelection = (text) => {
    const box = document.createElement("textarea");
    box.value = text;
    box.className = "unseen";
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    return done;
  };

  const copy = async (text) => {
    if (!navigator.clipboard || !isSecureContext) return copyBySelection(text);
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyBySelection(text);
    }
  };

  const textFor = (button) => {
    const source = button.dataset.copyFrom && document.getElementById(button.dataset.copyFrom);
    return source ? source.textContent.trim() : button.dataset.copy || location.href.split("#")[0];
  };

  // 订阅的地址、日历的地址：链接后面添一个复制完整地址的按钮。
  for (const link of document.querySelectorAll("a[data-copy-address]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.copy = link.href;
    button.textContent = "复制地址";
    link.parentNode.append(button);
  }

  for (const button of document.querySelectorAll("button[data-copy], button[data-copy-from]")) {
    const label = button.textContent;
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      button.textContent = (await copy(textFor(button))) ? "已复制" : "请手动选中复制";
      setTimeout(() => { button.textContent = label; }, 2000);
    });
  }

  for (const button of document.querySelectorAll("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
})();
