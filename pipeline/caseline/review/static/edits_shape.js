/* What a record may hold, as `schema/case.py` has it: the parts, their fields in order, and what is asked
   of each. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});

  /** The words a field may have, each with how it is shown. */
  const CHOICES = {
    timeUnit: [
      ["a", "years"],
      ["mo", "months"],
      ["wk", "weeks"],
      ["d", "days"],
      ["h", "hours"],
      ["min", "minutes"],
      ["s", "seconds"],
    ],
    sex: [
      ["female", "female"],
      ["male", "male"],
    ],
    conditionRole: [
      ["indication", "indication"],
      ["history", "history"],
      ["comorbidity", "comorbidity"],
    ],
    drugRole: [
      ["suspect", "suspect"],
      ["concomitant", "concomitant"],
      ["interacting", "interacting"],
    ],
    doseKind: [
      ["dose", "dose"],
      ["course", "course"],
      ["cycle", "cycle"],
      ["infusion", "infusion"],
      ["injection", "injection"],
    ],
    relation: [
      ["after", "after"],
      ["before", "before"],
      ["during", "during"],
      ["within", "within"],
      ["at", "at"],
    ],
    anchorKind: [
      ["dose", "a dose"],
      ["course", "a course"],
      ["start", "the start of a drug"],
      ["stop", "the end of a drug"],
      ["event", "an event"],
      ["admission", "admission"],
      ["date", "a date"],
    ],
    outcome: [
      ["recovered", "recovered"],
      ["recovering", "recovering"],
      ["not_recovered", "not recovered"],
      ["recovered_with_sequelae", "recovered with sequelae"],
      ["fatal", "fatal"],
      ["unknown", "unknown"],
    ],
    certainty: [
      ["affirmed", "affirmed"],
      ["uncertain", "uncertain"],
    ],
    causality: [
      ["certain", "certain"],
      ["probable", "probable"],
      ["possible", "possible"],
      ["unlikely", "unlikely"],
    ],
    method: [
      ["Naranjo", "Naranjo"],
      ["WHO-UMC", "WHO-UMC"],
    ],
    seriousness: [
      ["death", "death"],
      ["life_threatening", "life-threatening"],
      ["hospitalisation", "hospitalisation"],
      ["disability", "disability"],
      ["congenital_anomaly", "congenital anomaly"],
      ["other", "other"],
    ],
    timelineKind: [
      ["start", "start"],
      ["dose", "dose"],
      ["stop", "stop"],
      ["onset", "onset"],
      ["admission", "admission"],
      ["therapy", "therapy"],
      ["outcome", "outcome"],
      ["follow_up", "follow-up"],
    ],
    kin: [
      ["mother", "mother"],
      ["child", "child"],
    ],
    therapyKind: [
      ["drug", "drug"],
      ["procedure", "procedure"],
    ],
    action: [
      ["withdrawn", "withdrawn"],
      ["reduced", "reduced"],
      ["increased", "increased"],
      ["unchanged", "unchanged"],
    ],
    challenge: [
      ["positive", "positive"],
      ["negative", "negative"],
    ],
    grade: [
      ["1", "1"],
      ["2", "2"],
      ["3", "3"],
      ["4", "4"],
      ["5", "5"],
    ],
    field: [
      ["age", "age"],
      ["sex", "sex"],
    ],
  };

  const optional = (type, title, more) => ({ type, title, ...more });
  const needed = (type, title, more) => ({ type, title, needed: true, ...more });
  const choice = (of, title, more) => ({ type: "choice", of, title, ...more });
  const part = (of, title, more) => ({ type: "part", of, title, ...more });
  const parts = (of, title) => ({ type: "parts", of, title });
  const evidence = { type: "evidence", title: "evidence" };
  const codes = { type: "codes", title: "codes" };
  const number = (title) => optional("number", title);
  const amount = (title) => optional("number", title, { least: 0 });
  const length = {
    value: amount("exactly"),
    low: amount("at least"),
    high: amount("at most"),
    unit: choice("timeUnit", "unit"),
    iso8601: { type: "derived", title: "ISO 8601" },
    approximate: { type: "flag", title: "approximate" },
  };
  const named = { id: { type: "key" }, name: needed("text", "name") };

  /**
   * Parts by name; each field by its type. `leftOut`: the field is absent, not null, when it has no value.
   */
  const PARTS = {
    age: {
      value: amount("exactly"),
      low: amount("at least"),
      high: amount("at most"),
      unit: choice("timeUnit", "unit"),
      text: needed("printed", "as printed"),
      evidence,
    },
    sex: { value: choice("sex", "sex", { needed: true }), evidence },
    ethnicity: { value: needed("text", "ethnicity"), evidence },
    conflict: {
      field: choice("field", "field", { needed: true }),
      values: { type: "texts", title: "values" },
      evidence,
    },
    patient: {
      age: part("age", "age"),
      sex: part("sex", "sex"),
      ethnicity: part("ethnicity", "ethnicity"),
      conflicts: { type: "parts", of: "conflict", title: "contradictions", leftOut: true },
    },
    condition: {
      ...named,
      role: choice("conditionRole", "role", { needed: true, first: "comorbidity" }),
      codes,
      evidence,
    },
    dose: {
      ordinal: optional("ordinal", "number of the dose"),
      kind: choice("doseKind", "kind"),
      amount: amount("amount"),
      unit: optional("text", "unit, such as mg or mg/kg"),
      route: optional("text", "route"),
      frequency: optional("text", "frequency"),
      evidence,
    },
    drug: {
      ...named,
      role: choice("drugRole", "role", { needed: true, first: "suspect" }),
      indication: { type: "id", of: "conditions", title: "indication" },
      doses: parts("dose", "doses"),
      action_taken: choice("action", "action taken", { open: true }),
      dechallenge: choice("challenge", "dechallenge", { open: true }),
      rechallenge: choice("challenge", "rechallenge", { open: true }),
      start: optional("date", "started"),
      stop: optional("date", "stopped"),
      codes,
      evidence,
    },
    duration: { text: needed("printed", "as printed"), ...length, evidence },
    anchor: {
      kind: choice("anchorKind", "from", { needed: true, first: "start" }),
      ordinal: optional("ordinal", "which (2 for the second)"),
      drug: { type: "id", of: "drugs", title: "drug" },
      event: { type: "id", of: "events", title: "event" },
      date: optional("date", "date"),
    },
    onset: {
      text: needed("printed", "as printed"),
      relation: choice("relation", "relation"),
      ...length,
      anchor: part("anchor", "counted from"),
      evidence,
    },
    outcome: {
      status: choice("outcome", "status", { needed: true, first: "unknown" }),
      text: optional("printed", "wording that decides"),
      evidence,
    },
    causality: {
      value: choice("causality", "category", { needed: true }),
      text: needed("printed", "wording that decides"),
      method: choice("method", "scale", { leftOut: true }),
      score: optional("integer", "points (Naranjo)", { leftOut: true }),
      evidence,
    },
    event: {
      ...named,
      codes,
      body_sites: { type: "texts", title: "body sites" },
      severity: optional("text", "severity"),
      certainty: choice("certainty", "certainty", { needed: true, first: "affirmed" }),
      onset: part("onset", "onset"),
      duration: part("duration", "duration"),
      outcome: part("outcome", "outcome"),
      suspects: { type: "ids", of: "drugs", title: "suspected drugs" },
      causality: part("causality", "causality"),
      seriousness: { type: "choices", of: "seriousness", title: "seriousness" },
      grade: choice("grade", "CTCAE grade", { open: true }),
      findings: { type: "texts", title: "findings" },
      evidence,
    },
    therapy: {
      ...named,
      kind: choice("therapyKind", "kind", { needed: true, first: "drug" }),
      for_events: { type: "ids", of: "events", title: "given for" },
      start: part("onset", "begun", { leftOut: true }),
      duration: part("duration", "duration"),
      response: optional("text", "response"),
      codes,
      evidence,
    },
    entry: {
      kind: choice("timelineKind", "what happened", { needed: true, first: "follow_up", open: true }),
      ref: { type: "id", of: "any", title: "of" },
      text: needed("printed", "as printed"),
      day: number("day (first exposure is day 1)"),
      low: number("earliest day"),
      high: number("latest day"),
      date: optional("date", "date"),
      evidence,
    },
    case: {
      id: { type: "key" },
      patient: part("patient", "patient", { needed: true }),
      conditions: parts("condition", "conditions"),
      drugs: parts("drug", "drugs"),
      events: parts("event", "events"),
      therapies: parts("therapy", "therapies"),
      outcome: part("outcome", "outcome of the case"),
      timeline: parts("entry", "timeline"),
      relation: choice("kin", "relation to the other patient", { open: true }),
    },
  };

  /** The letter of ids, and the singular, of each list of a case. */
  const LISTS = {
    conditions: { letter: "k", one: "condition" },
    drugs: { letter: "d", one: "drug" },
    events: { letter: "e", one: "event" },
    therapies: { letter: "t", one: "therapy" },
  };

  const EMPTY = { codes: [], evidence: [], parts: [], texts: [], ids: [], choices: [], flag: false };

  function initial(field) {
    if (field.first !== undefined) return field.first;
    if (field.type === "part" && field.needed) return fresh(field.of);
    // What has to be told and is not is no guess of ours: an edit that leaves it so is refused.
    if (field.needed) return field.type === "choice" ? null : "";
    const value = EMPTY[field.type];
    return value === undefined ? null : Array.isArray(value) ? [] : value;
  }

  /**
   * A part with nothing told in it.
   * @param {string} name one of PARTS
   * @param {object} [values] fields that are told
   */
  function fresh(name, values = {}) {
    const made = {};
    for (const [key, field] of Object.entries(PARTS[name])) {
      if (key in values) made[key] = values[key];
      else if (!field.leftOut) made[key] = initial(field);
    }
    return { ...made, ...values };
  }

  /**
   * What stands at a path: a field's description, or that of an entry of a list.
   * @param {string} path such as `cases.0.events.1.onset`
   * @returns {object|null}
   */
  function describe(path) {
    const [root, , ...steps] = path.split(".");
    if (root !== "cases") return null;
    let field = part("case", "case", { needed: true });
    for (const step of steps) {
      if (field.type === "parts" && /^\d+$/.test(step)) field = part(field.of, field.title, { entry: true });
      else if (field.type === "part" && PARTS[field.of] && step in PARTS[field.of])
        field = PARTS[field.of][step];
      else return null;
    }
    return field;
  }

  caseline.shape = { CHOICES, PARTS, LISTS, fresh, describe };
})();
