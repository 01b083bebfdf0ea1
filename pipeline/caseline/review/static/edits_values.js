/* Edits of values: any field of a case by its path, checked against the record's shape before it is set.
 */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});
  const { EditError, get, put, mentionOf } = caseline.edits;
  const { CHOICES, PARTS, describe, fresh } = caseline.shape;
  const ISO = { a: "P#Y", mo: "P#M", wk: "P#W", d: "P#D", h: "PT#H", min: "PT#M", s: "PT#S" };
  const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T([01]\d|2[0-3])(?::[0-5]\d){0,2})?)?)?$/;

  /** The ISO 8601 duration of an exact length; null where it is not exact. */
  function iso8601(value, unit, approximate) {
    return value === null || unit === null || approximate ? null : ISO[unit].replace("#", String(value));
  }

  function caseOf(report, path) {
    const index = Number(path.split(".")[1]);
    const held = report.cases[index];
    if (!held) throw new EditError("there is no such case");
    return held;
  }

  function idsOf(held, of) {
    const lists = of === "any" ? ["conditions", "drugs", "events", "therapies"] : [of];
    return lists.flatMap((list) => held[list].map((item) => item.id));
  }

  function wrong(field, value, ask) {
    throw new EditError(`${field.title}: ${ask}, not ${JSON.stringify(value)}`);
  }

  function text(field, value) {
    if (typeof value !== "string") wrong(field, value, "some words are needed");
    if (field.needed && field.type === "text" && !value.trim())
      throw new EditError(`${field.title}: some words are needed`);
    return field.type === "printed" ? value : value.trim();
  }

  /** Whether a date is one of the calendar, as far as it is told. */
  function isDate(value) {
    const [, year, month, day] = DATE.exec(value) || [];
    if (!year) return false;
    const made = new Date(Date.UTC(2000, (month || 1) - 1, day || 1));
    made.setUTCFullYear(Number(year), (month || 1) - 1, day || 1);
    return made.toISOString().startsWith([year, month, day].filter(Boolean).join("-"));
  }

  const isNumber = (value) => typeof value === "number" && Number.isFinite(value);
  const known = (of, value) => CHOICES[of].some(([word]) => word === value);

  const CODE = { title: "code", type: "text", needed: true };
  /** The code among those that an item has; how it was come by stays with one that nobody changed. */
  const sameCode = (codes, { system, code, display = null }) =>
    codes.find((one) => one.system === system && one.code === code && (one.display ?? null) === display);
  /** A code; that of a new item, which has it from its first mention, was come by as it was there. */
  const fitCode = ({ system, code, display = null, ...comeBy }, isNew) => ({
    system: text(CODE, system),
    code: text(CODE, code),
    display,
    ...(isNew ? comeBy : {}),
  });
  const inText = (report, ids) =>
    report.mentions.filter((mention) => ids.includes(mention.id)).map((mention) => mention.id);

  /** How a value of each type is made fit to be kept. */
  const FIT = {
    text,
    printed: text,
    derived: (field, value) => value,
    key: (field, value) => value,
    codes: (field, value, held, report, before) =>
      value.map((one) => sameCode(before || [], one) || fitCode(one, !before)),
    number: (field, value) => {
      if (!isNumber(value)) wrong(field, value, "a number is needed");
      return value < field.least ? wrong(field, value, `a number from ${field.least} is needed`) : value;
    },
    integer: (field, value) =>
      Number.isInteger(value) ? value : wrong(field, value, "a whole number is needed"),
    ordinal: (field, value) =>
      Number.isInteger(value) && value > 0 ? value : wrong(field, value, "a whole number from 1 is needed"),
    flag: (field, value) => Boolean(value),
    date: (field, value) =>
      isDate(value) ? value : wrong(field, value, "a date such as 2021, 2021-03 or 2021-03-14 is needed"),
    choice: (field, value) =>
      known(field.of, value) || (field.open && typeof value === "string")
        ? value
        : wrong(field, value, `one of ${CHOICES[field.of].map(([, words]) => words).join(", ")} is needed`),
    choices: (field, value) => [
      ...CHOICES[field.of].map(([word]) => word).filter((word) => value.includes(word)),
      ...value.filter((word) => !known(field.of, word)),
    ],
    texts: (field, value) => value.map((one) => one.trim()).filter(Boolean),
    id: (field, value, held) =>
      idsOf(held, field.of).includes(value) ? value : wrong(field, value, "the case has no such item"),
    ids: (field, value, held) => idsOf(held, field.of).filter((id) => value.includes(id)),
    evidence: (field, value, held, report) =>
      inText(
        report,
        value.map((id) => mentionOf(report, id).id),
      ),
    part: (field, value, held, report, before) => fitPart(field, value, held, report, before),
    parts: (field, value, held, report) => value.map((one) => fitPart(field, one, held, report, null)),
  };
  const LISTS = new Set(["choices", "texts", "ids", "evidence", "parts", "codes"]);

  function fit(field, value, held, report, before) {
    if (value === null || value === undefined || (value === "" && !field.needed)) {
      if (LISTS.has(field.type)) return [];
      if (field.type === "flag") return false;
      if (field.needed) throw new EditError(`${field.title}: a value is needed`);
      return null;
    }
    return FIT[field.type](field, value, held, report, before);
  }

  function fitPart(field, value, held, report, before) {
    const made = fresh(field.of, before ? { ...before, ...value } : value);
    for (const [key, inner] of Object.entries(PARTS[field.of])) {
      if (!(key in made)) continue;
      const same = before && made[key] === before[key];
      if (!same) made[key] = fit(inner, made[key], held, report, before ? before[key] : null);
      if (inner.leftOut && (made[key] === null || (Array.isArray(made[key]) && !made[key].length)))
        delete made[key];
    }
    inBounds(made, before || {});
    return derive(made, before || {}, report);
  }

  /** Refuses bounds that exclude each other, where an edit made them so. */
  function inBounds({ low, high }, before) {
    if (low === before.low && high === before.high) return;
    if (isNumber(low) && isNumber(high) && low > high)
      throw new EditError(`the lower bound, ${low}, is above the upper one, ${high}`);
  }

  /** What follows from the other fields of a part: the ISO 8601 length, and words where none are told. */
  function derive(made, before, report) {
    const differs = ["value", "unit", "approximate"].some((key) => made[key] !== before[key]);
    if ("iso8601" in made && differs) made.iso8601 = iso8601(made.value, made.unit, made.approximate);
    if ("text" in made && !made.text && made.evidence && made.evidence.length) {
      made.text = mentionOf(report, made.evidence[0]).text;
    }
    return made;
  }

  /** The path of the part that holds a field, and the field's name. */
  function parent(path) {
    const at = path.lastIndexOf(".");
    return [path.slice(0, at), path.slice(at + 1)];
  }

  /**
   * Sets a field, or a whole part, of a case.
   * @param {string} path such as `cases.0.events.1.onset.value` or `cases.0.patient.age`
   * @param {*} value null takes the value away; of a part, the fields that are not given stay as they are
   */
  function setField(report, path, value) {
    const field = describe(path);
    if (!field || field.type === "key" || field.type === "derived")
      throw new EditError(`${path} cannot be set`);
    const held = caseOf(report, path);
    const [above, key] = parent(path);
    // A part is told by its fields: what the first of them is set in begins it, what needs one goes with it.
    const inner = describe(above);
    const isCase = above.split(".").length === 2;
    if (!isCase && inner.type === "part" && !inner.entry && !inner.needed) {
      const gone = value === null && field.needed && field.type !== "printed";
      return setField(report, above, gone ? null : { [key]: value });
    }
    const holder = get(report, above);
    if (holder === undefined) throw new EditError(`there is no ${above}`);
    if (value === null && field.entry) return removeEntry(report, path);
    const before = holder[key] === undefined ? null : holder[key];
    const made = fit(field, value, held, report, before);
    if (field.entry) return put(report, path, made);
    const absent = field.leftOut && (made === null || (Array.isArray(made) && !made.length));
    const changed = absent ? { ...holder } : ordered(inner.of, holder, key, made);
    if (absent) delete changed[key];
    return settled(put(report, above, changed), path);
  }

  /** A part with one field set, in the order of the schema; fields we do not know keep to the end. */
  function ordered(name, holder, key, value) {
    if (key in holder) return { ...holder, [key]: value };
    const all = { ...holder, [key]: value };
    const made = {};
    for (const known of Object.keys(PARTS[name])) if (known in all) made[known] = all[known];
    return { ...made, ...all };
  }

  /** A patient whose age or sex a curator has settled is no longer contradicted in it. */
  function settled(report, path) {
    const found = /^(cases\.\d+\.patient)\.(age|sex)/.exec(path);
    const patient = found && get(report, found[1]);
    if (!patient || !patient.conflicts) return report;
    const left = patient.conflicts.filter((conflict) => conflict.field !== found[2]);
    return put(report, `${found[1]}.conflicts`, left.length ? left : undefined);
  }

  /** Adds an entry to a list of parts, such as `cases.0.drugs.0.doses`. */
  function addEntry(report, path, values) {
    const list = get(report, path);
    const field = describe(path);
    if (!Array.isArray(list) || !field || field.type !== "parts") throw new EditError(`${path} is no list`);
    const entry = fitPart(field, values, caseOf(report, path), report, null);
    return put(report, path, [...list, entry]);
  }

  /** Removes an entry of a list by its path, such as `cases.0.drugs.0.doses.1`. */
  function removeEntry(report, path) {
    const [above, index] = parent(path);
    const list = get(report, above);
    if (!Array.isArray(list) || !list[index]) throw new EditError(`there is no ${path}`);
    return put(
      report,
      above,
      list.filter((_, at) => at !== Number(index)),
    );
  }

  const earliest = (entry) =>
    [entry.day, entry.low, entry.high].find((day) => day !== null && day !== undefined);

  /** Adds a step to the timeline of a case, where its day puts it. */
  function addTimelineEntry(report, index, values) {
    const path = `cases.${index}.timeline`;
    const added = addEntry(report, path, values);
    const list = get(added, path);
    const entry = list[list.length - 1];
    const day = earliest(entry);
    const later = day === undefined ? -1 : list.findIndex((one) => one !== entry && earliest(one) > day);
    if (later < 0) return added;
    return put(added, path, [...list.slice(0, later), entry, ...list.slice(later, -1)]);
  }

  Object.assign(caseline.edits, { iso8601, setField, addEntry, removeEntry, addTimelineEntry, fitPart });
})();
