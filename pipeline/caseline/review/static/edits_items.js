/* Edits of cases and of what they hold: drugs, events, therapies and conditions come and go, and take with
   them what points to them. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});
  const { EditError, get, put, walk, next, mentionOf, pointsOf } = caseline.edits;
  const { LISTS, fresh } = caseline.shape;

  function caseAt(report, index) {
    const held = report.cases[index];
    if (!held) throw new EditError("there is no such case");
    return held;
  }

  /** The id that the next item of a list gets; no item of another case has it either. */
  function nextItem(report, list) {
    return next(
      report.cases.flatMap((held) => held[list].map((item) => item.id)),
      LISTS[list].letter,
    );
  }

  /** Whether a mention begins a sentence, where a capital says nothing of the word. */
  function begins(report, mention) {
    const before = pointsOf(report.document)
      .slice(Math.max(0, mention.start - 3), mention.start)
      .join("");
    return mention.start === 0 || /[.!?:]["')\]]?\s+$|\n\s*$/.test(before);
  }

  /** The name of an item after a mention: lower case but for proper names and abbreviations. */
  function nameFrom(report, id) {
    const mention = mentionOf(report, id);
    const text = mention.text.replace(/\s+/g, " ");
    const capitals = text.replace(/[^\p{Lu}]/gu, "").length;
    const only = capitals === 1 && /^\p{Lu}\p{Ll}/u.test(text);
    return only && (mention.label === "DRUG" || begins(report, mention))
      ? text[0].toLowerCase() + text.slice(1)
      : text;
  }

  /**
   * Adds an item to a case; its id is `nextItem(report, list)`.
   * @param {number} index of the case
   * @param {string} list drugs, events, therapies or conditions
   * @param {object} values at least `evidence` or `name`; a name and codes are taken from the first mention
   */
  function addItem(report, index, list, values) {
    caseAt(report, index);
    const [first] = values.evidence || [];
    const named = first ? { name: nameFrom(report, first), codes: mentionOf(report, first).codes } : {};
    const path = `cases.${index}.${list}`;
    const added = caseline.edits.addEntry(report, path, {
      id: nextItem(report, list),
      ...named,
      ...values,
      evidence: [],
    });
    const at = get(added, path).length - 1;
    return caseline.edits.attach(added, `${path}.${at}`, values.evidence || []);
  }

  /** What is left of a value that points to a removed id. */
  function unpointed(id) {
    return (key, value) => {
      if ((key === "suspects" || key === "for_events") && value.includes(id))
        return value.filter((one) => one !== id);
      if ((key === "indication" || key === "drug") && value === id) return null;
      // Counted from an event that is none any more, a time is counted from nothing.
      if (key === "anchor" && value && value.event === id) return null;
      return value;
    };
  }

  /** Removes an item by its id; what pointed to it points to nothing, and its steps leave the timeline. */
  function removeItem(report, index, id) {
    const held = caseAt(report, index);
    const list = Object.keys(LISTS).find((name) => held[name].some((item) => item.id === id));
    if (!list) throw new EditError(`the case has no ${id}`);
    const left = walk(held, unpointed(id));
    const timeline = left.timeline.filter((entry) => entry.ref !== id);
    return put(report, `cases.${index}`, {
      ...left,
      timeline,
      [list]: left[list].filter((item) => item.id !== id),
    });
  }

  /**
   * Moves an item of one list into another, such as a drug that turns out to be a therapy; its name and
   * evidence stay.
   */
  function moveItem(report, index, id, list) {
    const held = caseAt(report, index);
    const from = Object.keys(LISTS).find((name) => held[name].some((item) => item.id === id));
    if (!from || from === list) throw new EditError(`${id} cannot be moved there`);
    const { name, codes, evidence } = held[from].find((item) => item.id === id);
    return addItem(removeItem(report, index, id), index, list, { name, codes, evidence });
  }

  /** Adds a case without anything told of it. */
  function addCase(report) {
    const id = next(
      report.cases.map((held) => held.id),
      "c",
    );
    return { ...report, cases: [...report.cases, fresh("case", { id })] };
  }

  /** Removes a case; its mentions stay. */
  function removeCase(report, index) {
    caseAt(report, index);
    return { ...report, cases: report.cases.filter((_, at) => at !== index) };
  }

  Object.assign(caseline.edits, { nextItem, nameFrom, addItem, removeItem, moveItem, addCase, removeCase });
})();
