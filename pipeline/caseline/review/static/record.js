/* A record with what is asked of it: offsets, mentions and the values they support.
   Offsets of a record count code points; strings of JavaScript count UTF-16 units. Only here are they
   turned. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});

  /** Families of labels, in the order of legends. */
  const FAMILIES = {
    person: "Patient",
    drug: "Drugs and doses",
    event: "Events and findings",
    condition: "Conditions",
    time: "Times",
    therapy: "Therapies",
    outcome: "Outcomes",
    causality: "Causality",
  };

  /** Label of a mention → its family and its name. */
  const LABELS = {
    DRUG: { family: "drug", title: "Drug" },
    EVENT: { family: "event", title: "Event" },
    DISORDER: { family: "condition", title: "Disorder" },
    AGE: { family: "person", title: "Age" },
    SEX: { family: "person", title: "Sex" },
    ETHNICITY: { family: "person", title: "Ethnicity" },
    DOSE: { family: "drug", title: "Dose" },
    ROUTE: { family: "drug", title: "Route" },
    FREQUENCY: { family: "drug", title: "Frequency" },
    DOSE_ORDINAL: { family: "drug", title: "Dose number" },
    TIME: { family: "time", title: "Time" },
    DURATION: { family: "time", title: "Duration" },
    THERAPY: { family: "therapy", title: "Therapy" },
    BODY_SITE: { family: "event", title: "Body site" },
    SEVERITY: { family: "event", title: "Severity" },
    OUTCOME: { family: "outcome", title: "Outcome" },
    CAUSALITY: { family: "causality", title: "Causality" },
    POPULATION: { family: "person", title: "Population" },
    FINDING: { family: "event", title: "Finding" },
    SERIOUSNESS: { family: "event", title: "Seriousness" },
  };

  /** Why a mention is in no case, in words. */
  const EXCLUSIONS = {
    negated: "negated",
    ruled_out: "ruled out",
    general_knowledge: "general knowledge",
    other_patients: "other patients",
    family: "family history",
    hypothetical: "hypothetical",
    boilerplate: "boilerplate",
    unrelated: "no part of the story",
  };

  /** Parts of a case that are lists of items → their kind. */
  const LISTS = { drugs: "drug", events: "event", therapies: "therapy", conditions: "condition" };

  /**
   * Opens a record.
   * @param {object} report A CaseReport; fields that hold their default may be missing.
   * @param {object|null} machine The machine's answer, where the record was edited.
   */
  function open(report, machine = null) {
    const text = report.document.text;
    const { toUnits, toPoints } = offsets(text);
    const mentions = new Map((report.mentions || []).map((mention) => [mention.id, mention]));
    const names = (report.cases || []).map(namesOf);
    let uses = null;
    return {
      report,
      machine,
      text,
      mentions,
      names,
      toUnits,
      toPoints,
      families: FAMILIES,
      /** Returns the text between two offsets of the record. */
      slice: (start, end) => text.slice(toUnits(start), toUnits(end)),
      /** Returns the mentions that share a character with a stretch, outer before inner. */
      at: (start, end) =>
        [...mentions.values()]
          .filter((each) => stretches(each).some(([a, b]) => a < end && b > start))
          .sort(outerFirst),
      /** Returns the values of the cases that a mention supports, as {caseId, path, title}. */
      usedBy(id) {
        uses = uses || usesOf(report, names);
        return uses.get(id) || [];
      },
    };
  }

  /** Returns the stretches that name a mention: its parts, else the whole. */
  function stretches(mention) {
    return mention.parts && mention.parts.length ? mention.parts : [[mention.start, mention.end]];
  }

  /** Orders mentions so that one comes before those inside it. */
  function outerFirst(left, right) {
    return (
      right.end - right.start - (left.end - left.start) ||
      left.start - right.start ||
      Number(left.id.slice(1)) - Number(right.id.slice(1))
    );
  }

  /** Returns the family of a mention's label. */
  function family(mention) {
    return (LABELS[mention.label] || { family: "causality" }).family;
  }

  /** Returns the two ways between code points and UTF-16 units of a text. */
  function offsets(text) {
    const points = []; // code points that take two units, by their own offset
    if (/[\ud800-\udbff]/.test(text)) {
      for (const match of text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g))
        points.push(match.index - points.length);
    }
    if (!points.length) return { toUnits: (point) => point, toPoints: (unit) => unit };
    return {
      toUnits: (point) => point + before(points, (found) => found < point),
      toPoints: (unit) => unit - before(points, (found, place) => found + place + 1 < unit),
    };
  }

  /** Returns how many entries at the front of a sorted list hold. */
  function before(list, holds) {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (holds(list[middle], middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function namesOf(each) {
    const found = new Map();
    for (const list of Object.keys(LISTS)) for (const item of each[list] || []) found.set(item.id, item.name);
    return found;
  }

  /** Returns for each mention what it supports. */
  function usesOf(report, names) {
    const uses = new Map();
    const several = (report.cases || []).length > 1;
    (report.cases || []).forEach((each, number) => {
      const note = (ids, path, title) => {
        for (const id of new Set(ids || [])) {
          if (!uses.has(id)) uses.set(id, []);
          uses.get(id).push({
            caseId: each.id,
            path: `cases.${number}.${path}`,
            title: several ? `Case ${number + 1}, ${title}` : title,
          });
        }
      };
      noteCase(each, names[number], note);
    });
    return uses;
  }

  function noteCase(each, names, note) {
    const patient = each.patient || {};
    for (const field of ["age", "sex", "ethnicity"]) {
      if (patient[field]) note(patient[field].evidence, `patient.${field}`, `patient: ${field}`);
    }
    (patient.conflicts || []).forEach((one, place) =>
      note(one.evidence, `patient.conflicts.${place}`, `patient: conflict about ${one.field}`),
    );
    for (const [list, kind] of Object.entries(LISTS)) {
      (each[list] || []).forEach((item, place) =>
        noteItem(item, `${list}.${place}`, `${kind} ${item.name}`, note),
      );
    }
    if (each.outcome) note(each.outcome.evidence, "outcome", "outcome of the case");
    (each.timeline || []).forEach((entry, place) => {
      const of = names.get(entry.ref);
      note(
        entry.evidence,
        `timeline.${place}`,
        `timeline: ${entry.kind.replace(/_/g, "-")}${of ? ` of ${of}` : ""}`,
      );
    });
  }

  function noteItem(item, path, title, note) {
    note(item.evidence, path, title);
    for (const field of ["onset", "start", "duration", "outcome", "causality"]) {
      if (item[field] && item[field].evidence)
        note(item[field].evidence, `${path}.${field}`, `${title}: ${field}`);
    }
    (item.doses || []).forEach((dose, place) =>
      note(dose.evidence, `${path}.doses.${place}`, `${title}: dose`),
    );
  }

  caseline.record = { open, stretches, outerFirst, family, LABELS, FAMILIES, EXCLUSIONS, LISTS };
})();
