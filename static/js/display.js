/* 화면 설정. Loaded in <head> and blocking on purpose: the reader's own size, theme and contrast
   stand before the first paint. Without scripts the device's settings hold and the panel is away. */
(() => {
  "use strict";
  const root = document.documentElement;
  const names = ["size", "theme", "contrast"];
  const key = (name) => `display.${name}`;

  const read = (name) => {
    try {
      return localStorage.getItem(key(name)) || "";
    } catch {
      return ""; // Storage is closed: the choice then lasts for this page.
    }
  };
  const write = (name, value) => {
    try {
      if (value) localStorage.setItem(key(name), value);
      else localStorage.removeItem(key(name));
      return true;
    } catch {
      return false;
    }
  };
  const apply = (name, value) => {
    if (value) root.dataset[name] = value;
    else delete root.dataset[name];
  };
  const mark = () => {
    for (const button of document.querySelectorAll("[data-display]")) {
      const chosen = root.dataset[button.dataset.display] || "";
      button.setAttribute("aria-pressed", String(chosen === button.dataset.value));
    }
  };

  root.dataset.js = "";
  for (const name of names) apply(name, read(name));

  addEventListener("storage", () => {
    for (const name of names) apply(name, read(name));
    mark();
  });

  addEventListener("DOMContentLoaded", () => {
    mark();
    document.addEventListener("click", (event) => {
      const button = event.target.closest("[data-display], [data-display-reset]");
      if (!button) return;
      const choices = button.dataset.display
        ? [[button.dataset.display, button.dataset.value]]
        : names.map((name) => [name, ""]);
      let kept = true;
      for (const [name, value] of choices) {
        apply(name, value);
        kept = write(name, value) && kept;
      }
      mark();
      const status = document.querySelector("[data-display-status]");
      if (status) status.textContent = kept ? status.dataset.message : "";
    });
  });
})();
