"use strict";
/* Sheets of figures: filters over what is on the page already, and the switch between light and dark. */
(() => {
  const KEY = "caseline-theme";
  const FEW = 60;

  /** Remembers a word where the browser allows it; files opened from disk may be refused. */
  function remembered(word) {
    try {
      if (word) localStorage.setItem(KEY, word);
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  }

  /** Returns a count as the page writes it elsewhere. */
  function number(count) {
    return count.toLocaleString("en-GB");
  }

  /** Adds the button that turns dark into light and back. */
  function addTheme() {
    const header = document.querySelector("header.sheet");
    if (!header) return;
    const root = document.documentElement;
    const stored = remembered();
    if (stored === "dark" || stored === "light") root.dataset.theme = stored;
    const isDark = () =>
      (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "theme";
    const name = () => {
      button.textContent = isDark() ? "Light" : "Dark";
      button.title = `Show the page ${isDark() ? "light" : "dark"}`;
    };
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      remembered(root.dataset.theme);
      name();
    });
    name();
    header.append(button);
  }

  /** Returns whether an item passes every control of a form: those named as its data, and the search. */
  function test(form) {
    const wanted = [...form.elements].filter((each) => each.name && each.name !== "text").map((each) => [
      each.name, each.type === "checkbox" ? (each.checked ? each.value : "") : each.value,
    ]).filter((pair) => pair[1]);
    const words = (form.elements.text ? form.elements.text.value : "").toLocaleLowerCase().split(/\s+/).filter(Boolean);
    return (item) => wanted.every(([name, value]) => value.split(" ").includes(item.element.dataset[name])) &&
      words.every((word) => item.text.includes(word));
  }

  /** Lets a form say which items of the section that it names are shown; groups without any are hidden too. */
  function addFilter(form) {
    const area = document.getElementById(form.dataset.of);
    const status = area.querySelector(".found");
    const groups = [...area.querySelectorAll("[data-group]")].map((element) => ({
      element,
      count: element.querySelector("[data-count]"),
      items: [...element.querySelectorAll("[data-item]")].map((item) => ({ element: item, text: "" })),
    }));
    const all = groups.reduce((sum, group) => sum + group.items.length, 0);
    let read = false;

    function apply() {
      if (!read && form.elements.text && form.elements.text.value) {
        for (const group of groups) {
          const title = group.element.dataset.group;
          for (const item of group.items) item.text = `${title} ${item.element.textContent}`.toLocaleLowerCase();
        }
        read = true;
      }
      const passes = test(form);
      let shown = 0;
      for (const group of groups) {
        let here = 0;
        for (const item of group.items) {
          const pass = passes(item);
          if (item.element.hidden === pass) item.element.hidden = !pass;
          here += pass ? 1 : 0;
        }
        group.element.hidden = here === 0;
        if (group.count) group.count.textContent = here === group.items.length ? number(here) : `${number(here)} of ${number(group.items.length)}`;
        shown += here;
      }
      const what = status.dataset.what;
      status.textContent = shown === all ? `${number(all)} ${what}` : `${number(shown)} of ${number(all)} ${what} shown`;
      return shown;
    }

    function open(yes) {
      for (const group of groups) if (group.element.localName === "details") group.element.open = yes && !group.element.hidden;
    }

    function change() {
      const shown = apply();
      if (shown && shown < all && shown <= FEW) open(true);
    }

    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", change);
    form.addEventListener("reset", () => setTimeout(() => { apply(); open(false); }));
    for (const button of form.querySelectorAll("[data-open]")) {
      button.addEventListener("click", () => open(button.dataset.open === "yes"));
    }
    document.addEventListener("click", (event) => {
      const link = event.target.closest ? event.target.closest("a[data-filter]") : null;
      if (!link || link.hash !== `#${form.dataset.of}`) return;
      form.reset();
      form.elements[link.dataset.filter].value = link.dataset.value;
      open(false);
      setTimeout(change);
    });
    form.hidden = false;
    apply();
  }

  /** Opens the folded part that a link leads into. */
  function openTarget() {
    const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    const fold = target ? target.closest("details") : null;
    if (fold) { fold.open = true; target.scrollIntoView(); }
  }

  addTheme();
  document.querySelectorAll("form.filters").forEach(addFilter);
  addEventListener("hashchange", openTarget);
  openTarget();
})();
