/* The case card: what the record says of each patient, every value beside what it rests on. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});
  const { h, foreign } = caseline.dom;
  const words = caseline.words;

  const { FIELDS, TITLES, DEFAULTS } = caseline.fields;

  /**
   * Shows the cases of a record.
   * @param {HTMLElement} container Its content is replaced.
   * @param {object} model Of `caseline.record.open`.
   * @param {object} options
   * @param {function(string[], Event)} [options.onEvidence] Called with mentions when a value is clicked.
   * @param {function(Element, object)} [options.decorate] Called after each value, item, list and case was
   *   built, with {kind: "value"|"item"|"list"|"case", path, field, value, evidence}; empty lists and
   *   fields are shown, too, then.
   * @returns {{courses: HTMLElement[], find: function(string): Element|null, point: function(string),
   *   element: HTMLElement, destroy: function}} `courses`: a place in each case for its timeline.
   */
  function show(container, model, { onEvidence, decorate } = {}) {
    const cases = model.report.cases || [];
    const context = { model, onEvidence, decorate, total: cases.length };
    const sections = cases.map((each, number) => drawCase(context, each, number));
    const nobody = cases.length
      ? null
      : h("p", { class: "nobody" }, "No patient: the text tells of no case.");
    const find = (path) => element.querySelector(`[data-path="${CSS.escape(path)}"]`);
    const element = h(
      "div",
      { class: "cases" },
      nobody,
      cases.length > 1 ? ways(cases, find) : null,
      sections,
    );
    container.replaceChildren(element);
    return {
      element,
      courses: sections.map((section) => section.querySelector(".course")),
      find,
      /** Scrolls to a value, lets it flash and takes the keyboard there. */
      point(path) {
        point(find, path);
      },
      destroy() {
        element.remove();
      },
    };
  }

  /** Returns a way to each case, where there are several. */
  function ways(cases, find) {
    return h(
      "nav",
      { class: "ways", "aria-label": "Cases" },
      cases.map((each, number) =>
        h(
          "button",
          { type: "button", on: { click: () => point(find, `cases.${number}`) } },
          `Case ${number + 1}`,
          each.relation ? ` (${each.relation})` : null,
        ),
      ),
    );
  }

  function tell(context, element, about) {
    if (context.decorate) context.decorate(element, about);
    return element;
  }

  function drawCase(context, each, number) {
    const path = `cases.${number}`;
    const title = context.total > 1 ? `Case ${number + 1} of ${context.total}` : "Case";
    const id = `${path.replace(/\./g, "-")}-title`;
    const inner = { ...context, each, names: context.model.names[number] };
    const section = h(
      "section",
      { class: "case", "aria-labelledby": id, data: { path } },
      h(
        "header",
        { class: "case-head" },
        h("h2", { id }, title, each.relation ? ` (${each.relation})` : null),
        h("p", { class: "gist" }, gist(each)),
      ),
      h(
        "div",
        { class: "facts" },
        patientOf(inner, each.patient || {}, `${path}.patient`),
        outcomeOf(inner, each.outcome, `${path}.outcome`),
      ),
      h("div", { class: "course" }),
      Object.keys(caseline.record.LISTS).map((list) =>
        listOf(inner, each[list] || [], list, `${path}.${list}`),
      ),
    );
    return tell(context, section, { kind: "case", path, field: null, value: each, evidence: [] });
  }

  /** Returns a case in one line: the suspects, the events, the outcome. */
  function gist(each) {
    const named = (items) =>
      items
        .slice(0, 3)
        .map((item) => foreign(item.name))
        .flatMap((item, place) => (place ? [", ", item] : [item]))
        .concat(items.length > 3 ? [` and ${items.length - 3} more`] : []);
    const suspects = (each.drugs || []).filter((drug) => drug.role !== "concomitant");
    const events = each.events || [];
    return [
      foreign(words.patient(each.patient)),
      "; ",
      suspects.length ? named(suspects) : "no suspect drug",
      " → ",
      events.length ? named(events) : "no event",
      each.outcome ? ["; ", words.outcome(each.outcome)] : null,
    ];
  }

  /* Items. */

  function patientOf(context, patient, path) {
    const rows = FIELDS.patient.map((field) => row(context, patient, path, field, []));
    (patient.conflicts || []).forEach((conflict, place) => {
      const at = `${path}.conflicts.${place}`;
      rows.push(
        pair(
          "Contradiction",
          valueOf(context, at, "conflicts", conflict, conflict.evidence, [
            `${conflict.field}: `,
            foreign(conflict.values.join(" / ")),
          ]),
        ),
      );
    });
    return boxed(
      context,
      "patient",
      path,
      patient,
      rows.some(Boolean) ? rows : [h("p", { class: "missing" }, "not stated")],
    );
  }

  function outcomeOf(context, outcome, path) {
    if (!outcome && !context.decorate) return null;
    const evidence = outcome ? outcome.evidence || [] : [];
    const shown = valueOf(
      context,
      path,
      "outcome",
      outcome || null,
      evidence,
      outcome ? [words.outcome(outcome)] : null,
      outcome && outcome.text,
    );
    return boxed(context, "outcome", path, outcome || null, [pair("Status", shown)]);
  }

  /** Returns a part of the case that is one item. */
  function boxed(context, field, path, value, rows) {
    const item = h("div", { class: "item", data: { path, kind: field } }, h("dl", null, rows));
    tell(context, item, { kind: "item", path, field, value, evidence: (value && value.evidence) || [] });
    return h(
      "section",
      { class: `group ${field}`, data: { family: familyOf(field) } },
      h("h3", null, TITLES[field]),
      item,
    );
  }

  function familyOf(list) {
    return {
      patient: "person",
      drugs: "drug",
      events: "event",
      therapies: "therapy",
      conditions: "condition",
      outcome: "outcome",
    }[list];
  }

  function listOf(context, items, list, path) {
    if (!items.length && !context.decorate) return null;
    const section = h(
      "section",
      { class: `group list ${list}`, data: { family: familyOf(list), list: path } },
      h("h3", null, TITLES[list], " ", h("span", { class: "count" }, String(items.length))),
      h(
        "ol",
        { class: "items" },
        items.map((item, place) => itemOf(context, item, list, `${path}.${place}`)),
      ),
    );
    return tell(context, section, { kind: "list", path, field: list, value: items, evidence: [] });
  }

  function itemOf(context, item, list, path) {
    const evidence = item.evidence || [];
    const name = valueOf(context, `${path}.name`, "name", item.name, evidence, [foreign(item.name)]);
    const rows = FIELDS[list].map((field) => row(context, item, path, field, evidence));
    const element = h(
      "li",
      { class: "item", data: { path, kind: caseline.record.LISTS[list] } },
      h("h4", null, name),
      h("dl", null, rows),
    );
    return tell(context, element, { kind: "item", path, field: list, value: item, evidence });
  }

  /* Fields. */

  function row(context, item, path, [field, title, say = String, label], evidence) {
    const held = item[field];
    const value = held === undefined || held === null ? (DEFAULTS[field] ?? null) : held;
    if (!context.decorate && (isEmpty(value) || (field in DEFAULTS && value === DEFAULTS[field])))
      return null;
    const at = `${path}.${field}`;
    if (field === "doses") return dosesOf(context, title, value || [], at);
    const shown = Array.isArray(value)
      ? several(context, value, field, say, label, evidence)
      : one(context, value, field, say, label, evidence);
    const own = value && value.evidence;
    return pair(
      title,
      valueOf(context, at, field, value, own || shown.evidence, shown.content, value && value.text, !own),
    );
  }

  function isEmpty(value) {
    return value === null || value === "" || (Array.isArray(value) && !value.length);
  }

  function pair(title, ...details) {
    return h("div", { class: "field" }, h("dt", null, title), details);
  }

  function one(context, value, field, say, label, evidence) {
    if (isEmpty(value)) return { content: null, evidence: [] };
    const said = say === null ? context.names.get(value) || value : say(value, context.names);
    return { content: [foreign(said)], evidence: telling(context, [value], label, evidence) };
  }

  function several(context, values, field, say, label, evidence) {
    if (!values.length) return { content: null, evidence: [] };
    const content = values.map((value) => {
      const said = say === null ? context.names.get(value) || value : say(value, context.names);
      const more =
        field === "codes" && value.display ? h("span", { class: "soft" }, " ", foreign(value.display)) : null;
      return h("span", { class: field === "codes" ? "code" : "one" }, foreign(said), more);
    });
    return { content, evidence: field === "codes" ? [] : telling(context, values, label, evidence) };
  }

  /**
   * Returns the mentions of an item that tell a value which has no evidence of its own, else all of the
   * item's.
   */
  function telling(context, values, label, evidence) {
    if (!label) return evidence;
    const said = new Set(values.map((value) => String(value).toLowerCase()));
    const found = evidence.filter((id) => (context.model.mentions.get(id) || {}).label === label);
    const exact = found.filter((id) => said.has(context.model.mentions.get(id).text.toLowerCase()));
    return exact.length ? exact : found.length ? found : evidence;
  }

  function dosesOf(context, title, doses, path) {
    const shown = doses.map((dose, place) =>
      valueOf(context, `${path}.${place}`, "doses", dose, dose.evidence || [], [
        foreign(words.dose(dose) || "dose"),
      ]),
    );
    const missing = shown.length ? null : h("dd", null, h("span", { class: "missing" }, "not stated"));
    const element = pair(title, shown, missing);
    element.dataset.list = path;
    return tell(context, element, { kind: "list", path, field: "doses", value: doses, evidence: [] });
  }

  /**
   * Returns a value: a button that leads to its evidence where it has some, else plain words.
   * @param {Array|null} content What is shown; null for a value that is not stated.
   * @param {string|null} [printed] How the report words it.
   * @param {boolean} [borrowed] Whether the evidence is that of the whole item.
   */
  function valueOf(context, path, field, value, evidence, content, printed, borrowed = false) {
    const ids = evidence || [];
    const quote =
      printed && content && printed !== content.map((each) => each.textContent || each).join("")
        ? h("q", { class: "printed" }, foreign(printed))
        : null;
    const inner =
      content === null
        ? h("span", { class: "missing" }, "not stated")
        : ids.length && context.onEvidence
          ? link(context, ids, content, borrowed)
          : h("span", { class: "plain" }, content);
    const element = h(
      field === "name" ? "span" : "dd",
      { class: "value", data: { path, field } },
      inner,
      quote,
    );
    return tell(context, element, { kind: "value", path, field, value, evidence: ids });
  }

  function link(context, ids, content, borrowed) {
    const what = borrowed ? "Shows what the whole item rests on" : "Shows it in the text";
    const title = `${what}: ${words.counted(ids.length, "mention")}`;
    return h(
      "button",
      {
        type: "button",
        class: "evidence",
        title,
        data: { evidence: ids.join(" ") },
        on: { click: (event) => context.onEvidence(ids, event) },
      },
      content,
    );
  }

  function point(find, path) {
    let at = path;
    let element = find(at);
    while (!element && at.includes(".")) {
      at = at.slice(0, at.lastIndexOf("."));
      element = find(at);
    }
    if (!element) return;
    const isCase = element.matches(".case");
    element.scrollIntoView({
      block: isCase ? "start" : "center",
      behavior: caseline.dom.still() ? "instant" : "smooth",
    });
    if (!isCase) {
      element.classList.add("flash");
      window.setTimeout(() => element.classList.remove("flash"), 2200);
    }
    const target = (isCase ? element.querySelector("h2") : element.querySelector("button, a")) || element;
    if (!target.matches("button, a")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }

  caseline.card = { show, FIELDS, TITLES };
})();
