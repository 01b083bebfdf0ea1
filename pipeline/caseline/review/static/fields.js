/* What is told of each part of a case, in which order and in which words. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});
  const words = caseline.words;

  const TITLES = {
    patient: "Patient",
    drugs: "Drugs",
    events: "Events",
    therapies: "Therapies",
    conditions: "Conditions",
    outcome: "Outcome",
  };

  // Fields of items: name, title, words of a value, and the label of the mentions that tell it where it has
  // no evidence of its own.
  const FIELDS = {
    patient: [
      ["age", "Age", words.age],
      ["sex", "Sex", (sex) => sex.value],
      ["ethnicity", "Ethnicity", (ethnicity) => ethnicity.value],
    ],
    drugs: [
      ["role", "Role", words.plain],
      ["indication", "Given for", null],
      ["doses", "Doses", words.dose],
      ["start", "Started"],
      ["stop", "Stopped"],
      ["action_taken", "Action taken"],
      ["dechallenge", "Dechallenge"],
      ["rechallenge", "Rechallenge"],
      ["codes", "Codes", words.code],
    ],
    events: [
      ["onset", "Onset", words.onset],
      ["duration", "Duration", words.duration],
      ["outcome", "Outcome", words.outcome],
      ["suspects", "Suspects", null],
      ["causality", "Causality", words.causality],
      ["seriousness", "Serious", words.plain, "SERIOUSNESS"],
      ["grade", "Grade", (grade) => `CTCAE ${grade}`, "SEVERITY"],
      ["severity", "Severity", String, "SEVERITY"],
      ["body_sites", "Body sites", String, "BODY_SITE"],
      ["findings", "Findings", String, "FINDING"],
      ["certainty", "Certainty", words.plain],
      ["codes", "Codes", words.code],
    ],
    therapies: [
      ["kind", "Kind", words.plain],
      ["for_events", "Given for", null],
      ["start", "Begun", words.onset],
      ["duration", "Over", words.duration],
      ["response", "Response"],
      ["codes", "Codes", words.code],
    ],
    conditions: [
      ["role", "Role", words.plain],
      ["codes", "Codes", words.code],
    ],
  };

  const DEFAULTS = { certainty: "affirmed" };

  caseline.fields = { FIELDS, TITLES, DEFAULTS };
})();
