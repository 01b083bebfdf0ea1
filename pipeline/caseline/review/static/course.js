/* The steps of a course as they are drawn: by lane, those of one time together, with their labels. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});
  const { shown } = caseline.dom;
  const words = caseline.words;

  const LANES = [
    { title: "Exposure", family: "drug", kinds: ["start", "dose", "stop"] },
    { title: "Onset", family: "event", kinds: ["onset"] },
    { title: "Therapy", family: "therapy", kinds: ["therapy"] },
    { title: "Care", family: "time", kinds: ["admission", "follow_up"] },
    { title: "Outcome", family: "outcome", kinds: ["outcome"] },
  ];
  const { has } = words;

  /** Whether any day is known of an entry. */
  function isOnAxis(entry) {
    return has(entry.day) || has(entry.low) || has(entry.high);
  }

  /** Returns all days that entries name. */
  function days(entries) {
    return entries.flatMap((entry) => [entry.day, entry.low, entry.high]).filter(has);
  }

  /** Returns the lane of an entry; one of a kind not known here is told beside the care. */
  function laneFor(entry) {
    return (
      LANES.find((lane) => lane.kinds.includes(entry.kind)) || LANES.find((lane) => lane.title === "Care")
    );
  }

  /** Returns the lanes that have something in them, each with its entries. */
  function lanes(entries) {
    return LANES.map((lane) => ({
      lane,
      entries: entries.filter((entry) => laneFor(entry) === lane),
    })).filter((each) => each.entries.length);
  }

  /**
   * Returns what is drawn in a lane: entries of one kind at one time together, a start with its stop.
   * @param {object} context {model, each, names}.
   * @param {object[]} entries @param {object} lane @param {object} scale Of `caseline.axis.scale`.
   * @param {{left: number, right: number}} room What it may take.
   * @returns {object[]} {group, family, low, high: where its time begins and ends, from, to: what is drawn
   *   takes, label, width: of the label, opens: "left"|"right"|null, isPoint, isExact, inside: whether the
   *   label stands in it}.
   */
  function gathered(context, entries, lane, scale, { left, right }) {
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
      return {
        group,
        family: lane.family,
        from: from - 6,
        to: to + 6,
        low: from,
        high: to,
        label,
        opens: !has(low) ? "left" : !has(high) ? "right" : null,
        width: measure(label),
        inside: !has(high),
        isPoint: from === to,
        isExact: group.every((entry) => has(entry.day)),
      };
    });
  }

  /** Joins the start and the stop of the same drugs, where both days are known, to one stretch. */
  function joined(groups) {
    const left = [...groups];
    for (const start of groups) {
      const stop = left.find((group) => isStopOf(group, start));
      if (!stop) continue;
      left.splice(left.indexOf(stop), 1);
      left[left.indexOf(start)] = [...start, ...stop];
    }
    return left;
  }

  function isStopOf([stop, ...stops], [start, ...starts]) {
    if (start.kind !== "start" || stop.kind !== "stop" || !(stop.day > start.day)) return false;
    const refs = (entries) => JSON.stringify(entries.map((entry) => entry.ref).sort());
    return Boolean(start.ref) && refs([stop, ...stops]) === refs([start, ...starts]);
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

  /** Returns the words that tell an outcome, where the entry rests on a mention of one. */
  function wording(context, entry) {
    const mentions = (entry.evidence || []).map((id) => context.model.mentions.get(id));
    const told = mentions.find((mention) => mention && mention.label === "OUTCOME");
    return entry.kind === "outcome" && told ? told.text : "";
  }

  /** Returns how an entry says it ended: the words of its outcome mention, after the name of the event. */
  function ended(context, entry) {
    const event = (context.each.events || []).find((each) => each.id === entry.ref);
    const told = wording(context, entry);
    const said = told || (event && event.outcome ? words.outcome(event.outcome) : entry.text);
    return event ? `${event.name}: ${said}` : said;
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

  caseline.course = { LANES, lanes, gathered, wording, isOnAxis, days };
})();
