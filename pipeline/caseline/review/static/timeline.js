/* The course of a case, drawn on an axis of days, and as a list.
   The drawing is for the eye and the pointer; whoever reads by ear or by keyboard has the same as a list of
   buttons. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});
  const { h, svg, foreign, shown } = caseline.dom;
  const words = caseline.words;

  const { isOnAxis } = caseline.course;
  const ROW = 24;
  const FOOT = 26;
  const { has } = words;
  let drawings = 0;

  /**
   * Shows the timeline of a case.
   * @param {HTMLElement} container Its content is replaced.
   * @param {object} model Of `caseline.record.open`.
   * @param {number} number Which case, counted from 0.
   * @param {object} options
   * @param {function(string[], Event)} [options.onEvidence] Called with mentions when a step is picked.
   * @param {function(Element, object)} [options.decorate] As of `caseline.card.show`: called for each step
   *   of a list as an "item", and for the whole timeline as a "list".
   * @returns {{destroy: function}}
   */
  function show(container, model, number, { onEvidence, decorate } = {}) {
    const each = model.report.cases[number];
    const path = `cases.${number}.timeline`;
    const entries = (each.timeline || []).map((entry, place) => ({ ...entry, path: `${path}.${place}` }));
    const context = { model, each, names: model.names[number], onEvidence, decorate };
    const dated = entries.filter(isOnAxis);
    const calendar = caseline.calendar.of(entries.filter((entry) => !isOnAxis(entry)));
    const drawnByDate = new Set(calendar.entries.map((entry) => entry.path));
    const undated = entries.filter((entry) => !isOnAxis(entry) && !drawnByDate.has(entry.path));
    const charts = [
      dated.length ? { entries: dated, calendar: null } : null,
      calendar.entries.length ? { entries: calendar.entries, calendar } : null,
    ].filter(Boolean);
    for (const chart of charts) chart.element = h("div", { class: "chart" });
    const section = h(
      "section",
      { class: "group timeline" },
      h("h3", null, "Timeline"),
      dated.length ? null : h("p", { class: "soft note" }, none(entries)),
      charts.map((chart) => chart.element),
      charts.length && undated.length ? h("p", { class: "soft note" }, "Without a day:") : null,
      undated.length ? listOf(context, undated, "undated") : null,
      charts.length ? folded(context, entries) : null,
    );
    const about = { kind: "list", path, field: "timeline", value: each.timeline || [], evidence: [] };
    if (decorate) decorate(section, about);
    container.replaceChildren(section);
    const ends = charts.map((chart) => kept(chart.element, (width) => drawn(context, chart, width)));
    return { destroy: () => ends.forEach((end) => end()) };
  }

  /** Draws into an element, and again whenever its width changes; returns what ends that. */
  function kept(chart, draw) {
    let width = 0;
    const redraw = () => {
      const now = Math.round(chart.clientWidth);
      if (now < 50 || now === width) return;
      width = now;
      chart.replaceChildren(...draw(width));
    };
    const watcher = new ResizeObserver(redraw);
    watcher.observe(chart);
    redraw();
    return () => watcher.disconnect();
  }

  function none(entries) {
    return entries.length
      ? "No day can be counted: the text does not tell how these steps lie from the first exposure."
      : "The text dates no step of the course.";
  }

  /** Returns what the reader of the drawing needs to know of its signs. */
  function legend(entries, scale, calendar) {
    const parts = calendar
      ? ["By date: how these steps lie from the first exposure is not told."]
      : ["Day 1 is the first exposure to the suspect drug."];
    if (!scale.isEven)
      parts.push(`Days stand closer together the further they are from ${calendar ? "the first" : "it"}.`);
    if (entries.some((entry) => !has(entry.day) && has(entry.low) && has(entry.high)))
      parts.push("A band: some time in it.");
    if (entries.some((entry) => !has(entry.day) && has(entry.low) !== has(entry.high)))
      parts.push("A fading band: the other end is not known.");
    return parts.join(" ");
  }

  /* The list. */

  function folded(context, entries) {
    const title = `All ${words.counted(entries.length, "step")} as a list`;
    return h("details", null, h("summary", null, title), listOf(context, entries, "steps"));
  }

  function listOf(context, entries, name) {
    const items = entries.map((entry) => itemOf(context, entry));
    return h("ol", { class: name }, items);
  }

  function itemOf(context, entry) {
    const { path, evidence = [] } = entry;
    const told = caseline.course.wording(context, entry);
    const said = [words.step(entry, context.names), told].filter(Boolean).join(": ");
    const printed =
      entry.text && entry.text !== said ? h("q", { class: "printed" }, foreign(entry.text)) : null;
    const what = evidence.length && context.onEvidence ? link(context, evidence, said) : foreign(said);
    const item = h(
      "li",
      { data: { path } },
      h("span", { class: "when" }, words.when(entry)),
      h("span", null, what, printed),
    );
    if (context.decorate)
      context.decorate(item, { kind: "item", path, field: "timeline", value: entry, evidence });
    return item;
  }

  function link(context, ids, said) {
    const on = { click: (event) => context.onEvidence(ids, event) };
    return h(
      "button",
      { type: "button", class: "evidence", data: { evidence: ids.join(" ") }, on },
      foreign(said),
    );
  }

  /* The drawing. */

  /** Returns the drawing for a width, and the line that explains its signs. */
  function drawn(context, { entries, calendar }, width) {
    const named = width >= 440;
    const [left, right] = [named ? 84 : 10, width - 10];
    // Room at the ends, so that what fades has somewhere to go.
    const last = right - (entries.some((entry) => !has(entry.day)) ? 28 : 8);
    const scale = caseline.axis.scale(caseline.course.days(entries), left + 8, last);
    const view = { id: `course-${(drawings += 1)}`, width, named, scale, left, right };
    const { lanes, height } = placed(context, entries, view);
    const size = { viewBox: `0 0 ${width} ${height + FOOT}`, width, height: height + FOOT };
    const drawing = svg(
      "svg",
      { ...size, class: "axis", "aria-hidden": "true", focusable: "false" },
      svg("defs", null, fades(view.id)),
      grid({ scale, height, left, right, calendar }),
      lanes.map((lane) => laneOf(context, lane, view)),
    );
    return [drawing, h("p", { class: "soft note" }, legend(entries, scale, calendar))];
  }

  /** Returns the lanes from top to bottom, their steps in rows, and how high all are together. */
  function placed(context, entries, { scale, named, left, right }) {
    const lanes = [];
    let top = 4;
    for (const { lane, entries: own } of caseline.course.lanes(entries)) {
      const steps = caseline.course.gathered(context, own, lane, scale, { left, right });
      const places = caseline.axis.rows(steps, left, right + 8);
      const head = named ? 0 : 15;
      const height = head + (Math.max(...places.map((place) => place.row)) + 1) * ROW + 6;
      lanes.push({ lane, steps, places, top, head, height });
      top += height;
    }
    return { lanes, height: top };
  }

  function fades(id) {
    return caseline.course.LANES.flatMap(({ family }) => [
      fade(`${id}-${family}-right`, family, false),
      fade(`${id}-${family}-left`, family, true),
    ]);
  }

  function fade(id, family, leftwards) {
    const stop = (offset, opacity) =>
      svg("stop", { offset, "stop-color": "currentColor", "stop-opacity": opacity });
    return svg(
      "linearGradient",
      { id, class: "fade", data: { family } },
      leftwards ? [stop(0, 0), stop(1, 0.45)] : [stop(0, 0.45), stop(1, 0)],
    );
  }

  function grid({ scale, height, left, right, calendar }) {
    const parts = [svg("line", { class: "base", x1: left, x2: right, y1: height, y2: height })];
    const named = calendar ? calendar.named : said;
    for (const day of caseline.axis.ticks(scale, calendar ? 84 : 44)) {
      const x = scale.x(day);
      const kind = day === 1 && !calendar ? "first" : "tick";
      parts.push(
        svg("line", { class: kind, x1: x, x2: x, y1: 0, y2: height + 4 }),
        svg("text", { class: "day", x, y: height + 17, "text-anchor": "middle" }, named(day)),
      );
    }
    return svg("g", { class: "grid" }, parts);
  }

  function said(day) {
    return day === 1 ? "day 1" : day.toLocaleString("en-GB").replace("-", "−");
  }

  function laneOf(context, { lane, steps, places, top, head, height }, view) {
    const foot = top + height - 1;
    const parts = steps.map((step, number) => {
      const y = top + head + 13 + places[number].row * ROW;
      return stepOf(context, step, places[number], y, view.id);
    });
    return svg(
      "g",
      { data: { family: lane.family } },
      svg("line", { class: "lane-line", x1: 0, x2: view.width, y1: foot, y2: foot }),
      svg("text", { class: "lane", x: 0, y: top + (view.named ? 17 : 11) }, lane.title),
      parts,
    );
  }

  function stepOf(context, step, place, y, id) {
    const evidence = [...new Set(step.group.flatMap((entry) => entry.evidence || []))];
    const active = evidence.length && context.onEvidence;
    const on = active ? { click: (event) => context.onEvidence(evidence, event) } : {};
    const told = step.group.map(
      (entry) => `${words.when(entry.told || entry)}: ${words.step(entry, context.names)} (“${entry.text}”)`,
    );
    const begins = place.anchor === "end" ? place.at - step.width : place.at;
    const [from, to] = [Math.min(step.from, begins), Math.max(step.to, begins + step.width)];
    return svg(
      "g",
      { class: active ? "step active" : "step", on },
      svg("title", null, shown(told.join("\n"))),
      svg("rect", { class: "hit", x: from, y: y - 11, width: to - from, height: 22, rx: 4 }),
      step.opens ? open(step, y, id) : step.isPoint ? null : span(step, y),
      signs(step, y),
      svg("text", { class: "label", x: place.at, y: y + 4, "text-anchor": place.anchor }, step.label),
    );
  }

  /** Returns a sign at each day that is known. */
  function signs(step, y) {
    const last = step.group[step.group.length - 1];
    if (step.isPoint) return sign(last.kind, step.low, y);
    return step.isExact ? [sign(step.group[0].kind, step.low, y), sign(last.kind, step.high, y)] : null;
  }

  /** Returns the stretch of an exposure, or of a time that lies somewhere in it. */
  function span(step, y) {
    const width = Math.max(step.high - step.low, 3);
    return svg("rect", {
      class: step.isExact ? "during" : "band",
      x: step.low,
      y: y - 6,
      width,
      height: 12,
      rx: 6,
    });
  }

  /** Returns a stretch of which one end is known. */
  function open(step, y, id) {
    const width = Math.max(step.high - step.low, 8);
    const edge = step.opens === "right" ? step.low : step.high;
    const fill = `url(#${id}-${step.family}-${step.opens})`;
    return svg(
      "g",
      null,
      svg("rect", { x: step.low, y: y - 6, width, height: 12, rx: 2, fill }),
      svg("line", { class: "edge", x1: edge, x2: edge, y1: y - 8, y2: y + 8 }),
    );
  }

  function sign(kind, x, y) {
    const path = {
      start: `M${x - 4},${y - 6}L${x + 6},${y}L${x - 4},${y + 6}Z`,
      stop: `M${x - 5},${y - 5}h10v10h-10Z`,
      onset: `M${x},${y - 7}L${x + 7},${y}L${x},${y + 7}L${x - 7},${y}Z`,
      therapy: `M${x - 2},${y - 6}h4v4h4v4h-4v4h-4v-4h-4v-4h4Z`,
      outcome: `M${x - 1},${y - 7}h2v2h6v6h-6v6h-2Z`,
    }[kind];
    return path
      ? svg("path", { class: "sign", d: path })
      : svg("circle", { class: "sign", cx: x, cy: y, r: 5 });
  }

  caseline.timeline = { show };
})();
