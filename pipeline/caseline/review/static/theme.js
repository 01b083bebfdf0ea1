/* Light or dark: as the system has it, until the reader chooses. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});
  const KEY = "caseline-theme";

  function remembered() {
    try {
      return window.localStorage.getItem(KEY);
    } catch {
      return null; // pages from disk may not be allowed to remember
    }
  }

  function remember(theme) {
    try {
      window.localStorage.setItem(KEY, theme);
    } catch {
      // see above
    }
  }

  /** Returns "light" or "dark", as the page looks now. */
  function now() {
    return (
      document.documentElement.dataset.theme ||
      (window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")
    );
  }

  /** Returns a button that turns the page's look. */
  function button() {
    const { h } = caseline.dom;
    const element = h("button", { type: "button", class: "theme", on: { click: turn } });
    const name = () => {
      element.textContent = now() === "dark" ? "Light" : "Dark";
      element.setAttribute("aria-label", `${element.textContent} colours`);
      element.title = `Change to ${element.textContent.toLowerCase()} colours`;
    };
    function turn() {
      const theme = now() === "dark" ? "light" : "dark";
      document.documentElement.dataset.theme = theme;
      remember(theme);
      name();
    }
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", name);
    name();
    return element;
  }

  const chosen = remembered();
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  caseline.theme = { button, now };
})();
