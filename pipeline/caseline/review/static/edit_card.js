/* What the editor adds to the card: a pencil at each value, a menu at each item, what can be added to each
   list. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});
  const { h, svg } = caseline.dom;
  const { LISTS, describe } = caseline.shape;

  const PENCIL = "M3 13l.7-3L11 2.7a1 1 0 0 1 1.4 0l.9.9a1 1 0 0 1 0 1.4L6 12.3z";

  function icon(path) {
    return svg(
      "svg",
      { viewBox: "0 0 16 16", width: 14, height: 14, "aria-hidden": "true", class: "icon" },
      svg("path", {
        d: path,
        fill: "none",
        stroke: "currentColor",
        "stroke-width": 1.4,
        "stroke-linejoin": "round",
      }),
    );
  }

  /** Returns the `decorate` of a card. */
  function decorator(editor) {
    return (element, about) => {
      const add = { value: atValue, item: atItem, list: atList, case: atCase }[about.kind];
      if (add) add(editor, element, about);
    };
  }

  function atValue(editor, element, { path }) {
    const field = describe(path);
    if (!field || path.includes(".conflicts.")) return;
    const title = caseline.values.titleOf(editor.report, path);
    const button = h(
      "button",
      {
        type: "button",
        class: "edit",
        title: `Edit ${title}`,
        "aria-label": `Edit ${title}`,
        data: { edit: path },
        on: { click: () => caseline.values.editValue(editor, element, path) },
      },
      icon(PENCIL),
    );
    element.querySelector(":scope > .printed")
      ? element.querySelector(":scope > .printed").before(button)
      : element.append(button);
  }

  // What is asked of every event, told or not; of the rest, what is not told stands in a line of its own.
  const ASKED = new Set(["onset", "outcome", "role", "kind"]);

  /** Gathers the fields of an item that are not told in a line, from which each can be told. */
  function fold(editor, element) {
    const missing = [...element.querySelectorAll(":scope > dl > .field")].filter((field) =>
      field.querySelector(":scope > dd > .missing"),
    );
    const adders = missing
      .map((field) => {
        const value = field.querySelector(":scope > .value");
        const at = value ? value.dataset.path : field.dataset.list;
        const name = at.slice(at.lastIndexOf(".") + 1);
        if (ASKED.has(name)) return null;
        field.classList.add("unsaid");
        const adder = small(
          field.querySelector("dt").textContent,
          `Add ${caseline.values.titleOf(editor.report, at)}`,
          () => {
            if (!value) {
              caseline.values.editPart(editor, at);
              return;
            }
            field.classList.remove("unsaid");
            caseline.values.editValue(editor, value, at);
          },
          "adder",
        );
        adder.dataset.add = at;
        return adder;
      })
      .filter(Boolean);
    return adders.length ? h("div", { class: "tools unsaid-tools" }, "Not stated:", adders) : null;
  }

  function small(title, label, act, name = "") {
    return h(
      "button",
      { type: "button", class: `button small ${name}`, "aria-label": label, on: { click: act } },
      title,
    );
  }

  function atItem(editor, element, { path, field, value }) {
    const index = Number(path.split(".")[1]);
    const title = caseline.values.titleOf(editor.report, path);
    if (!LISTS[field]) return;
    const others = {
      drugs: ["therapies", "a therapy"],
      therapies: ["drugs", "a drug"],
      events: ["conditions", "a condition"],
      conditions: ["events", "an event"],
    };
    const [to, words] = others[field];
    element.append(
      fold(editor, element) || "",
      h(
        "div",
        { class: "tools" },
        small("Evidence…", `Evidence of ${title}`, () => caseline.values.editEvidence(editor, path)),
        small(`Make it ${words}`, `Make it ${words}: ${title}`, () =>
          editor.edit(
            `${title} is ${words}`,
            (report) => caseline.edits.moveItem(report, index, value.id, to),
            {},
          ),
        ),
        small(
          "Remove",
          `Remove ${title}`,
          () =>
            editor.edit(`${title} removed`, (report) => caseline.edits.removeItem(report, index, value.id), {
              path: `cases.${index}.${field}`,
              loud: true,
            }),
          "danger",
        ),
      ),
    );
  }

  function atList(editor, element, { path, field }) {
    if (field === "doses") {
      element.append(
        h(
          "dd",
          { class: "tools" },
          small("Add dose", `Add a ${caseline.values.titleOf(editor.report, path)}`, () =>
            caseline.values.editPart(editor, path),
          ),
        ),
      );
      return;
    }
    if (!LISTS[field]) return;
    const { one } = LISTS[field];
    element.append(
      h(
        "div",
        { class: "tools list-tools" },
        small(`Add ${one} from the text…`, null, () => fromText(editor, path, field)),
        small("By name…", `Add ${one} by name`, () => byName(editor, path, field)),
      ),
    );
  }

  async function fromText(editor, path, list) {
    const ids = await editor.pick({
      title: `new ${LISTS[list].one}`,
      ids: [],
      label: caseline.values.labelFor(path),
    });
    if (ids && ids.length) caseline.uses.addItem(editor, Number(path.split(".")[1]), list, ids, {});
  }

  async function byName(editor, path, list) {
    const input = h("input", { type: "text", id: "new-name", autocomplete: "off" });
    const chosen = await caseline.dialog.open({
      title: `New ${LISTS[list].one}`,
      class: "form",
      body: [
        h(
          "div",
          { class: "rows" },
          h("div", { class: "row wide" }, h("label", { for: "new-name" }, "name"), input),
        ),
        h("p", { class: "soft" }, "Nothing in the text supports it yet; evidence can be chosen afterwards."),
      ],
      buttons: [
        { title: "Cancel", value: "" },
        { title: "Add", value: "keep", kind: "primary" },
      ],
      check: () => input.value.trim() !== "",
    });
    if (chosen) caseline.uses.addItem(editor, Number(path.split(".")[1]), list, [], { name: input.value });
  }

  function atCase(editor, element, { path, value }) {
    const index = Number(path.split(".")[1]);
    const relation = caseline.form.select({ ...describe(`${path}.relation`) }, value, value.relation, {
      "aria-label": `Relation of case ${index + 1}`,
      data: { edit: `${path}.relation` },
      on: {
        change: (event) =>
          editor.edit(
            `relation of case ${index + 1}`,
            (report) => caseline.edits.setField(report, `${path}.relation`, event.target.value || null),
            { path: `${path}.relation` },
          ),
      },
    });
    relation.options[0].textContent = "no relation";
    element.querySelector(".case-head").append(
      h(
        "div",
        { class: "tools case-tools" },
        editor.report.cases.length > 1 || value.relation ? relation : null,
        small("Timeline…", `Edit the timeline of case ${index + 1}`, () => timeline(editor, index)),
        small(
          "Remove case",
          `Remove case ${index + 1}`,
          () =>
            editor.edit(`case ${index + 1} removed`, (report) => caseline.edits.removeCase(report, index), {
              path: `cases.${Math.max(0, index - 1)}`,
              loud: true,
            }),
          "danger",
        ),
      ),
    );
  }

  /** The steps of a case in a dialog: each edited, removed, or one added. */
  async function timeline(editor, index) {
    const path = `cases.${index}.timeline`;
    for (;;) {
      const entries = editor.report.cases[index].timeline;
      const names = caseline.record.open(editor.report).names[index];
      const body = (close) =>
        h(
          "ol",
          { class: "steps" },
          entries.length
            ? entries.map((entry, place) =>
                h(
                  "li",
                  null,
                  h("span", { class: "when" }, caseline.words.when(entry) || "day not stated"),
                  " ",
                  caseline.dom.foreign(caseline.words.step(entry, names)),
                  h(
                    "span",
                    { class: "tools" },
                    small("Edit", `Edit step ${place + 1}`, () => close(`edit ${place}`)),
                    small("Remove", `Remove step ${place + 1}`, () => close(`remove ${place}`), "danger"),
                  ),
                ),
              )
            : h("li", { class: "soft" }, "no steps"),
        );
      const chosen = await caseline.dialog.open({
        title: `Timeline of case ${index + 1}`,
        class: "form",
        body,
        buttons: [
          { title: "Add step…", value: "add" },
          { title: "Done", value: "" },
        ],
      });
      if (!chosen) return;
      const [act, place] = chosen.split(" ");
      if (act === "remove")
        editor.edit("step removed", (report) => caseline.edits.removeEntry(report, `${path}.${place}`), {
          path,
        });
      else await caseline.values.editPart(editor, act === "add" ? path : `${path}.${place}`);
    }
  }

  /**
   * Marks on the card what differs from the machine's answer.
   * @param {HTMLElement} card the element that holds it
   * @param {object} report the record
   * @param {Array} changes of the server, whose paths name things by their ids
   */
  function mark(card, report, changes) {
    for (const element of card.querySelectorAll(".changed")) {
      element.classList.remove("changed");
      element.querySelector(":scope > .change-note")?.remove();
    }
    const told = new Map();
    for (const change of changes) {
      const element = change.path.startsWith("cases.") ? place(card, report, change.path) : null;
      if (element) told.set(element, [...(told.get(element) || []), change.title]);
    }
    for (const [element, titles] of told) {
      element.classList.add("changed");
      const note = h(
        "span",
        { class: "change-note", title: titles.join("\n") },
        h("span", { class: "visually-hidden" }, "Changed: "),
        "edited",
        h("span", { class: "visually-hidden" }, ` (${titles.join("; ")})`),
      );
      const tools = element.matches(".item, .case") ? element.querySelector("h4, h2") || element : element;
      if (tools === element) element.append(note);
      else if (!tools.querySelector(".change-note")) tools.append(note);
    }
  }

  /** The element of the card that shows a path of ids, or the nearest around it. */
  function place(card, report, path) {
    const steps = [];
    let held = report;
    for (const step of path.split(".")) {
      const at = Array.isArray(held) && !/^\d+$/.test(step) ? held.findIndex((one) => one.id === step) : step;
      if (at === -1 || held === null || held === undefined) break;
      steps.push(at);
      held = held[at];
    }
    while (steps.length > 2) {
      const found = card.querySelector(`[data-path="${CSS.escape(steps.join("."))}"]`);
      if (found) return found;
      steps.pop();
    }
    return null;
  }

  caseline.cards = { decorator, mark, icon };
})();
