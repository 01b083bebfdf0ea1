/* The course of a case, drawn on an axis of days, and as a list.
   The drawing is for the eye and the pointer; whoever reads by ear or by keyboard has the same as a list of buttons. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});
  const { h, svg, foreign, shown } = caseline.dom;
  const words = caseline.words;

  const LANES = [
    { title: "Exposure", family: "drug", kinds: ["start", "dose", "stop"] },
    { title: "Onset", family: "event", kinds: ["onset"] },
    { title: "Therapy", family: "therapy", kinds: ["therapy"] },
    { title: "Care", family: "time", kinds: ["admission", "follow_up"] },
    { title: "Outcome", family: "outcome", kinds: ["outcome"] },
  ];
  const ROW = 24;
  const FOOT = 26;
  const has = (value) => value !== null && value !== undefined;
  let drawings = 0;

  /**
   * Shows the timeline of a case.
   * @param {HTMLElement} container Its content is replaced.
   * @param {object} model Of `caseline.record.open`.
   * @param {number} number Which case, counted from 0.
   * @param {object} options
   * @param {function(string[], Event)} [options.onEvidence] Called with mentions when a step is picked.
   * @param {function(Element, object)} [options.decorate] As of `caseline.card.show`: called for each step of a list as an
   *   "item", and for the whole timeline as a "list".
   * @returns {{destroy: function}}
   */
  function show(container, model, number, { onEvidence, decorate } = {}) {
    const each = model.report.cases[number];
    const entries = (each.timeline || []).map((entry, place) => ({
      ...entry,
      path: `cases.${number}.timeline.${place}`,
    }));
    const context = { model, each, names: model.names[number], onEvidence, decorate };
    const dated = entries.filter(isOnAxis);
    const undated = entries.filter((entry) => !isOnAxis(entry));
    const chart = dated.length ? h("div", { class: "chart" }) : null;
    const section = h(
      "section",
      { class: "group timeline" },
      h("h3", null, "Timeline"),
      chart,
      dated.length ? null : h("p", { class: "soft note" }, none(entries)),
      dated.length && undated.length ? h("p", { class: "soft note" }, "Without a day:") : null,
      undated.length ? listOf(context, undated, "undated") : null,
      dated.length
        ? h(
            "details",
            null,
            h("summary", null, `All ${words.counted(entries.length, "step")} as a list`),
            listOf(context, entries, "steps"),
          )
        : null,
    );
    if (decorate)
      decorate(section, {
        kind: "list",
        path: `cases.${number}.timeline`,
        field: "timeline",
        value: each.timeline || [],
        evidence: [],
      });
    container.replaceChildren(section);
    if (!chart) return { destroy() {} };
    let width = 0;
    const redraw = () => {
      const now = Math.round(chart.clientWidth);
      if (now < 50 || now === width) return;
      width = now;
      chart.replaceChildren(
        drawn(context, dated, width),
        h("p", { class: "soft note" }, legend(dated, width)),
      );
    };
    const watcher = new ResizeObserver(redraw);
    watcher.observe(chart);
    redraw();
    return {
      destroy() {
        watcher.disconnect();
      },
    };
  }

  function isOnAxis(entry) {
    return has(entry.day) || has(entry.low) || has(entry.high);
  }

  function none(entries) {
    return entries.length
      ? "No day can be counted: the text does not tell how these steps lie from the first exposure."
      : "The text dates no step of the course.";
  }

  /** Returns what the reader of the drawing needs to know of its signs. */
  function legend(entries, width) {
    const parts = ["Day 1 is the first exposure to the suspect drug."];
    if (!caseline.axis.scale(days(entries), 0, width).isEven)
      parts.push("Days stand closer together the further they are from it.");
    if (entries.some((entry) => !has(entry.day) && has(entry.low) && has(entry.high)))
      parts.push("A band: some time in it.");
    if (entries.some((entry) => !has(entry.day) && has(entry.low) !== has(entry.high)))
      parts.push("A fading band: the other end is not known.");
    return parts.join(" ");
  }

  function days(entries) {
    return entries.flatMap((entry) => [entry.day, entry.low, entry.high]).filter(has);
  }

  /* The list. */

  function listOf(context, entries, name) {
    return h(
      "ol",
      { class: name },
      entries.map((entry) => {
        const said = words.step(entry, context.names);
        const printed =
          entry.text && entry.text !== said ? h("q", { class: "printed" }, foreign(entry.text)) : null;
        const what =
          (entry.evidence || []).length && context.onEvidence
            ? h(
                "button",
                {
                  type: "button",
                  class: "evidence",
                  data: { evidence: entry.evidence.join(" ") },
                  on: { click: (event) => context.onEvidence(entry.evidence, event) },
                },
                foreign(said),
              )
            : foreign(said);
        const item = h(
          "li",
          { data: { path: entry.path } },
          h("span", { class: "when" }, words.when(entry)),
          h("span", null, what, printed),
        );
        if (context.decorate)
          context.decorate(item, {
            kind: "item",
            path: entry.path,
            field: "timeline",
            value: entry,
            evidence: entry.evidence || [],
          });
        return item;
      }),
    );
  }

  /* The drawing. */

  function drawn(context, entries, width) {
    const named = width >= 440;
    const [left, right] = [named ? 84 : 10, width - 10];
    // Room at the ends, so that what fades has somewhere to go.
    const scale = caseline.axis.scale(
      days(entries),
      left + 8,
      right - (entries.some((entry) => !has(entry.day)) ? 28 : 8),
    );
    const lanes = [];
    let top = 4;
    for (const lane of LANES) {
      const steps = gathered(
        context,
        entries.filter((entry) => laneFor(entry) === lane),
        scale,
        { left, right },
        lane,
      );
      if (!steps.length) continue;
      const head = named ? 0 : 15;
      const placed = caseline.axis.rows(steps, left, right + 8);
      const height = head + (Math.max(...placed.map((place) => place.row)) + 1) * ROW + 6;
      lanes.push({ lane, steps, placed, top, head, height });
      top += height;
    }
    const id = `course-${(drawings += 1)}`;
    return svg(
      "svg",
      {
        viewBox: `0 0 ${width} ${top + FOOT}`,
        width,
        height: top + FOOT,
        "aria-hidden": "true",
        focusable: "false",
        class: "axis",
      },
      svg(
        "defs",
        null,
        ...LANES.flatMap(({ family }) => [
          fade(`${id}-${family}-right`, family, false),
          fade(`${id}-${family}-left`, family, true),
        ]),
      ),
      grid(scale, top, left, right),
      lanes.map((each) => laneOf(context, each, { id, width, named, scale, right, left })),
    );
  }

  /** Returns the lane of an entry; one of a kind not known here is told beside the care. */
  function laneFor(entry) {
    return (
      LANES.find((lane) => lane.kinds.includes(entry.kind)) || LANES.find((lane) => lane.title === "Care")
    );
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

  function grid(scale, top, left, right) {
    const parts = [svg("line", { class: "base", x1: left, x2: right, y1: top, y2: top })];
    for (const day of caseline.axis.ticks(scale, 44)) {
      const x = scale.x(day);
      parts.push(
        svg("line", { class: day === 1 ? "first" : "tick", x1: x, x2: x, y1: 0, y2: top + 4 }),
        svg(
          "text",
          { class: "day", x, y: top + 17, "text-anchor": "middle" },
          day === 1 ? "day 1" : said(day),
        ),
      );
    }
    return svg("g", { class: "grid" }, parts);
  }

  function said(day) {
    return day.toLocaleString("en-GB").replace("-", "−");
  }

  function laneOf(context, { lane, steps, placed, top, head, height }, view) {
    const parts = [
      svg("line", { class: "lane-line", x1: 0, x2: view.width, y1: top + height - 1, y2: top + height - 1 }),
      svg("text", { class: "lane", x: 0, y: top + (view.named ? 17 : 11) }, lane.title),
    ];
    steps.forEach((step, place) =>
      parts.push(stepOf(context, step, placed[place], top + head + 13 + placed[place].row * ROW, view)),
    );
    return svg("g", { data: { family: lane.family } }, parts);
  }

  /** Returns what is drawn in a lane: entries of one kind at one time together, a start with its stop. */
  function gathered(context, entries, scale, { left, right }, lane) {
    const together = new Map();
    for (const entry of entries) {
      const key = [entry.kind, entry.day, entry.low, entry.high].join(" ");
      if (!together.has(key)) together.set(key, []);
      together.get(key).push(entry);
    }
    const groups = [...together.values()];
    return joined(groups).map((group) => {
      const [low, high] = bounds(group);
      const from = has(low) ? scale.x(low) : scale.x(scale.low) - 8;
      const to = has(high) ? scale.x(high) : right;
      // The longest label that fits on either side, or inside what is drawn.
      const label = cut(labelOf(context, group), Math.max(right - to, from - left, to - from) - 16);
      const point = from === to || (has(group[0].day) && group.length === 1);
      return {
        group,
        family: lane.family,
        from: from - 6,
        to: to + 6,
        low: from,
        high: to,
        label,
        point,
        opens: !has(low) ? "left" : !has(high) ? "right" : null,
        width: measure(label),
        inside: !has(high),
        exact: group.every((entry) => has(entry.day)),
      };
    });
  }

  /** Joins the start and the stop of the same drugs, where both days are known, to one stretch. */
  function joined(groups) {
    const refs = (group) =>
      group
        .map((entry) => entry.ref)
        .sort()
        .join(" ");
    const left = [...groups];
    for (const start of groups.filter(
      (group) => group[0].kind === "start" && has(group[0].day) && group[0].ref,
    )) {
      const stop = left.find(
        (group) =>
          group[0].kind === "stop" &&
          has(group[0].day) &&
          group[0].day > start[0].day &&
          refs(group) === refs(start),
      );
      if (!stop) continue;
      left.splice(left.indexOf(stop), 1);
      left[left.indexOf(start)] = [...start, ...stop];
    }
    return left;
  }

  function bounds(group) {
    const first = group[0];
    const last = group[group.length - 1];
    return [has(first.day) ? first.day : first.low, has(last.day) ? last.day : last.high];
  }

  function labelOf(context, group) {
    const name = (entry) => context.names.get(entry.ref);
    const names = words.joined(new Set(group.map(name).filter(Boolean)));
    const [first, last] = [group[0], group[group.length - 1]];
    if (first.kind === "start")
      return `${names || first.text}${last.kind === "stop" ? ", until stopped" : ""}`;
    if (first.kind === "stop") return names ? `${names} stopped` : "stopped";
    if (first.kind === "dose") return `${names || "dose"} (${first.text})`;
    if (first.kind === "admission") return "admission";
    if (first.kind === "follow_up") return first.text ? `follow-up: ${first.text}` : "follow-up";
    if (first.kind === "outcome") return [...new Set(group.map((entry) => ended(context, entry)))].join("; ");
    return names || first.text || words.plain(first.kind);
  }

  /** Returns how an entry says it ended: the words of its outcome mention, after the name of the event. */
  function ended(context, entry) {
    const told = (entry.evidence || [])
      .map((id) => context.model.mentions.get(id))
      .find((mention) => mention && mention.label === "OUTCOME");
    const event = (context.each.events || []).find((each) => each.id === entry.ref);
    const said = told ? told.text : event && event.outcome ? words.outcome(event.outcome) : entry.text;
    return event ? `${event.name}: ${said}` : said;
  }

  function stepOf(context, step, place, y, view) {
    const evidence = [...new Set(step.group.flatMap((entry) => entry.evidence || []))];
    const told = step.group
      .map((entry) => `${words.when(entry)}: ${words.step(entry, context.names)} (“${entry.text}”)`)
      .join("\n");
    const active = evidence.length && context.onEvidence;
    const parts = step.opens ? [open(step, y, view)] : step.point ? [] : [span(step, y)];
    if (step.exact)
      parts.push(
        ...new Set(
          [step.low, step.high].map((x, end) =>
            end && step.point ? null : sign(step.group[end ? step.group.length - 1 : 0].kind, x, y),
          ),
        ),
      );
    parts.push(
      svg("text", { class: "label", x: place.at, y: y + 4, "text-anchor": place.anchor }, step.label),
    );
    return svg(
      "g",
      {
        class: active ? "step active" : "step",
        on: active ? { click: (event) => context.onEvidence(evidence, event) } : {},
      },
      svg("title", null, shown(told)),
      svg("rect", {
        class: "hit",
        x: Math.min(step.from, place.anchor === "end" ? place.at - step.width : place.at),
        y: y - 11,
        width: Math.max(step.to - step.from, 0) + step.width + 12,
        height: 22,
      }),
      parts.filter(Boolean),
    );
  }

  function span(step, y) {
    const thick = 12;
    return svg("rect", {
      class: step.exact ? "during" : "band",
      x: step.low,
      y: y - thick / 2,
      width: Math.max(step.high - step.low, 3),
      height: thick,
      rx: thick / 2,
    });
  }

  function open(step, y, { id }) {
    return svg(
      "g",
      null,
      svg("rect", {
        x: step.low,
        y: y - 6,
        width: Math.max(step.high - step.low, 8),
        height: 12,
        rx: 2,
        fill: `url(#${id}-${step.family}-${step.opens})`,
      }),
      svg("line", {
        class: "edge",
        x1: step.opens === "right" ? step.low : step.high,
        x2: step.opens === "right" ? step.low : step.high,
        y1: y - 8,
        y2: y + 8,
      }),
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

  /* Labels: how wide they are, and what remains of those that are too wide. */

  let pen = null;

  function measure(text) {
    pen = pen || document.createElement("canvas").getContext("2d");
    if (!pen) return text.length * 6.6;
    pen.font = `12.5px ${window.getComputedStyle(document.body).fontFamily}`;
    return pen.measureText(text).width + 2;
  }

  function cut(text, width) {
    const whole = shown(text);
    if (measure(whole) <= width) return whole;
    let kept = [...whole];
    while (kept.length > 1 && measure(`${kept.join("")}…`) > width)
      kept = kept.slice(0, Math.min(kept.length - 1, Math.floor(kept.length * 0.95)));
    return `${kept.join("").trimEnd()}…`;
  }

  caseline.timeline = { show };
})();
