/* The families of labels as switches, and what is shown of mentions that are in no case. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});
  const { h } = caseline.dom;

  /**
   * Shows the legend of a record's text.
   * @param {HTMLElement} container Its content is replaced.
   * @param {object} model Of `caseline.record.open`.
   * @param {{filter: function}} text Of `caseline.text.show`.
   * @param {object} [state] {hidden: string[], excluded, tags}: what was chosen before; kept up to date.
   */
  function show(container, model, text, state = {}) {
    const counts = count(model);
    const hidden = new Set(state.hidden || []);
    state.excluded = state.excluded ?? true;
    const apply = () => {
      state.hidden = [...hidden];
      const all = Object.keys(caseline.record.FAMILIES).filter((family) => !hidden.has(family));
      text.filter({ families: hidden.size ? new Set(all) : null, excluded: state.excluded });
      text.element.classList.toggle("tagged", Boolean(state.tags));
    };
    const switched = (family) => {
      if (!hidden.delete(family)) hidden.add(family);
      apply();
      return !hidden.has(family);
    };
    const families = Object.entries(caseline.record.FAMILIES)
      .filter(([family]) => counts.families[family])
      .map(([family, title]) =>
        button(family, title, counts.families[family], !hidden.has(family), switched),
      );
    const excluded = choice(`Show what was left out (${counts.excluded})`, state.excluded, (on) => {
      state.excluded = on;
      apply();
    });
    const tags = choice("Name the labels", Boolean(state.tags), (on) => {
      state.tags = on;
      apply();
    });
    const choices = h("span", { class: "choices" }, counts.excluded ? excluded : null, tags);
    const about = { class: "legend", role: "group", "aria-label": "Mentions shown in the text" };
    container.replaceChildren(h("div", about, families, choices));
    apply();
  }

  function button(family, title, number, on, switched) {
    const click = () => element.setAttribute("aria-pressed", String(switched(family)));
    const element = h(
      "button",
      { type: "button", class: "family", "aria-pressed": String(on), data: { family }, on: { click } },
      h("span", { class: "swatch", "aria-hidden": "true" }),
      title,
      " ",
      h("span", { class: "count" }, String(number)),
    );
    return element;
  }

  function choice(title, on, change) {
    return h(
      "label",
      { class: "choice" },
      h("input", { type: "checkbox", checked: on, on: { change: (event) => change(event.target.checked) } }),
      title,
    );
  }

  function count(model) {
    const families = {};
    let excluded = 0;
    for (const mention of model.mentions.values()) {
      const family = caseline.record.family(mention);
      families[family] = (families[family] || 0) + 1;
      if (mention.excluded) excluded += 1;
    }
    return { families, excluded };
  }

  caseline.legend = { show };
})();
