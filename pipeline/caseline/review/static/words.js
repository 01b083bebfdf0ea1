/* Values of a record in words, as `caseline show` says them. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});

  const UNITS = { a: "year", mo: "month", wk: "week", d: "day", h: "hour", min: "minute", s: "second" };

  const STEPS = {
    start: "start",
    dose: "dose",
    stop: "stop",
    onset: "onset",
    admission: "admission",
    therapy: "therapy",
    outcome: "outcome",
    follow_up: "follow-up",
  };

  const has = (value) => value !== null && value !== undefined;

  /** Returns names as a phrase: "a", "a and b", "a, b and c". */
  function joined(names) {
    const all = [...names];
    const last = all.pop() || "";
    return all.length ? `${all.join(", ")} and ${last}` : last;
  }

  /** Returns the word of the schema as people write it: not_recovered → not recovered. */
  function plain(value) {
    return String(value).replace(/_/g, " ");
  }

  /** Returns a number as it is read: no more than 6 digits that count. */
  function number(value) {
    return String(Number(Number(value).toPrecision(6)));
  }

  /** Returns "1 day", "12–24 hours", "at least 3 weeks"; empty where there is no number. */
  function quantity({ value, low, high, unit }) {
    if (!unit) return "";
    const noun = UNITS[unit] || unit;
    const plural = value === 1 ? noun : `${noun}s`;
    if (has(value)) return `${number(value)} ${plural}`;
    if (has(low) && has(high)) return `${number(low)}–${number(high)} ${plural}`;
    if (has(low)) return `at least ${number(low)} ${plural}`;
    return has(high) ? `at most ${number(high)} ${plural}` : "";
  }

  /** Returns the age by its value, else as printed. */
  function age(part) {
    return quantity(part) || part.text;
  }

  /** Returns the patient in few words: "58 years, female, Caucasian". */
  function patient(part) {
    const { age: years, sex, ethnicity } = part || {};
    return [
      years ? age(years) : "age not stated",
      sex ? sex.value : "sex not stated",
      ethnicity ? ethnicity.value : "",
    ]
      .filter(Boolean)
      .join(", ");
  }

  /** Returns "dose 2, 12 mg, intravenous"; empty where the record says nothing. */
  function dose(part) {
    const which = part.ordinal ? `${part.kind || "dose"} ${part.ordinal}` : "";
    const amount = has(part.amount) ? `${number(part.amount)} ${part.unit || ""}`.trim() : "";
    return [which, amount, part.route, part.frequency].filter(Boolean).join(", ");
  }

  /** Returns the length by its value, else as printed. */
  function duration(part) {
    const words = quantity(part);
    return words ? (part.approximate ? `about ${words}` : words) : part.text;
  }

  /** Returns what a time is counted from; `names` gives the name behind an id. */
  function anchor(part, names) {
    const drug = names.get(part.drug) || "";
    if (part.kind === "dose" || part.kind === "course") {
      const which = part.ordinal ? `${part.kind} ${part.ordinal}` : `a ${part.kind}`;
      return drug ? `${which} of ${drug}` : which;
    }
    if (part.kind === "start") return `the start of ${drug || "treatment"}`;
    if (part.kind === "stop") return `the end of ${drug || "treatment"}`;
    if (part.kind === "event") return names.get(part.event) || "an event";
    return part.kind === "date" ? part.date || "a date" : "admission";
  }

  /** Returns "1 day after dose 2 of X" where the record holds that, else the onset as printed. */
  function onset(part, names) {
    const distance = quantity(part);
    if (!distance || !part.anchor) return part.text;
    const told = part.approximate ? `about ${distance}` : distance;
    const from = anchor(part.anchor, names);
    if (part.relation === "after" || part.relation === "before") return `${told} ${part.relation} ${from}`;
    return part.relation === "within" ? `within ${told} of ${from}` : part.text;
  }

  /** Returns the status in words. */
  function outcome(part) {
    return plain(part.status);
  }

  /** Returns "probable (Naranjo 7)". */
  function causality(part) {
    const scale = part.method ? ` (${part.method}${has(part.score) ? ` ${part.score}` : ""})` : "";
    return `${plain(part.value)}${scale}`;
  }

  /** Returns a code of a terminology as "HPO HP:0000967", its name beside it where it has one. */
  function code(part) {
    return part.code.includes(":") ? part.code : `${part.system}:${part.code}`;
  }

  /** Returns "day 3", "day 1 to 4", "from day 1", "by day 3"; empty where no day is known. */
  function days({ day, low, high }) {
    if (has(day)) return `day ${number(day)}`;
    if (has(low) && has(high)) return `day ${number(low)} to ${number(high)}`;
    if (has(low)) return `from day ${number(low)}`;
    return has(high) ? `by day ${number(high)}` : "";
  }

  /** Returns when a step of the course was: its days, and its date where there is one. */
  function when(entry) {
    return [days(entry), entry.date].filter(Boolean).join(" · ") || "day not stated";
  }

  /** Returns what a step of the course was, by the name behind its `ref`. */
  function step(entry, names) {
    const name = names.get(entry.ref) || "";
    switch (entry.kind) {
      case "start":
        return name ? `start of ${name}` : "start";
      case "dose":
        return name ? `dose of ${name}` : "dose";
      case "stop":
        return name ? `${name} stopped` : "stopped";
      case "onset":
        return name ? `onset of ${name}` : "onset";
      case "therapy":
        return name ? `treated with ${name}` : "treatment";
      case "outcome":
        return name ? `outcome of ${name}` : "outcome";
      default:
        return [STEPS[entry.kind] || plain(entry.kind), name].filter(Boolean).join(": ");
    }
  }

  /** Returns why a mention is in no case. */
  function exclusion(mention) {
    return caseline.record.EXCLUSIONS[mention.excluded] || plain(mention.excluded);
  }

  /** Returns a probability as "0.93". */
  function score(value) {
    return has(value) ? Number(value).toFixed(2) : "";
  }

  /** Returns "1 mention", "2 mentions". */
  function counted(count, noun, plural = `${noun}s`) {
    return `${count} ${count === 1 ? noun : plural}`;
  }

  caseline.words = {
    has,
    UNITS,
    STEPS,
    joined,
    plain,
    number,
    quantity,
    age,
    patient,
    dose,
    duration,
    anchor,
    onset,
    outcome,
    causality,
    code,
    days,
    when,
    step,
    exclusion,
    score,
    counted,
  };
})();
