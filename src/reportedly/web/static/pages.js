// What the pages do beyond links and forms: the theme, graphic words, and the sentence that is lit.
"use strict";
(() => {
  const root = document.documentElement;
  const dark = () =>
    root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

  document.getElementById("theme").addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    localStorage.setItem("theme", root.dataset.theme);
  });

  // Graphic words are covered until they are asked for; the button is there where some are.
  const graphic = document.getElementById("graphic");
  const cover = () => {
    graphic.hidden = !document.querySelector(".graphic");
    graphic.setAttribute("aria-pressed", String(root.dataset.graphic === "shown"));
  };
  graphic.addEventListener("click", () => {
    root.dataset.graphic = root.dataset.graphic === "shown" ? "covered" : "shown";
    localStorage.setItem("graphic", root.dataset.graphic);
    cover();
  });
  cover();
  document.addEventListener("htmx:afterSettle", cover);

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

  // Keys press what carries them; they are dead while a person types or a dialog is open.
  const typing = (target) => target.closest("input, select, textarea, [contenteditable]");
  const native = (event) => event.key === " " && event.target.closest("button, a, summary");
  const main = document.getElementById("main");
  const waiting = () => main.getAttribute("aria-busy") === "true";
  document.addEventListener("htmx:beforeRequest", () => main.setAttribute("aria-busy", "true"));
  for (const done of ["htmx:afterSettle", "htmx:responseError", "htmx:sendError", "htmx:sendAbort"])
    document.addEventListener(done, () => main.removeAttribute("aria-busy"));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || waiting()) return;
    if (typing(event.target) || native(event) || document.querySelector("dialog[open]")) return;
    const found = [...document.querySelectorAll("[data-key]")].find((e) => e.dataset.key === event.key);
    if (!found) return;
    event.preventDefault();
    found.click();
    if (event.key === "e") document.querySelector("#change[open] :is(input:not([type=hidden]), select)")?.focus();
  });
  document.addEventListener("click", (event) => {
    const opens = event.target.closest("[data-opens]");
    if (opens) document.getElementById(opens.dataset.opens).showModal();
  });

  // The address bar is the saved search: it holds what was asked for, and nothing empty.
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.target.id !== "ask") return;
    const asked = event.detail.formData;
    for (const [name, value] of [...asked.entries()])
      if (!value || (name === "sort" && value === "time")) asked.delete(name);
  });
  // Paper has no folds: what is folded on the screen is printed, and folded again.
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("main details:not([open])")];
    for (const fold of opened) fold.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
  });
  // What is ticked is what is shown.
  document.addEventListener("change", (event) => {
    if (event.target.id !== "all") return;
    for (const box of document.querySelectorAll('input[name="incident"]')) box.checked = event.target.checked;
  });

  // Drawing across the bins of the timeline asks for the time from the first to the last of them.
  let drawn = null;
  const across = (to) => {
    const all = [...document.querySelectorAll(".brush a")];
    const ends = [all.indexOf(drawn), all.indexOf(to)].sort((a, b) => a - b);
    return all.slice(ends[0], ends[1] + 1);
  };
  const paint = (some) => {
    for (const bin of document.querySelectorAll(".brush a")) bin.parentElement.classList.toggle("drawn", some.includes(bin));
  };
  document.addEventListener("pointerdown", (event) => {
    drawn = event.target.closest(".brush a");
    if (drawn && event.target.hasPointerCapture(event.pointerId)) event.target.releasePointerCapture(event.pointerId);
  });
  document.addEventListener("pointermove", (event) => {
    const bin = drawn && event.target.closest?.(".brush a");
    if (bin) paint(across(bin));
  });
  document.addEventListener("pointerup", (event) => {
    const bin = drawn && event.target.closest?.(".brush a");
    if (bin && bin !== drawn) {
      const some = across(bin);
      const to = new URL(location.href);
      to.searchParams.delete("page");
      to.searchParams.set("since", some[0].dataset.since);
      to.searchParams.set("until", some.at(-1).dataset.until);
      location.assign(to);
    }
    paint([]);
    drawn = null;
  });

  const narrow = () => matchMedia("(max-width: 60rem)").matches;
  if (narrow()) document.querySelector(".narrowing")?.removeAttribute("open");
  light();
  document.body.addEventListener("htmx:afterSettle", () => {
    light();
    document.getElementById("card")?.focus({ preventScroll: true });
    if (narrow() && !document.getElementById("card")) document.getElementById("side")?.scrollIntoView({ block: "start" });
  });
})();
