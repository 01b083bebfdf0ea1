/* Values of the card, edited in their place: a select, a line, ticks; a dialog for what has several
   fields. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});
  const { h, foreign } = caseline.dom;
  const { describe, PARTS } = caseline.shape;
  const { get } = caseline.edits;

  /** Parts that are told by one word, and its field; the rest of them is in the dialog. */
  const BY_WORD = { sex: "value", ethnicity: "value", outcome: "status", causality: "value" };
  /** The label that a mention gets which is made to support a value. */
  const LABEL = {
    age: "AGE",
    sex: "SEX",
    ethnicity: "ETHNICITY",
    onset: "TIME",
    start: "TIME",
    duration: "DURATION",
    outcome: "OUTCOME",
    causality: "CAUSALITY",
    doses: "DOSE",
    drugs: "DRUG",
    events: "EVENT",
    therapies: "THERAPY",
    conditions: "DISORDER",
    timeline: "TIME",
  };

  /** The part of a case that a path stands in, and its index. */
  function caseOf(report, path) {
    return report.cases[Number(path.split(".")[1])];
  }

  /** What a path is called: "onset of petechiae", "age of the patient". */
  function titleOf(report, path) {
    const [, index, list, place, field, entry] = path.split(".");
    const several = report.cases.length > 1 ? `, case ${Number(index) + 1}` : "";
    const item = caseline.record.LISTS[list] ? get(report, `cases.${index}.${list}.${place}`) : null;
    const known = describe(path);
    if (item && !field) return `${item.name}${several}`;
    if (item && field === "doses")
      return `dose${entry ? ` ${Number(entry) + 1}` : ""} of ${item.name}${several}`;
    if (item) return `${known ? known.title : field} of ${item.name}${several}`;
    if (list === "patient") return `${known ? known.title : place} of the patient${several}`;
    if (list === "timeline") return `step of the timeline${several}`;
    return `${known ? known.title : list}${several}`;
  }

  /** The label for a mention that supports the value at a path. */
  function labelFor(path) {
    const steps = path.split(".").filter((step) => !/^\d+$/.test(step));
    return LABEL[steps[steps.length - 1]] || "EVENT";
  }

  /* In place. */

  /** Puts a control where a value is shown; what is chosen is kept at once, Escape leaves it as it was. */
  function inPlace(editor, element, path, field, value, more) {
    const held = caseOf(editor.report, path);
    const title = titleOf(editor.report, more || path);
    const before = [...element.childNodes];
    let over = false;
    const back = () => {
      if (over) return;
      over = true;
      element.replaceChildren(...before);
      const button = element.querySelector(".edit");
      if (button) button.focus({ preventScroll: true });
    };
    const { element: made, read } = caseline.form.control(path, field, held, value, null);
    const keep = () => {
      if (over) return;
      const now = editor.attempt(read);
      if (now === undefined) return;
      over = true;
      const done = editor.edit(title, (report) => caseline.edits.setField(report, path, now), {
        path: more || path,
      });
      if (!done) {
        over = false;
        back();
      }
    };
    const isSelect = made.matches("select");
    if (made.matches("input, select, textarea")) made.setAttribute("aria-label", title);
    const all = h(
      "span",
      {
        class: "in-place",
        on: {
          keydown: (event) => {
            event.stopPropagation();
            if (event.key === "Escape") back();
            if (
              event.key === "Enter" &&
              !isSelect &&
              (!made.matches("textarea") || event.ctrlKey || event.metaKey)
            ) {
              event.preventDefault();
              keep();
            }
          },
          focusout: (event) => {
            if (all.contains(event.relatedTarget) || !all.isConnected) return;
            caseline.pressed.first(editor, () => all.isConnected && (isSelect ? back : keep)());
          },
          change: () => {
            if (isSelect) keep();
          },
        },
      },
      made,
      more
        ? h(
            "button",
            {
              type: "button",
              class: "button small",
              on: {
                click: () => {
                  back();
                  editPart(editor, more);
                },
              },
            },
            "More…",
          )
        : null,
      made.matches(".ticks, textarea")
        ? h("button", { type: "button", class: "button small primary", on: { click: keep } }, "Done")
        : null,
    );
    element.replaceChildren(all);
    const focus = made.matches("input, select, textarea")
      ? made
      : made.querySelector("input, button") || all.querySelector("button");
    focus.focus();
    if (focus.select && !isSelect) focus.select();
    if (isSelect) open(focus);
  }

  /** Opens the list of a select where the browser lets us. */
  function open(select) {
    try {
      select.showPicker();
    } catch {
      // It then opens at the next click or arrow key.
    }
  }

  /** Edits the value at a path: in place where it is one word or one line, else in a dialog. */
  function editValue(editor, element, path) {
    const field = describe(path);
    if (!field) return;
    const value = get(editor.report, path) ?? null;
    const word = field.type === "part" && BY_WORD[field.of];
    if (word)
      inPlace(
        editor,
        element,
        `${path}.${word}`,
        { ...PARTS[field.of][word], needed: false },
        value ? value[word] : null,
        path,
      );
    else if (field.type === "part") editPart(editor, path);
    else inPlace(editor, element, path, field, value, null);
  }

  /* In a dialog. */

  /** The mentions that support a part, each with what takes it away; `close("pick")` asks for more. */
  function evidenceBox(editor, ids, changed, close) {
    const list = h("ul", { class: "chips" });
    const draw = () =>
      caseline.dom.fill(
        list,
        ids().length
          ? ids().map((id) => {
              const mention = caseline.edits.mentionOf(editor.report, id);
              return h(
                "li",
                null,
                foreign(mention.text),
                h(
                  "button",
                  {
                    type: "button",
                    class: "close",
                    "aria-label": `Remove the evidence ${mention.text}`,
                    on: {
                      click: () => {
                        changed(ids().filter((one) => one !== id));
                        draw();
                      },
                    },
                  },
                  "×",
                ),
              );
            })
          : h("li", { class: "soft" }, "none"),
      );
    draw();
    return h(
      "fieldset",
      { class: "evidence-box" },
      h("legend", null, "Evidence"),
      list,
      h(
        "button",
        { type: "button", class: "button small", on: { click: () => close("pick") } },
        "Choose in the text…",
      ),
    );
  }

  /** A draft of a part after the words that were chosen for it. */
  function worded(editor, part, draft, ids) {
    if (!ids.length) return { ...draft, evidence: ids };
    const text = caseline.edits.mentionOf(editor.report, ids[0]).text;
    const told = ["value", "low", "high"].some(
      (key) => draft && draft[key] !== null && draft[key] !== undefined,
    );
    const timed = ["onset", "duration", "age"].includes(part);
    const guessed = timed && !told ? caseline.form.guess(text) : {};
    if (part !== "onset") delete guessed.relation;
    if (part === "age") delete guessed.approximate;
    return {
      ...draft,
      ...guessed,
      ...("text" in PARTS[part] && !(draft && draft.text) ? { text } : {}),
      evidence: ids,
    };
  }

  /**
   * Edits a part in a dialog, with its evidence.
   * @param {string} path of the part; of a list where an entry is to be added
   * @param {string[]} [found] mentions that shall support it besides
   */
  async function editPart(editor, path, found = []) {
    const field = describe(path);
    const adds = field.type === "parts";
    const before = adds ? null : (get(editor.report, path) ?? null);
    const title = adds ? `New ${titleOf(editor.report, path)}` : titleOf(editor.report, path);
    let ids = [...new Set([...(before ? before.evidence || [] : []), ...found])];
    let value = found.length ? worded(editor, field.of, before || undefined, ids) : before;
    for (;;) {
      const { chosen, draft } = await caseline.form.ask(
        {
          title: title[0].toUpperCase() + title.slice(1),
          part: field.of,
          held: caseOf(editor.report, path),
          value,
          evidence: (close) =>
            evidenceBox(
              editor,
              () => ids,
              (left) => {
                ids = left;
              },
              close,
            ),
          removable: Boolean(before),
        },
        (told) =>
          editor.keep(title, (report) => kept(report, path, adds, { ...told, evidence: ids }), { path }),
      );
      if (chosen === "remove")
        editor.edit(`${title} removed`, (report) => removed(report, path, field), { path });
      if (chosen !== "pick") return;
      ids = (await editor.pick({ title, ids, label: labelFor(path) })) || ids;
      if (editor.closed) return;
      value = worded(editor, field.of, draft, ids);
    }
  }

  function kept(report, path, adds, value) {
    const { addEntry, addTimelineEntry, setField, evidence, takeIn } = caseline.edits;
    if (!adds) return evidence(setField(report, path, value), path, value.evidence);
    const taken = takeIn(report, value.evidence);
    return path.endsWith(".timeline")
      ? addTimelineEntry(taken, Number(path.split(".")[1]), value)
      : addEntry(taken, path, value);
  }

  function removed(report, path, field) {
    return field.entry
      ? caseline.edits.removeEntry(report, path)
      : caseline.edits.setField(report, path, null);
  }

  /** Asks in the text what supports a part, and keeps it. */
  async function editEvidence(editor, path) {
    const part = get(editor.report, path);
    if (!part) {
      const ids = await editor.pick({ title: titleOf(editor.report, path), ids: [], label: labelFor(path) });
      if (ids && ids.length) editPart(editor, path, ids);
      return;
    }
    const ids = await editor.pick({
      title: titleOf(editor.report, path),
      ids: part.evidence,
      label: labelFor(path),
    });
    if (ids)
      editor.edit(
        `evidence of ${titleOf(editor.report, path)}`,
        (report) => caseline.edits.evidence(report, path, ids),
        { path },
      );
  }

  caseline.values = { editValue, editPart, editEvidence, titleOf, labelFor, caseOf };
})();
