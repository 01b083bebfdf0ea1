/* What a mention may be made: an item of a case, or evidence of a value. Shown in its panel and for a
   selection. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});
  const { h } = caseline.dom;
  const { LISTS } = caseline.shape;

  /** What a mention may become, which labels it then may have, and what is told of it at once. */
  const KINDS = [
    { list: "events", title: "Event", labels: ["EVENT", "DISORDER", "FINDING"], values: {} },
    { list: "drugs", title: "Suspect drug", labels: ["DRUG", "THERAPY"], values: { role: "suspect" } },
    { list: "drugs", title: "Other drug", labels: ["DRUG", "THERAPY"], values: { role: "concomitant" } },
    { list: "therapies", title: "Therapy", labels: ["THERAPY", "DRUG"], values: {} },
    { list: "conditions", title: "Condition", labels: ["DISORDER", "EVENT"], values: {} },
  ];
  const FITTING = {
    TIME: ["onset", "start", "duration"],
    DURATION: ["duration", "onset"],
    OUTCOME: ["outcome"],
    CAUSALITY: ["causality"],
    AGE: ["age"],
    SEX: ["sex"],
    ETHNICITY: ["ethnicity"],
    DOSE: ["doses"],
    ROUTE: ["doses"],
    FREQUENCY: ["doses"],
    DOSE_ORDINAL: ["doses"],
  };

  /** Adds an item to a case; an event is tied to the suspect where there is only one. */
  function addItem(editor, index, list, ids, values) {
    const held = editor.report.cases[index];
    const suspects = held.drugs.filter((drug) => drug.role !== "concomitant").map((drug) => drug.id);
    const more =
      list === "events" && suspects.length === 1
        ? { suspects }
        : list === "therapies" && held.events.length === 1
          ? { for_events: [held.events[0].id] }
          : {};
    editor.edit(
      `${LISTS[list].one} added`,
      (report) => caseline.edits.addItem(report, index, list, { ...more, ...values, evidence: ids }),
      { path: `cases.${index}.${list}.${held[list].length}` },
    );
  }

  /** All that a mention may support in a case, as {path, title}; what fits its label comes first. */
  function targets(report, index, label) {
    const held = report.cases[index];
    const at = `cases.${index}`;
    const found = [
      ...["age", "sex", "ethnicity"].map((field) => `${at}.patient.${field}`),
      `${at}.outcome`,
      ...held.events.flatMap((_, place) =>
        ["", ".onset", ".outcome", ".causality", ".duration"].map((field) => `${at}.events.${place}${field}`),
      ),
      ...held.drugs.flatMap((drug, place) => [
        `${at}.drugs.${place}`,
        ...drug.doses.map((_, dose) => `${at}.drugs.${place}.doses.${dose}`),
        `${at}.drugs.${place}.doses`,
      ]),
      ...held.therapies.flatMap((_, place) =>
        ["", ".start", ".duration"].map((field) => `${at}.therapies.${place}${field}`),
      ),
      ...held.conditions.map((_, place) => `${at}.conditions.${place}`),
      ...held.timeline.map((_, place) => `${at}.timeline.${place}`),
      `${at}.timeline`,
    ];
    const fits = new Set([
      ...(FITTING[label] || []),
      ...KINDS.filter((kind) => kind.labels[0] === label).map((kind) => kind.list),
    ]);
    const isFit = (path) =>
      path
        .split(".")
        .slice(2)
        .some((step) => fits.has(step)) && !(fits.has("events") && path.split(".").length > 4);
    const told = found.map((path) => ({ path, title: titled(report, path), fit: isFit(path) }));
    return [...told.filter((one) => one.fit), ...told.filter((one) => !one.fit)];
  }

  function titled(report, path) {
    const title = caseline.values.titleOf(report, path);
    const entry = /\.timeline\.(\d+)$/.exec(path);
    if (entry) return `timeline: ${caseline.edits.get(report, path).text}`;
    if (path.endsWith(".timeline")) return "a new step of the timeline";
    return path.endsWith(".doses") ? `a new ${title}` : title;
  }

  let chosenCase = 0;

  /**
   * The ways to use a mention.
   * @param {object} editor
   * @param {string} label of the mention, "" for a selection
   * @param {function(string[]): string} mention makes or relabels it for one of the labels, and returns its
   *   id
   */
  function show(editor, label, mention) {
    const cases = editor.report.cases;
    const section = h("div", { class: "uses" });
    const draw = () => {
      const index = Math.min(chosenCase, cases.length - 1);
      caseline.dom.fill(
        section,
        h(
          "div",
          { class: "uses-head" },
          h("strong", null, "Use it"),
          cases.length > 1 ? whichCase(cases, index, draw) : null,
        ),
        index < 0
          ? newCase(editor)
          : [kinds(editor, index, label, mention), evidenceFor(editor, index, label, mention)],
      );
    };
    draw();
    return section;
  }

  function whichCase(cases, index, draw) {
    return h(
      "select",
      {
        "aria-label": "Case",
        on: {
          change: (event) => {
            chosenCase = Number(event.target.value);
            draw();
          },
        },
      },
      cases.map((held, place) =>
        h(
          "option",
          { value: place, selected: place === index },
          `in case ${place + 1}: ${caseline.words.patient(held.patient)}`,
        ),
      ),
    );
  }

  function newCase(editor) {
    return h(
      "button",
      {
        type: "button",
        class: "button small",
        on: { click: () => editor.edit("case added", caseline.edits.addCase, {}) },
      },
      "Add a case first",
    );
  }

  function kinds(editor, index, label, mention) {
    const sorted = [
      ...KINDS.filter((kind) => kind.labels[0] === label),
      ...KINDS.filter((kind) => kind.labels[0] !== label),
    ];
    return h(
      "div",
      { class: "kinds" },
      sorted.map(({ list, title, labels, values }) =>
        h(
          "button",
          {
            type: "button",
            class: "button small",
            "aria-label": `Make it: ${title.toLowerCase()} of case ${index + 1}`,
            on: {
              click: () => editor.together(() => addItem(editor, index, list, [mention(labels)], values)),
            },
          },
          title,
        ),
      ),
    );
  }

  function evidenceFor(editor, index, label, mention) {
    const all = targets(editor.report, index, label);
    return h(
      "select",
      {
        "aria-label": "Use it as evidence for",
        class: "evidence-for",
        on: {
          change: (event) => {
            if (event.target.value) use(editor, event.target.value, mention);
          },
        },
      },
      h("option", { value: "" }, "Evidence for…"),
      all.map(({ path, title }) => h("option", { value: path }, title)),
    );
  }

  /** Makes a mention support the value at a path; a value that is not told yet is asked for. */
  function use(editor, path, mention) {
    const part = caseline.edits.get(editor.report, path);
    const title = caseline.values.titleOf(editor.report, path);
    const label = caseline.values.labelFor(path);
    if (part && part.evidence) {
      editor.together(() => {
        const id = mention([label, ...Object.keys(caseline.record.LABELS)]);
        editor.edit(`evidence of ${title}`, (report) => caseline.edits.attach(report, path, [id]), { path });
      });
      return;
    }
    const id = mention([label, ...Object.keys(caseline.record.LABELS)]);
    caseline.values.editPart(editor, path, [id]);
  }

  caseline.uses = { show, addItem };
})();
