/* Forms made of the record's shape: one control for each field of a part, and what they say as values. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});
  const { h } = caseline.dom;
  const { CHOICES, PARTS } = caseline.shape;

  const LISTS = { conditions: "condition", drugs: "drug", events: "event", therapies: "therapy" };

  /** The items of a case that an id may name, as [id, name]. */
  function items(held, of) {
    return (of === "any" ? Object.keys(LISTS) : [of]).flatMap((list) =>
      held[list].map((item) => [item.id, of === "any" ? `${LISTS[list]} ${item.name}` : item.name]),
    );
  }

  /** The words a choice offers; one of the record that is not among them stays. */
  function words(field, held, value) {
    const all = field.type === "id" || field.type === "ids" ? items(held, field.of) : CHOICES[field.of];
    const missing = value && typeof value === "string" && !all.some(([word]) => word === value);
    return missing ? [...all, [value, value]] : all;
  }

  /** A select of a field; where there may be nothing, nothing is the first. */
  function select(field, held, value, props) {
    const empty = field.needed && value ? [] : [["", field.needed ? "choose…" : "not stated"]];
    return h(
      "select",
      props,
      [...empty, ...words(field, held, value)].map(([word, title]) =>
        h("option", { value: word, selected: (value || "") === word }, title),
      ),
    );
  }

  /** Ticks for a field that holds several; `changed` is called with all that are ticked. */
  function ticks(field, held, value, changed) {
    const all = words(field, held, null);
    const boxes = all.map(([word, title]) => {
      const box = h("input", {
        type: "checkbox",
        value: word,
        checked: value.includes(word),
        on: { change: () => changed(read()) },
      });
      return h("label", { class: "tick" }, box, " ", title);
    });
    const read = () =>
      boxes
        .map((label) => label.firstChild)
        .filter((box) => box.checked)
        .map((box) => box.value);
    return h(
      "div",
      { class: "ticks", role: "group", "aria-label": field.title },
      boxes.length ? boxes : h("p", { class: "soft" }, "The case has none to choose from."),
    );
  }

  const lines = (value) =>
    value
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean);
  const codeLine = ({ system, code, display }) => [system, code, display].filter(Boolean).join(" ");

  function codeFrom(line) {
    const [system, code, ...display] = line.split(/\s+/);
    if (!code)
      throw new caseline.edits.EditError(
        `codes: “${line}” needs a system and a code, such as HPO HP:0000967`,
      );
    return { system, code, display: display.join(" ") || null };
  }

  function numberFrom(input) {
    const value = input.value.trim().replace(",", ".");
    if (value === "") return null;
    if (/^-?\d+(\.\d+)?$/.test(value)) return Number(value);
    throw new caseline.edits.EditError(`“${input.value}” is no number`);
  }

  /**
   * A control for a field.
   * @returns {{element: Element, read: function}} `read` gives its value and throws an EditError where it
   *   is none
   */
  function control(name, field, held, value, id) {
    const text = (mode, more) =>
      h("input", {
        id,
        name,
        type: "text",
        inputmode: mode,
        autocomplete: "off",
        value: value ?? "",
        ...more,
      });
    const plain = (element, read = () => element.value.trim() || null) => ({ element, read });
    switch (field.type) {
      case "number":
      case "integer":
      case "ordinal": {
        const element = text("decimal", { size: 6 });
        return plain(element, () => numberFrom(element));
      }
      case "flag": {
        const element = h("input", { id, name, type: "checkbox", checked: Boolean(value) });
        return plain(element, () => element.checked);
      }
      case "choice":
      case "id":
        return plain(select(field, held, value, { id, name }));
      case "choices":
      case "ids": {
        let chosen = value || [];
        return {
          element: ticks(field, held, chosen, (all) => {
            chosen = all;
          }),
          read: () => chosen,
        };
      }
      case "texts":
      case "codes": {
        const shown = (value || []).map((one) => (field.type === "codes" ? codeLine(one) : one));
        const element = h("textarea", { id, name, rows: Math.max(3, shown.length + 1) }, shown.join("\n"));
        return plain(element, () =>
          field.type === "codes" ? lines(element.value).map(codeFrom) : lines(element.value),
        );
      }
      case "date":
        return plain(text("numeric", { placeholder: "2021, 2021-03 or 2021-03-14", size: 16 }));
      case "printed": {
        const element = h("textarea", { id, name, rows: 2 }, value ?? "");
        return plain(element, () => element.value.replace(/\s+$/, ""));
      }
      default:
        return plain(text("text", {}));
    }
  }

  const LATER = ["part", "printed"];
  const WIDE = new Set(["printed", "texts", "codes", "choices", "ids", "part"]);

  const capital = (words) => words[0].toUpperCase() + words.slice(1);

  /** The fields of a part as rows of a form; `read` gives them together. */
  function fields(partName, held, value, prefix) {
    const rows = [];
    const readers = [];
    // The wording comes after what is made of it.
    const all = Object.entries(PARTS[partName]).sort(
      ([, one], [, other]) => LATER.indexOf(one.type) - LATER.indexOf(other.type),
    );
    for (const [name, field] of all) {
      if (["key", "derived", "evidence", "parts"].includes(field.type)) continue;
      const id = `${prefix}-${name}`;
      const now = value ? value[name] : field.first;
      if (field.type === "part") {
        const inner = optionalPart(name, field, held, now, id);
        rows.push(inner.element);
        readers.push([name, inner.read]);
        continue;
      }
      const { element, read } = control(name, field, held, now, id);
      readers.push([name, read]);
      const label = h("label", { for: id }, capital(field.title));
      const hint =
        field.type === "texts"
          ? "one a line"
          : field.type === "codes"
            ? "one a line: system, code, name"
            : null;
      rows.push(
        h(
          "div",
          { class: `row ${WIDE.has(field.type) ? "wide" : ""} f-${field.type}`, data: { field: name } },
          label,
          element,
          hint ? h("span", { class: "soft" }, hint) : null,
        ),
      );
    }
    return { rows, read: () => Object.fromEntries(readers.map(([name, read]) => [name, read()])) };
  }

  /** A part inside a part: what an onset is counted from. Without a kind it is not told. */
  function optionalPart(name, field, held, value, id) {
    const inner = fields(field.of, held, value || { kind: "" }, id);
    const element = h(
      "fieldset",
      { class: "wide", data: { field: name } },
      h("legend", null, capital(field.title)),
      h("div", { class: "rows" }, inner.rows),
    );
    const kind = inner.rows[0].querySelector("select");
    if (!kind.querySelector('option[value=""]')) kind.prepend(h("option", { value: "" }, "not stated"));
    kind.value = value ? value.kind : "";
    const asks = {
      dose: ["ordinal", "drug"],
      course: ["ordinal", "drug"],
      start: ["drug"],
      stop: ["drug"],
      event: ["event"],
      date: ["date"],
    };
    const sift = () => {
      for (const row of inner.rows.slice(1))
        row.hidden = !(asks[kind.value] || []).includes(row.dataset.field);
    };
    kind.addEventListener("change", sift);
    sift();
    const read = () => {
      if (!kind.value) return null;
      const all = inner.read();
      const asked = asks[kind.value] || [];
      return {
        ...Object.fromEntries(Object.keys(all).map((key) => [key, asked.includes(key) ? all[key] : null])),
        kind: kind.value,
      };
    };
    return { element, read };
  }

  /** What a stretch of text says of a length: "two days after" gives 2, d, after. */
  function guess(text) {
    const found = LENGTH.exec(text);
    if (!found) return {};
    const number = (word) => NUMBERS[word.toLowerCase()] ?? Number(word);
    const relation = /\b(after|later|following)\b/i.test(text)
      ? "after"
      : /\b(before|prior|earlier)\b/i.test(text)
        ? "before"
        : /\bwithin\b/i.test(text)
          ? "within"
          : null;
    const length = found[2]
      ? { value: null, low: number(found[1]), high: Number(found[2]) }
      : { value: number(found[1]), low: null, high: null };
    const approximate = /\b(about|approximately|around|roughly|nearly|almost)\b/i.test(text);
    return { ...length, unit: UNITS[found[3].toLowerCase()], approximate, ...(relation ? { relation } : {}) };
  }
  const NUMBERS = {
    a: 1,
    an: 1,
    one: 1,
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    eleven: 11,
    twelve: 12,
  };
  const UNITS = {
    second: "s",
    minute: "min",
    min: "min",
    hour: "h",
    hr: "h",
    day: "d",
    week: "wk",
    month: "mo",
    year: "a",
  };

  const NUMBER = `${Object.keys(NUMBERS).join("|")}|\\d+(?:\\.\\d+)?`;
  const UNIT = Object.keys(UNITS).join("|");
  const LENGTH = new RegExp(`\\b(${NUMBER})(?:\\s*(?:-|–|to)\\s*(\\d+))?[\\s-]*(${UNIT})s?\\b`, "i");

  /**
   * Asks for a part.
   * @param {object} about title, part (its name), held (the case), value
   * @param {function(function): Element} about.evidence given what closes the form with a word, makes what
   *   is below the fields
   * @param {boolean} about.removable whether it may be taken away
   * @param {function(object)} keep is given the fields; an EditError it throws is shown and the form stays
   * @returns {Promise<{chosen: string, draft: object}>} `chosen`: "keep", "remove", "" or a word of
   *   `evidence`;
   *   `draft`: what stood in the form when it was closed
   */
  async function ask({ title, part, held, value, evidence, removable }, keep) {
    const form = fields(part, held, value, "form");
    const problem = h("p", { class: "problem", role: "alert", hidden: true });
    const buttons = [
      { title: "Cancel", value: "" },
      { title: "Save", value: "keep", kind: "primary" },
    ];
    if (removable) buttons.unshift({ title: "Remove", value: "remove", kind: "danger" });
    let draft = value;
    const check = (chosen) => {
      if (chosen === "remove") return true;
      try {
        draft = form.read();
        if (chosen === "keep") keep(draft);
        return true;
      } catch (error) {
        if (!(error instanceof caseline.edits.EditError)) throw error;
        problem.textContent = error.message;
        problem.hidden = false;
        return false;
      }
    };
    const body = (close) => [
      h("div", { class: "rows" }, form.rows),
      evidence ? evidence(close) : null,
      problem,
    ];
    const chosen = await caseline.dialog.open({ title, buttons, check, class: "form", body });
    return { chosen, draft };
  }

  caseline.form = { ask, control, select, ticks, items, guess };
})();
