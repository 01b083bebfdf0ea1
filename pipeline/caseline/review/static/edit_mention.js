/* A mention in its panel: label, bounds, flags, why it is left out, what it supports. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});
  const { h } = caseline.dom;
  const { changeMention, removeMention, detach } = caseline.edits;

  const FLAGS = ["negated", "uncertain", "historical", "hypothetical"];
  // Words with what joins them, else single signs: the steps by which bounds move.
  const WORD = /[\p{L}\p{N}]+(?:[-'’./][\p{L}\p{N}]+)*|[^\s\p{L}\p{N}]/gu;
  const words = { text: null, list: [] };

  /** The words of a text as [start, end] in units, kept until another text is asked for. */
  function wordsOf(text) {
    if (words.text !== text)
      Object.assign(words, {
        text,
        list: Array.from(text.matchAll(WORD), (found) => [found.index, found.index + found[0].length]),
      });
    return words.list;
  }

  /**
   * Moves a bound of a stretch by a word.
   * @param {object} model of the record
   * @param {{start, end}} stretch in code points
   * @param {string} bound start or end
   * @param {number} by -1 towards the beginning of the text, 1 towards its end
   * @returns {{start, end}|null} null where there is no such word
   */
  function moved(model, { start, end }, bound, by) {
    const [from, to] = [model.toUnits(start), model.toUnits(end)];
    const all = wordsOf(model.text);
    const edge = bound === "start" ? 0 : 1;
    const now = bound === "start" ? from : to;
    const inside = (at) => (bound === "start" ? at < to : at > from);
    const found = by > 0 ? all.find((word) => word[edge] > now) : all.findLast((word) => word[edge] < now);
    if (!found || !inside(found[edge])) return null;
    const changed = model.toPoints(found[edge]);
    return bound === "start" ? { start: changed, end } : { start, end: changed };
  }

  /** Returns the `decorate` of a mention's panel. */
  function decorator(editor) {
    let others = false;
    return (element, mention) => {
      for (const button of element.querySelectorAll("[data-goes]")) unsupport(editor, button, mention);
      const controls = h(
        "div",
        { class: "mention-edit", data: { mention: mention.id } },
        labelAndReason(editor, mention),
        bounds(editor, mention),
        flags(editor, mention),
        mention.excluded
          ? h("p", { class: "soft" }, "It is left out of every case. To use it takes it back in.")
          : null,
        caseline.uses.show(editor, mention.label, (labels) => fitted(editor, mention, labels)),
        h(
          "div",
          { class: "tools" },
          h(
            "button",
            {
              type: "button",
              class: "button small danger",
              data: { control: "delete" },
              on: { click: () => remove(editor, mention) },
            },
            "Delete mention",
          ),
        ),
      );
      // The panel tells of all mentions at a place; the innermost is the one that is meant most often.
      element.append(others ? h("details", null, h("summary", null, "Edit"), controls) : controls);
      if (!others)
        window.queueMicrotask(() => {
          others = false;
          settle(element);
        });
      others = true;
    };
  }

  /** Puts the panel of a mention where all of it can be seen. */
  function settle(element) {
    const panel = element.closest(".mention-panel");
    const mark = panel && panel.parentElement.querySelector("mark[data-selected]");
    if (mark) put(panel.parentElement, panel, mark.getClientRects()[0] || mark.getBoundingClientRect());
  }

  /**
   * Puts a panel below a stretch of the screen, above it where there is room only there, and scrolls it into
   * sight.
   */
  function put(hold, element, rect) {
    const box = hold.getBoundingClientRect();
    const pane = (hold.closest(".pane") || document.documentElement).getBoundingClientRect();
    const panel = element.getBoundingClientRect();
    const left = Math.max(0, Math.min(rect.left - box.left, box.width - panel.width - 4));
    const fits = rect.bottom + panel.height + 12 < Math.min(pane.bottom, window.innerHeight);
    const above = !fits && rect.top - panel.height - 12 > Math.max(pane.top, 0);
    element.style.setProperty("left", `${left}px`);
    element.style.setProperty(
      "top",
      `${(above ? rect.top - panel.height - 6 : rect.bottom + 6) - box.top}px`,
    );
    if (getComputedStyle(element).position === "fixed") {
      // On a narrow screen it lies at the foot: what it is about goes above it.
      if (rect.bottom > element.getBoundingClientRect().top)
        window.scrollBy(0, rect.top - window.innerHeight / 5);
    } else if (!fits && !above) element.scrollIntoView({ block: "nearest" });
  }

  /** Gives a mention one of some labels, where it has none of them, and returns its id. */
  function fitted(editor, mention, labels) {
    if (!labels.includes(mention.label)) change(editor, mention, { label: labels[0] }, "relabelled");
    return mention.id;
  }

  function change(editor, mention, what, words) {
    editor.edit(`“${mention.text}” ${words}`, (report) => changeMention(report, mention.id, what), {
      again: [mention.id],
    });
  }

  function remove(editor, mention) {
    const { id, text } = mention;
    editor.edit(`“${text}” deleted`, (report) => removeMention(report, id), { loud: true });
  }

  function labelAndReason(editor, mention) {
    const { LABELS, EXCLUSIONS } = caseline.record;
    const label = h(
      "select",
      {
        data: { control: "label" },
        on: { change: (event) => change(editor, mention, { label: event.target.value }, "relabelled") },
      },
      Object.entries(LABELS).map(([name, { title }]) =>
        h("option", { value: name, selected: name === mention.label }, title),
      ),
    );
    const reason = h(
      "select",
      {
        data: { control: "excluded" },
        on: {
          change: (event) =>
            change(
              editor,
              mention,
              { excluded: event.target.value || null },
              event.target.value ? "left out" : "taken back in",
            ),
        },
      },
      h("option", { value: "", selected: !mention.excluded }, "no: it is of a case"),
      Object.entries(EXCLUSIONS).map(([name, words]) =>
        h("option", { value: name, selected: name === mention.excluded }, words),
      ),
    );
    return h(
      "div",
      { class: "pairs" },
      h("label", null, "Label", label),
      h("label", null, "Left out", reason),
    );
  }

  function bounds(editor, mention) {
    const step = (bound, by, title, key, sign) =>
      h(
        "button",
        {
          type: "button",
          class: "button small",
          title: `${title} (${key})`,
          "aria-label": title,
          "aria-keyshortcuts": key,
          data: { control: `${bound}${by}` },
          on: { click: () => move(editor, mention, bound, by) },
        },
        sign,
      );
    return h(
      "div",
      { class: "bounds", role: "group", "aria-label": "Bounds" },
      h("span", { class: "soft" }, "Start"),
      step("start", -1, "Begin a word earlier", "{", "◂"),
      step("start", 1, "Begin a word later", "}", "▸"),
      h("span", { class: "soft" }, "End"),
      step("end", -1, "End a word earlier", "[", "◂"),
      step("end", 1, "End a word later", "]", "▸"),
    );
  }

  /** Moves a bound of a mention by a word. */
  function move(editor, mention, bound, by) {
    const found = moved(editor.model, mention, bound, by);
    if (found) change(editor, mention, found, "has other bounds");
  }

  function flags(editor, mention) {
    return h(
      "div",
      { class: "ticks", role: "group", "aria-label": "Told as" },
      FLAGS.map((flag) =>
        h(
          "label",
          { class: "tick" },
          h("input", {
            type: "checkbox",
            checked: mention[flag],
            data: { control: flag },
            on: { change: (event) => change(editor, mention, { [flag]: event.target.checked }, flag) },
          }),
          " ",
          flag,
        ),
      ),
    );
  }

  function unsupport(editor, button, mention) {
    const path = button.dataset.goes;
    const title = caseline.values.titleOf(editor.report, path);
    button.after(
      h(
        "button",
        {
          type: "button",
          class: "close",
          "aria-label": `No evidence of ${title}`,
          title: `No evidence of ${title}`,
          on: {
            click: () =>
              editor.edit(`evidence of ${title}`, (report) => detach(report, path, mention.id), {
                again: [mention.id],
              }),
          },
        },
        "×",
      ),
    );
  }

  caseline.mentions = { decorator, put, moved, move, remove, wordsOf };
})();
