/* Applies random edits to a record, by a seed, and returns the records on the way. The record given is frozen
   deeply,
   so an edit that changes what it took throws. */
"use strict";
window.randomEdits = function (source, seed, steps) {
  const { edits, shape } = window.caseline;
  const LABELS = ["DRUG", "EVENT", "TIME", "OUTCOME", "FINDING", "SERIOUSNESS", "AGE"];
  const EXCLUSIONS = [null, "negated", "general_knowledge", "unrelated"];
  let state = seed;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (bound) => Math.floor(random() * bound);
  const pick = (list) => list[below(list.length)];
  const some = (list) => list.filter(() => random() < 0.4);
  const freeze = (held) => {
    if (held && typeof held === "object" && !Object.isFrozen(held)) {
      Object.freeze(held);
      Object.values(held).forEach(freeze);
    }
    return held;
  };

  /** A value of a field's type, or null where there may be none. */
  function valueFor(field, held, report) {
    if (!field.needed && random() < 0.2) return null;
    const ids = (of) =>
      (of === "any" ? ["conditions", "drugs", "events", "therapies"] : [of]).flatMap((list) =>
        held[list].map((one) => one.id),
      );
    switch (field.type) {
      case "number":
        return pick([0, 1, 2.5, 14, 365]);
      case "integer":
        return below(13);
      case "ordinal":
        return 1 + below(6);
      case "flag":
        return random() < 0.5;
      case "date":
        return pick(["2021", "2021-03", "2021-03-14"]);
      case "choice":
        return pick(shape.CHOICES[field.of])[0];
      case "choices":
        return some(shape.CHOICES[field.of].map(([word]) => word));
      case "texts":
        return some(["left arm", "ALT 152 U/L", " "]);
      case "id":
        return ids(field.of).length ? pick(ids(field.of)) : null;
      case "ids":
        return some(ids(field.of));
      case "evidence":
        return report.mentions.length ? [pick(report.mentions).id] : [];
      case "codes":
        return [];
      case "part":
        return Object.fromEntries(
          Object.entries(shape.PARTS[field.of])
            .filter(
              ([, inner]) =>
                inner.type !== "key" &&
                inner.type !== "derived" &&
                inner.type !== "parts" &&
                (inner.needed || random() < 0.6),
            )
            .map(([key, inner]) => [key, valueFor(inner, held, report)]),
        );
      case "parts":
        return [];
      default:
        return pick(["as it was told", "Überempfindlichkeit 𝛽"]);
    }
  }

  /** All paths of a case that an edit may set. */
  function paths(held, path, name) {
    return Object.entries(shape.PARTS[name]).flatMap(([key, field]) => {
      const here = `${path}.${key}`;
      if (field.type === "key" || field.type === "derived") return [];
      if (field.type === "parts")
        return (held[key] || []).flatMap((entry, at) => [
          ...(entry.id ? [] : [`${here}.${at}`]),
          ...paths(entry, `${here}.${at}`, field.of),
        ]);
      if (field.type === "part" && field.needed) return paths(held[key], here, field.of);
      return field.type === "part" ? [here, ...paths(held[key] || {}, here, field.of)] : [here];
    });
  }

  const OPERATIONS = {
    addMention: (report) => {
      const start = below(edits.pointsOf(report.document).length - 1);
      const end = Math.min(edits.pointsOf(report.document).length, start + 1 + below(30));
      return edits.addMention(report, pick(LABELS), start, end, { negated: random() < 0.5 });
    },
    removeMention: (report) => edits.removeMention(report, pick(report.mentions).id),
    changeMention: (report) => {
      const mention = pick(report.mentions);
      const end = Math.min(edits.pointsOf(report.document).length, mention.end + below(4));
      return edits.changeMention(
        report,
        mention.id,
        pick([
          { label: pick(LABELS) },
          { start: Math.max(0, mention.start - 2), end },
          { excluded: pick(EXCLUSIONS) },
          { uncertain: true },
          ...(mention.end - mention.start > 4
            ? [
                {
                  parts: [
                    [mention.start, mention.start + 1],
                    [mention.end - 1, mention.end],
                  ],
                },
              ]
            : []),
        ]),
      );
    },
    addItem: (report) =>
      edits.addItem(report, below(report.cases.length), pick(Object.keys(shape.LISTS)), {
        evidence: [pick(report.mentions).id],
      }),
    removeItem: (report) => {
      const index = below(report.cases.length);
      const ids = Object.keys(shape.LISTS).flatMap((list) => report.cases[index][list].map((one) => one.id));
      return ids.length ? edits.removeItem(report, index, pick(ids)) : report;
    },
    moveItem: (report) => {
      const index = below(report.cases.length);
      const [from, to] = pick([
        ["drugs", "therapies"],
        ["events", "conditions"],
        ["conditions", "events"],
        ["therapies", "drugs"],
      ]);
      const list = report.cases[index][from];
      return list.length ? edits.moveItem(report, index, pick(list).id, to) : report;
    },
    setField: (report) => {
      const index = below(report.cases.length);
      const path = pick(paths(report.cases[index], `cases.${index}`, "case"));
      return edits.setField(report, path, valueFor(shape.describe(path), report.cases[index], report));
    },
    addEntry: (report) => {
      const index = below(report.cases.length);
      const held = report.cases[index];
      if (!held.drugs.length) return report;
      return edits.addEntry(
        report,
        `cases.${index}.drugs.${below(held.drugs.length)}.doses`,
        valueFor({ type: "part", of: "dose", needed: true }, held, report),
      );
    },
    addTimelineEntry: (report) => {
      const index = below(report.cases.length);
      return edits.addTimelineEntry(
        report,
        index,
        valueFor({ type: "part", of: "entry", needed: true }, report.cases[index], report),
      );
    },
    removeEntry: (report) => {
      const index = below(report.cases.length);
      const list = report.cases[index].timeline;
      return list.length
        ? edits.removeEntry(report, `cases.${index}.timeline.${below(list.length)}`)
        : report;
    },
    addCase: (report) => (report.cases.length < 4 ? edits.addCase(report) : report),
    removeCase: (report) =>
      report.cases.length > 1 ? edits.removeCase(report, below(report.cases.length)) : report,
  };
  const weighted = [...Object.keys(OPERATIONS), ...Array(12).fill("setField"), "addItem", "addItem"];

  let report = freeze(source.cases.length ? source : edits.addCase(freeze(source)));
  const made = [];
  for (let step = 0; step < steps; step += 1) {
    const name = report.mentions.length ? pick(weighted) : "addMention";
    try {
      report = freeze(OPERATIONS[name](report));
      made.push([name, JSON.stringify(report)]);
    } catch (error) {
      // Some values cannot be: a sex of which only the evidence is given, say.
      if (!(error instanceof edits.EditError)) throw error;
      made.push(["refused", JSON.stringify(report)]);
    }
  }
  return made;
};
