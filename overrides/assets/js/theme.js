// 深浅色与长者版：在首次绘制之前套用读者上次的选择，所以放在 head 里、不推迟。
"use strict";
(() => {
  const root = document.documentElement;
  // 样式凭它先给脚本要露出的部件留好位置，露出时页面不跳。
  root.dataset.scripted = "";
  const SETTINGS = {
    dark: { key: "shai-theme", on: "dark", off: "light", attribute: "theme" },
    elder: { key: "shai-elder", on: "on", off: "", attribute: "elder" },
  };
  // 浏览器禁用存储时，读写都会抛错；那就只管这一页。
  const remembered = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const remember = (key, value) => { try { localStorage.setItem(key, value); } catch { /* 不记住也能用 */ } };
  const apply = (setting, value) => {
    if (value) root.dataset[setting.attribute] = value;
    else delete root.dataset[setting.attribute];
  };
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  const isOn = (name) => {
    const value = root.dataset[SETTINGS[name].attribute];
    if (value !== undefined) return value === SETTINGS[name].on;
    return name === "dark" && prefersDark.matches;
  };
  for (const setting of Object.values(SETTINGS)) apply(setting, remembered(setting.key));

  document.addEventListener("DOMContentLoaded", () => {
    for (const bar of document.querySelectorAll(".settings")) bar.hidden = false;
    const buttons = [...document.querySelectorAll("[data-setting]")];
    const show = () => buttons.forEach((b) => b.setAttribute("aria-pressed", String(isOn(b.dataset.setting))));
    for (const button of buttons) {
      button.addEventListener("click", () => {
        const setting = SETTINGS[button.dataset.setting];
        const value = isOn(button.dataset.setting) ? setting.off : setting.on;
        apply(setting, value);
        remember(setting.key, value);
        show();
      });
    }
    prefersDark.addEventListener("change", show);
    show();
  });
})();
