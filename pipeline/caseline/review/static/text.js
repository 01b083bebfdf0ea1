/* The text with its mentions.
   The text nodes below `.text` hold the document's text to the letter and nothing else, so that a selection
   can be turned into offsets; whatever is shown besides is in attributes and drawn by the style sheet. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});
  const { h, code, still, STEERING } = caseline.dom;
  const FLASH = 2200;
  const LARGE = 600; // from so many stretches on, paragraphs out of sight are not laid out

  /**
   * Shows the text of a record.
   * @param {HTMLElement} container Its content is replaced.
   * @param {object} model Of `caseline.record.open`.
   * @param {object} options
   * @param {function(string[], Element)} [options.onPick] Called with the mentions of a stretch, innermost
   *   first.
   * @returns {{flash, select, filter, element, destroy}}
   */
  function show(container, model, { onPick } = {}) {
    const element = h("div", { class: "text", role: "group", "aria-label": "Text of the report" });
    const steers = model.text.search(STEERING) >= 0;
    const state = { model, element, steers, marks: [], byId: new Map(), stops: [], stop: null };
    draw(state);
    const listeners = [
      ["click", (event) => picked(state, event, onPick)],
      ["pointerdown", release],
      ["keydown", (event) => walked(state, event, onPick)],
      [
        "focusin",
        (event) => {
          if (event.target.dataset.mentions) hold(state, event.target);
        },
      ],
    ];
    for (const [name, listener] of listeners) element.addEventListener(name, listener);
    container.replaceChildren(element);
    const shown = {
      element,
      /** Scrolls to mentions and lets them flash; `focus` takes the keyboard there, too. */
      flash(ids, { focus = false } = {}) {
        flash(state, ids, focus);
      },
      /** Frames mentions until others are; none for []. */
      select(ids) {
        frame(state, ids);
      },
      /** Shows families in colour or not: {families: Set|null, excluded: boolean}. */
      filter(choice) {
        paint(state, choice);
      },
      destroy() {
        for (const [name, listener] of listeners) element.removeEventListener(name, listener);
        element.remove();
      },
    };
    shown.filter({ families: null, excluded: true });
    return shown;
  }

  /* Drawing. */

  function draw(state) {
    const { model, element } = state;
    const segments = cut(model);
    let next = 0; // the first segment that may reach into the stretch at hand
    for (const block of blocks(model)) {
      const into = block.section
        ? h("section", {
            class: "part",
            "aria-label": block.kind,
            data: { kind: block.kind, section: block.section.name },
          })
        : h("div", { class: "part" });
      for (const paragraph of paragraphs(model.text, block)) {
        const line = h(paragraph.heading ? "h3" : "p", {
          dir: "auto",
          class: paragraph.blank ? "gap" : null,
        });
        while (next < segments.length && segments[next].end <= paragraph.start) next += 1;
        fillLine(state, line, paragraph, segments, next);
        into.append(line);
      }
      element.append(into);
    }
    closeMarks(state);
    element.classList.toggle("large", state.marks.length > LARGE);
  }

  /** Returns the stretches, in units, that are named by the same mentions, in order: {start, end, ids}. */
  function cut(model) {
    const edges = [];
    for (const mention of model.mentions.values()) {
      for (const [start, end] of caseline.record.stretches(mention)) {
        edges.push([model.toUnits(start), 1, mention], [model.toUnits(end), 0, mention]);
      }
    }
    edges.sort((left, right) => left[0] - right[0] || left[1] - right[1]);
    const open = new Set();
    const found = [];
    let start = 0;
    for (const [place, opens, mention] of edges) {
      if (open.size && place > start) {
        const mentions = [...open];
        if (open.size > 1) mentions.sort(caseline.record.outerFirst);
        found.push({ start, end: place, mentions });
      }
      start = place;
      if (opens) open.add(mention);
      else open.delete(mention);
    }
    return found;
  }

  /** Returns the sections and what lies between them, in units. */
  function blocks(model) {
    const found = [];
    let reached = 0;
    const upTo = (end) => {
      if (end > reached) found.push({ start: reached, end });
    };
    for (const section of model.report.document.sections || []) {
      const [start, end] = [model.toUnits(section.start), model.toUnits(section.end)];
      upTo(start);
      if (end > start) found.push({ start, end, section, kind: caseline.words.plain(section.name) });
      reached = end;
    }
    upTo(model.text.length);
    return found;
  }

  /**
   * Returns the paragraphs of a block with the line breaks that end them; a printed heading is one of its
   * own.
   */
  function* paragraphs(text, { start, end, section }) {
    const whole = text.slice(start, end);
    let from = 0;
    const title = section && section.title;
    const isTitle = section && section.name === "title";
    for (const match of whole.matchAll(/[^\n]+\n?|\n+/g)) {
      const line = match[0].trim();
      const heading =
        from === 0 && match.index === 0 && (isTitle || (Boolean(title) && line === title.trim()));
      yield { start: start + match.index, end: start + match.index + match[0].length, heading, blank: !line };
      from = 1;
    }
  }

  function fillLine(state, line, { start, end }, segments, first) {
    let reached = start;
    for (let place = first; place < segments.length && segments[place].start < end; place += 1) {
      const segment = segments[place];
      const [from, to] = [Math.max(segment.start, start), Math.min(segment.end, end)];
      if (from > reached) write(state, line, state.model.text.slice(reached, from));
      line.append(mark(state, segment, from, to));
      reached = to;
    }
    if (end > reached) write(state, line, state.model.text.slice(reached, end));
  }

  /** Appends text; characters that nobody sees are shown by their code, and steer nothing but themselves. */
  function write({ steers }, into, text) {
    let reached = 0;
    if (!steers) {
      into.append(text);
      return;
    }
    for (const match of text.matchAll(STEERING)) {
      if (match.index > reached) into.append(text.slice(reached, match.index));
      into.append(h("span", { class: "control", data: { code: code(match[0]) } }, match[0]));
      reached = match.index + match[0].length;
    }
    if (reached < text.length) into.append(text.slice(reached));
  }

  function mark(state, segment, from, to) {
    const ids = segment.mentions.map((mention) => mention.id);
    const element = document.createElement("mark");
    element.setAttribute("data-mentions", ids.join(" "));
    write(state, element, state.model.text.slice(from, to));
    for (const id of ids) {
      if (!state.byId.has(id)) state.byId.set(id, []);
      state.byId.get(id).push(element);
    }
    state.marks.push({ element, mentions: segment.mentions, set: {} });
    return element;
  }

  /** Tells of each mention at its first and last stretch, once all of them are there. */
  function closeMarks(state) {
    for (const mark of state.marks) {
      const { element, mentions } = mark;
      const [begun, ended] = [[], []];
      for (const mention of mentions) {
        const all = state.byId.get(mention.id);
        if (all[0] === element) begun.push(mention);
        if (all[all.length - 1] === element) ended.push(mention);
      }
      if (begun.length) element.setAttribute("data-begins", "");
      if (ended.length) element.setAttribute("data-ends", "");
      const why = begun.filter((mention) => mention.excluded).map(caseline.words.exclusion);
      if (why.length) element.setAttribute("data-reason", ` (left out: ${why.join(", ")}) `);
      mark.tags = ended.length ? ended.map((mention) => ({ mention, tag: tag(mention) })).reverse() : [];
      element.title = mentions.map((mention) => told(state.model, mention)).join("\n");
      if (begun.some((mention) => state.model.usedBy(mention.id).length)) makeStop(state, element);
    }
    if (state.stops.length) hold(state, state.stops[0]);
  }

  function makeStop(state, element) {
    element.setAttribute("role", "button");
    element.tabIndex = -1;
    state.stops.push(element);
  }

  /** Returns what a mention is, in a line: for the pointer that rests on it, and for screen readers. */
  function told(model, mention) {
    const { LABELS } = caseline.record;
    const label = (LABELS[mention.label] || { title: mention.label }).title;
    const parts = [isInParts(mention) ? `${label} “${mention.text}”, in parts` : label];
    if (mention.excluded) parts.push(`left out: ${caseline.words.exclusion(mention)}`);
    else if (!model.usedBy(mention.id).length) parts.push("supports no value");
    if (typeof mention.score === "number") parts.push(`score ${caseline.words.score(mention.score)}`);
    return parts.join(" · ");
  }

  function isInParts(mention) {
    return Boolean(mention.parts && mention.parts.length);
  }

  /* Colours: the innermost of what is shown decides the ground, the outermost the line below. */

  function paint(state, { families, excluded }) {
    const isShown = (mention) =>
      (excluded || !mention.excluded) && (!families || families.has(caseline.record.family(mention)));
    for (const mark of state.marks) {
      const seen = mark.mentions.filter(isShown);
      const inner = seen[seen.length - 1];
      set(mark, "family", inner && caseline.record.family(inner));
      set(mark, "outer", seen.length > 1 && caseline.record.family(seen[0]));
      set(mark, "excluded", inner && inner.excluded);
      set(mark, "unused", inner && !inner.excluded && !state.model.usedBy(inner.id).length && "true");
      const tags = mark.tags.filter(({ mention }) => isShown(mention));
      set(mark, "tag", tags.map((each) => each.tag).join(" "));
    }
  }

  /** Sets or removes data of a mark; what is so already is left alone, since there are thousands. */
  function set(mark, name, value) {
    if ((mark.set[name] || "") === (value || "")) return;
    mark.set[name] = value;
    if (value) mark.element.setAttribute(`data-${name}`, value);
    else mark.element.removeAttribute(`data-${name}`);
  }

  /** Returns what is printed behind a mention, where colours cannot tell. */
  function tag(mention) {
    const { LABELS } = caseline.record;
    const label = (LABELS[mention.label] || { title: mention.label }).title.toLowerCase();
    return mention.excluded ? `[${label}: ${caseline.words.exclusion(mention)}]` : label;
  }

  /* Picking, by pointer and by keyboard: one stop for the Tab key, arrows go from mention to mention. */

  function picked(state, event, onPick) {
    const element = event.target.closest("mark");
    const selection = document.getSelection();
    if (!element || !onPick || (selection && !selection.isCollapsed && event.detail > 0)) return;
    onPick(idsOf(element), element);
  }

  /** Lets a selection begin in a mention: in what can have the focus, browsers keep it to its inside. */
  function release(event) {
    const mark = event.target.closest("mark[tabindex]");
    if (!mark) return;
    const index = mark.getAttribute("tabindex");
    mark.removeAttribute("tabindex");
    const again = () => {
      document.removeEventListener("pointerup", again, true);
      document.removeEventListener("pointercancel", again, true);
      mark.setAttribute("tabindex", index);
    };
    document.addEventListener("pointerup", again, true);
    document.addEventListener("pointercancel", again, true);
  }

  function idsOf(element) {
    return element.dataset.mentions.split(" ").reverse();
  }

  function hold(state, element) {
    if (state.stop) state.stop.tabIndex = -1;
    state.stop = element;
    element.tabIndex = 0;
  }

  function walked(state, event, onPick) {
    const element = event.target;
    if (!element.dataset.mentions || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      if (onPick) onPick(idsOf(element), element);
      return;
    }
    const steps = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };
    if (!(event.key in steps)) return;
    event.preventDefault();
    step(state, element, steps[event.key], event.shiftKey);
  }

  /** Goes on to the next mention that a case uses; with Shift to the next of all that are shown. */
  function step(state, element, by, all) {
    const stops = (all ? state.marks.map((mark) => mark.element) : state.stops).filter(
      (each) => each === element || (each.dataset.family && "begins" in each.dataset),
    );
    let place = stops.indexOf(element);
    if (place < 0) {
      const follows = (each) => element.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING;
      place = stops.findIndex(follows);
      if (place < 0) place = stops.length;
      if (by > 0) place -= 1;
    }
    const next = stops[Math.min(Math.max(place + by, 0), stops.length - 1)];
    if (next) focusOn(state, next);
  }

  function focusOn(state, element) {
    hold(state, element);
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest" });
  }

  /* Pointing out. */

  function marksOf(state, ids) {
    return ids.flatMap((id) => state.byId.get(id) || []);
  }

  function frame(state, ids) {
    const chosen = new Set(marksOf(state, ids));
    for (const mark of state.marks) set(mark, "selected", chosen.has(mark.element) && "true");
  }

  function flash(state, ids, focus) {
    const elements = marksOf(state, ids);
    if (!elements.length) return;
    const first = elements.reduce((a, b) =>
      b.compareDocumentPosition(a) & Node.DOCUMENT_POSITION_FOLLOWING ? b : a,
    );
    const near = Math.abs(first.getBoundingClientRect().top) < 2 * window.innerHeight;
    const large = state.element.classList.contains("large");
    first.scrollIntoView({ block: "center", behavior: near && !large && !still() ? "smooth" : "instant" });
    // Paragraphs that come into sight may turn out higher than was guessed.
    if (large)
      window.requestAnimationFrame(() => first.scrollIntoView({ block: "center", behavior: "instant" }));
    for (const element of elements) {
      element.classList.remove("flash");
      void element.offsetWidth; // begins the animation anew
      element.classList.add("flash");
      window.setTimeout(() => element.classList.remove("flash"), FLASH);
    }
    if (!focus) return;
    hold(state, first);
    first.focus({ preventScroll: true });
  }

  /**
   * Returns what is selected in the text, in code points of the record, or null.
   * @param {HTMLElement} container What `show` was given, or anything around it.
   */
  function selection(container, model) {
    const element = container.matches(".text") ? container : container.querySelector(".text");
    const chosen = document.getSelection();
    if (!element || !chosen || !chosen.rangeCount || chosen.isCollapsed) return null;
    const range = chosen.getRangeAt(0);
    if (!range.intersectsNode(element)) return null;
    const [from, to] = [
      within(element, range.startContainer, range.startOffset),
      within(element, range.endContainer, range.endOffset),
    ];
    const [start, end] = [model.toPoints(from), model.toPoints(to)];
    return end > start ? { start, end, text: model.slice(start, end) } : null;
  }

  /**
   * Returns how many units of the text stand before a point; points outside count as its beginning or end.
   */
  function within(element, node, offset) {
    const range = document.createRange();
    range.selectNodeContents(element);
    const place = range.comparePoint(node, offset);
    if (place < 0) return 0;
    if (place === 0) range.setEnd(node, offset);
    return range.toString().length;
  }

  caseline.text = { show, selection, told };
})();
