// Before the page is drawn: the theme that the person chose, else the system's; graphic words covered,
// unless the person asked for them.
"use strict";
(() => {
  const chosen = localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  if (localStorage.getItem("graphic") === "shown") document.documentElement.dataset.graphic = "shown";
})();
