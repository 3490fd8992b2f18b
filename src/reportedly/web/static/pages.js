// What the pages do beyond links and forms: the theme, and the sentence that is lit.
"use strict";
(() => {
  const root = document.documentElement;
  const dark = () =>
    root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

  document.getElementById("theme").addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    localStorage.setItem("theme", root.dataset.theme);
  });

  // The lit words come into view inside their own pane; the links that light them are marked.
  const light = () => {
    const side = document.getElementById("side");
    if (!side) return;
    for (const link of document.querySelectorAll("[data-lights]")) {
      const on = link.dataset.lights === side.dataset.lit;
      link.classList.toggle("on", on);
      if (on) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    const text = side.querySelector(".text");
    const lit = text && (text.querySelector(".lit-value") || text.querySelector(".lit"));
    if (!lit) return;
    const above = lit.getBoundingClientRect().top - text.getBoundingClientRect().top;
    text.scrollTop += above - text.clientHeight / 3;
  };

  const narrow = () => matchMedia("(max-width: 60rem)").matches;
  light();
  document.body.addEventListener("htmx:afterSwap", () => {
    light();
    if (narrow()) document.getElementById("side")?.scrollIntoView({ block: "start" });
  });
})();
