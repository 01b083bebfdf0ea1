/* Selecting in the text, with the pointer or the keyboard: a new mention, or evidence of a value. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});
  const { h } = caseline.dom;

  /** The key of each label in the menu of a selection. */
  const KEYS = {
    DRUG: "1",
    EVENT: "2",
    DISORDER: "3",
    AGE: "4",
    SEX: "5",
    TIME: "6",
    DURATION: "7",
    DOSE: "8",
    OUTCOME: "9",
    THERAPY: "t",
    CAUSALITY: "c",
    SEVERITY: "v",
    BODY_SITE: "b",
    FINDING: "g",
    SERIOUSNESS: "s",
    ROUTE: "r",
    FREQUENCY: "f",
    DOSE_ORDINAL: "o",
    ETHNICITY: "h",
    POPULATION: "p",
  };

  /** A stretch without the white space at its ends; null where nothing is left. */
  function trimmed(model, chosen) {
    if (!chosen) return null;
    const from = model.toUnits(chosen.start) + chosen.text.length - chosen.text.trimStart().length;
    const to = model.toUnits(chosen.end) - (chosen.text.length - chosen.text.trimEnd().length);
    return to > from
      ? { start: model.toPoints(from), end: model.toPoints(to), text: model.text.slice(from, to) }
      : null;
  }

  /** What is selected in the text of the editor's record. */
  function selected(editor) {
    return trimmed(editor.model, caseline.text.selection(editor.body, editor.model));
  }

  /** Makes a mention of a stretch, or finds the one that is there, and returns its id. */
  function mentionAt(editor, { start, end, text }, labels) {
    const there = editor.report.mentions.find(
      (one) => one.start === start && one.end === end && labels.includes(one.label) && !one.parts,
    );
    if (there) return there.id;
    const id = caseline.edits.nextMention(editor.report);
    const { addMention } = caseline.edits;
    editor.edit(`“${text}” marked`, (report) => addMention(report, labels[0], start, end), {});
    return id;
  }

  /* The menu of a selection. */

  let menu = null;

  function close() {
    if (!menu) return;
    menu.element.remove();
    document.removeEventListener("pointerdown", menu.away, true);
    menu = null;
  }

  /** Opens the menu of what is selected. */
  function open(editor) {
    const chosen = selected(editor);
    if (!chosen) return;
    close();
    const hold = editor.body.querySelector(".text-hold");
    const rect = document.getSelection().getRangeAt(0).getBoundingClientRect();
    const mark = (label) => {
      close();
      const id = mentionAt(editor, chosen, [label]);
      document.getSelection().removeAllRanges();
      editor.again([id], false);
    };
    const labels = Object.entries(caseline.record.LABELS).map(([name, { family, title }]) =>
      h(
        "button",
        {
          type: "button",
          class: "label",
          data: { family },
          "aria-keyshortcuts": KEYS[name],
          on: { click: () => mark(name) },
        },
        h("span", { class: "swatch", "aria-hidden": "true" }),
        title,
        h("kbd", { "aria-hidden": "true" }, KEYS[name]),
      ),
    );
    const element = h(
      "div",
      {
        class: "mention-panel select-panel",
        role: "dialog",
        "aria-label": "Selection",
        tabindex: "-1",
        on: { keydown: (event) => typed(event, mark) },
      },
      h("button", { type: "button", class: "close", "aria-label": "Close", on: { click: close } }, "×"),
      h(
        "p",
        { class: "said" },
        "“",
        caseline.dom.foreign(chosen.text.length > 90 ? `${chosen.text.slice(0, 88)}…` : chosen.text),
        "”",
      ),
      caseline.uses.show(editor, "", (fitting) => {
        close();
        const id = mentionAt(editor, chosen, fitting);
        document.getSelection().removeAllRanges();
        return id;
      }),
      h("div", { class: "uses-head" }, h("strong", null, "Only mark it as")),
      h("div", { class: "labels" }, labels),
    );
    const away = (event) => {
      if (!element.contains(event.target)) close();
    };
    menu = { element, away };
    hold.append(element);
    caseline.mentions.put(hold, element, rect);
    document.addEventListener("pointerdown", away, true);
    element.focus({ preventScroll: true });
  }

  function typed(event, mark) {
    if (event.key === "Escape") {
      event.stopPropagation();
      close();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("select")) return;
    const label = Object.keys(KEYS).find((name) => KEYS[name] === event.key);
    if (!label) return;
    event.preventDefault();
    event.stopPropagation();
    mark(label);
  }

  /* Choosing evidence. */

  let picking = null;

  /**
   * Asks in the text for mentions; a stretch that is selected becomes one.
   * @param {{title, ids, label}} what it is for, what is chosen already, the label of new mentions
   * @returns {Promise<string[]|null>} null when it was given up
   */
  function pick(editor, { title, ids, label }) {
    if (picking) picking.end(null);
    return new Promise((resolve) => {
      const back = editor.showTab("text");
      const from = document.activeElement;
      const count = h("span", { class: "soft", "aria-live": "polite" });
      const end = (chosen) => {
        picking = null;
        banner.remove();
        editor.body.classList.remove("picking");
        editor.reader.text.select([]);
        back();
        if (from && from.isConnected) from.focus({ preventScroll: true });
        resolve(chosen);
      };
      const banner = h(
        "div",
        {
          class: "pick-bar",
          role: "region",
          "aria-label": "Choosing evidence",
          on: { keydown: (event) => picked(editor, event) },
        },
        h("span", null, "Evidence of ", h("strong", null, title), ": click mentions, or select text. "),
        count,
        h("button", { type: "button", class: "button small", on: { click: () => end(null) } }, "Cancel"),
        h(
          "button",
          {
            type: "button",
            class: "button small primary",
            on: { click: () => end([...picking.ids].filter((id) => editor.model.mentions.has(id))) },
          },
          "Done",
        ),
      );
      picking = { ids: new Set(ids), label, end, count };
      editor.body.before(banner);
      editor.body.classList.add("picking");
      redraw(editor);
      (editor.body.querySelector(".text mark[tabindex='0']") || banner.querySelector(".primary")).focus({
        preventScroll: true,
      });
      if (ids.length) editor.reader.text.flash(ids.slice(0, 1));
    });
  }

  function redraw(editor) {
    if (!picking) return;
    const known = [...picking.ids].filter((id) => editor.model.mentions.has(id));
    editor.reader.text.select(known);
    picking.count.textContent = caseline.words.counted(known.length, "mention") + " chosen ";
  }

  function toggle(editor, id) {
    if (!picking.ids.delete(id)) picking.ids.add(id);
    redraw(editor);
  }

  function picked(editor, event) {
    const mark = event.target.closest("mark");
    if (picking && event.key === "Escape") {
      event.stopPropagation();
      picking.end(null);
      return;
    }
    if (
      !picking ||
      !mark ||
      (event.type === "click" && !document.getSelection().isCollapsed && event.detail > 0)
    )
      return;
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    toggle(editor, mark.dataset.mentions.split(" ").pop());
  }

  /** Takes what was selected: for the value that evidence is chosen for, else into the menu. */
  function take(editor) {
    const chosen = selected(editor);
    if (!chosen) return;
    if (!picking) {
      open(editor);
      return;
    }
    const { label } = picking;
    const id = mentionAt(editor, chosen, [label]);
    document.getSelection().removeAllRanges();
    picking.ids.add(id);
    redraw(editor);
  }

  /* By keyboard: a word at a time. */

  let cursor = null;

  /** The point of the page at a place of the text, in units. */
  function pointAt(root, place) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    let left = place;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (left <= node.length) return [node, left];
      left -= node.length;
    }
    return [root, root.childNodes.length];
  }

  function paint(editor) {
    const root = editor.reader.text.element;
    const words = caseline.mentions.wordsOf(editor.model.text);
    const [first, last] = [Math.min(cursor.at, cursor.from), Math.max(cursor.at, cursor.from)];
    document
      .getSelection()
      .setBaseAndExtent(...pointAt(root, words[first][0]), ...pointAt(root, words[last][1]));
    const rect = document.getSelection().getRangeAt(0).getBoundingClientRect();
    if (rect.top < 140 || rect.bottom > window.innerHeight - 40)
      document.getSelection().focusNode.parentElement.scrollIntoView({ block: "center" });
    editor.tell(editor.model.text.slice(words[first][0], words[last][1]));
  }

  /** Begins to select by keyboard, at the mention that has the focus or at the beginning of the text. */
  function begin(editor) {
    const root = editor.reader.text.element;
    const words = caseline.mentions.wordsOf(editor.model.text);
    if (!words.length) return;
    editor.showTab("text");
    const mark = root.querySelector("mark:focus") || root.querySelector("mark[data-selected]");
    const id = mark && mark.dataset.mentions.split(" ").pop();
    const place = id ? editor.model.toUnits(editor.model.mentions.get(id).start) : 0;
    const at = Math.max(
      0,
      words.findIndex(([start]) => start >= place),
    );
    cursor = { at, from: at };
    root.tabIndex = -1;
    root.focus({ preventScroll: true });
    paint(editor);
  }

  const STEPS = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 12, ArrowUp: -12 };

  function walked(editor, event) {
    if (
      !cursor ||
      event.target !== editor.reader.text.element ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey
    )
      return;
    if (event.key === "Escape") {
      cursor = null;
      document.getSelection().removeAllRanges();
    } else if (event.key === "Enter") {
      cursor = null;
      take(editor);
    } else if (event.key in STEPS) {
      const most = caseline.mentions.wordsOf(editor.model.text).length - 1;
      cursor.at = Math.min(most, Math.max(0, cursor.at + STEPS[event.key]));
      if (!event.shiftKey) cursor.from = cursor.at;
      paint(editor);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Listens in the place that holds a record, as long as it is there. */
  function watch(editor) {
    const { body } = editor;
    body.addEventListener("click", (event) => picked(editor, event), true);
    body.addEventListener("keydown", (event) => picked(editor, event), true);
    body.addEventListener("keydown", (event) => walked(editor, event));
    body.addEventListener("pointerup", (event) => {
      cursor = null;
      // The selection is what the browser makes of it after this.
      if (event.target.closest(".text")) window.setTimeout(() => take(editor), 0);
    });
    watched = editor;
  }

  let watched = null;
  let timer = null;

  /** On touch screens a selection grows by its handles, long after the finger left the text. */
  document.addEventListener("selectionchange", () => {
    if (!watched || !window.matchMedia("(pointer: coarse)").matches) return;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      if (watched.body.isConnected && !menu && !cursor && selected(watched))
        caseline.dialog.say("Selected", { title: "Use it", act: () => take(watched) });
    }, 500);
  });

  /** Gives up whatever is under way; true where something was. */
  function stop() {
    const was = Boolean(menu || picking || cursor);
    close();
    if (picking) picking.end(null);
    cursor = null;
    return was;
  }

  caseline.select = { watch, pick, begin, take, stop, redraw, selected, KEYS };
})();
