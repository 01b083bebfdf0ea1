/* Edits of a record: each takes a record and gives a new one, and never changes the one it took. Offsets
   are code points, half-open. What a mention leaves behind is repaired wherever it is named. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});
  const points = new WeakMap();

  /** Says what is wrong with an edit, in words for the curator. */
  class EditError extends Error {}

  /** The text of a document as a list of code points, made once for each document. */
  function pointsOf(document) {
    let list = points.get(document);
    if (!list) points.set(document, (list = Array.from(document.text)));
    return list;
  }

  /** The text between two offsets. */
  function slice(report, start, end) {
    return pointsOf(report.document).slice(start, end).join("");
  }

  /** What stands at a path such as `cases.0.events.1`; undefined where nothing does. */
  function get(report, path) {
    return path === ""
      ? report
      : path.split(".").reduce((held, step) => (held == null ? undefined : held[step]), report);
  }

  /** A copy of `held` with the value at a path replaced; undefined as a value takes the field out. */
  function put(held, path, value) {
    const [step, ...rest] = Array.isArray(path) ? path : path.split(".");
    const copy = Array.isArray(held) ? held.slice() : { ...held };
    const made = rest.length ? put(held[step], rest, value) : value;
    if (made === undefined && !Array.isArray(held)) delete copy[step];
    else copy[step] = made;
    return copy;
  }

  /** A copy in which `change(key, value)` has been asked for each field; what does not differ is shared. */
  function walk(held, change) {
    if (held === null || typeof held !== "object") return held;
    let copy = null;
    for (const key of Object.keys(held)) {
      const asked = change(key, held[key], held);
      const value = asked === held[key] ? walk(held[key], change) : asked;
      if (value !== held[key]) {
        copy = copy || (Array.isArray(held) ? held.slice() : { ...held });
        copy[key] = value;
      }
    }
    return copy || held;
  }

  const isEvidence = (key, value) => key === "evidence" && Array.isArray(value);

  function next(ids, letter) {
    const used = ids.filter((id) => id.startsWith(letter)).map((id) => Number(id.slice(1)));
    return `${letter}${used.reduce((most, number) => Math.max(most, number), 0) + 1}`;
  }

  /** The id that the next mention gets. */
  function nextMention(report) {
    return next(
      report.mentions.map((mention) => mention.id),
      "m",
    );
  }

  function sectionAt(report, start) {
    const found = report.document.sections.find((section) => section.start <= start && start < section.end);
    return found ? found.name : null;
  }

  /** A schema version that has what the record now holds. */
  function inVersion(report) {
    const needs = report.mentions.some((one) => one.label === "FINDING" || one.label === "SERIOUSNESS")
      ? "1.2"
      : report.mentions.some((one) => one.parts)
        ? "1.1"
        : "1.0";
    return report.schema_version < needs ? { ...report, schema_version: needs } : report;
  }

  function inOrder(mentions) {
    return mentions.slice().sort((one, other) => one.start - other.start || one.end - other.end);
  }

  function stretch(report, start, end) {
    const length = pointsOf(report.document).length;
    if (!(Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end && end <= length)) {
      throw new EditError("the selection does not lie in the text");
    }
    return { start, end, text: slice(report, start, end), section: sectionAt(report, start) };
  }

  /**
   * Adds a mention, found by the curator; its id is `nextMention(report)`.
   * @param {string} label one of the labels of the record
   * @param {object} [more] negated, uncertain, historical, hypothetical, excluded, codes
   */
  function addMention(report, label, start, end, more = {}) {
    const where = stretch(report, start, end);
    const mention = {
      id: nextMention(report),
      label,
      start,
      end,
      text: where.text,
      section: where.section,
      score: null,
      found_by: "curator",
      negated: false,
      uncertain: false,
      historical: false,
      hypothetical: false,
      excluded: null,
      codes: [],
      ...more,
    };
    return inVersion({ ...report, mentions: inOrder([...report.mentions, mention]) });
  }

  /** Takes a mention out of every list of evidence, and its wording from where nothing else gives it. */
  function withdraw(report, id) {
    const parted = walk(report.cases, (key, value) => {
      if (isEvidence(key, value)) return value.includes(id) ? value.filter((one) => one !== id) : value;
      return value;
    });
    return { ...report, cases: retold(report, parted, report.cases) };
  }

  /** Gives a part that lost the mention it was worded by the words of the first that is left. */
  function retold(report, held, before) {
    if (held === before || held === null || typeof held !== "object") return held;
    const copy = Array.isArray(held) ? held.slice() : { ...held };
    for (const key of Object.keys(copy)) copy[key] = retold(report, copy[key], before[key]);
    if (copy.evidence && copy.evidence !== before.evidence && typeof copy.text === "string") {
      const lost = before.evidence
        .filter((id) => !copy.evidence.includes(id))
        .map((id) => mentionOf(report, id).text);
      if (lost.includes(copy.text) && copy.evidence.length)
        copy.text = mentionOf(report, copy.evidence[0]).text;
    }
    return copy;
  }

  /** The mention of an id. */
  function mentionOf(report, id) {
    const found = report.mentions.find((mention) => mention.id === id);
    if (!found) throw new EditError(`there is no mention ${id}`);
    return found;
  }

  /** Removes a mention, also from all evidence that names it. */
  function removeMention(report, id) {
    mentionOf(report, id);
    const left = withdraw(report, id);
    return { ...left, mentions: report.mentions.filter((mention) => mention.id !== id) };
  }

  /**
   * Changes a mention: label, start and end, parts, flags, excluded. One that is excluded supports nothing
   * any more;
   * one whose label or bounds change is the curator's own, without score and codes, and its wording follows
   * it.
   */
  function changeMention(report, id, change) {
    const before = mentionOf(report, id);
    let after = { ...before, ...change };
    if (change.parts && change.parts.length) {
      after = { ...after, start: change.parts[0][0], end: change.parts[change.parts.length - 1][1] };
    }
    const moved = after.start !== before.start || after.end !== before.end;
    if (moved) {
      after = { ...after, ...stretch(report, after.start, after.end) };
      if (!change.parts) delete after.parts;
    }
    if (!after.parts || !after.parts.length) delete after.parts;
    if (moved || after.label !== before.label) {
      after = { ...after, score: null, found_by: "curator", codes: change.codes || [] };
    }
    const mentions = report.mentions.map((one) => (one.id === id ? after : one));
    let changed = { ...report, mentions: moved ? inOrder(mentions) : mentions };
    if (moved) changed = { ...changed, cases: reworded(report.cases, id, before.text, after.text) };
    if (after.excluded && !before.excluded) changed = { ...changed, cases: withdraw(changed, id).cases };
    return inVersion(changed);
  }

  /**
   * Parts worded by a mention alone are worded by its new text; so are the names of items it alone tells of.
   */
  function reworded(held, id, before, after) {
    return walk(held, (key, value, holder) => {
      const only = Array.isArray(holder.evidence) && holder.evidence.includes(id);
      if (key === "text" && only && value === before) return after;
      const alone = only && holder.evidence.length === 1 && typeof value === "string";
      if (key === "name" && alone && value.toLowerCase() === before.toLowerCase()) {
        return value === before ? after : after.toLowerCase();
      }
      return value;
    });
  }

  function evidenceAt(report, path) {
    const held = get(report, path);
    if (!held || !Array.isArray(held.evidence))
      throw new EditError("this value holds no evidence of its own");
    return held;
  }

  /**
   * Adds mentions to the evidence of the part at a path; they are taken back in, and word it where it has no
   * words.
   */
  function attach(report, path, ids) {
    const held = evidenceAt(report, path);
    const named = new Set([...held.evidence, ...ids]);
    ids.forEach((id) => mentionOf(report, id));
    const evidence = report.mentions.filter((mention) => named.has(mention.id)).map((mention) => mention.id);
    let made = { ...held, evidence };
    if ("text" in held && !held.text && ids.length) made = { ...made, text: mentionOf(report, ids[0]).text };
    return put(takeIn(report, ids), path, made);
  }

  /** Takes mentions back in that were left out of every case. */
  function takeIn(report, ids) {
    if (!report.mentions.some((one) => ids.includes(one.id) && one.excluded)) return report;
    return {
      ...report,
      mentions: report.mentions.map((one) =>
        ids.includes(one.id) && one.excluded ? { ...one, excluded: null } : one,
      ),
    };
  }

  /** Takes one mention from the evidence of the part at a path. */
  function detach(report, path, id) {
    const held = evidenceAt(report, path);
    const made = { ...held, evidence: held.evidence.filter((one) => one !== id) };
    return put(report, path, retold(report, made, held));
  }

  /** Makes the evidence of the part at a path exactly `ids`, in the order of the text. */
  function evidence(report, path, ids) {
    const gone = evidenceAt(report, path).evidence.filter((id) => !ids.includes(id));
    return attach(
      gone.reduce((left, id) => detach(left, path, id), report),
      path,
      ids,
    );
  }

  caseline.edits = {
    EditError,
    get,
    put,
    walk,
    slice,
    next,
    pointsOf,
    mentionOf,
    isEvidence,
    nextMention,
    addMention,
    removeMention,
    changeMention,
    attach,
    detach,
    evidence,
    takeIn,
  };
})();
