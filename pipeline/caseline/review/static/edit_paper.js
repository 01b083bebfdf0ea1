/* What is known of the paper: title, journal, year, identifiers, keywords. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});
  const { h } = caseline.dom;

  // In the order of the record; `many` holds several, one a line.
  const FIELDS = [
    { name: "title", title: "Title", wide: true },
    { name: "journal", title: "Journal", wide: true },
    { name: "year", title: "Year", number: true },
    { name: "doi", title: "DOI" },
    { name: "pmid", title: "PMID" },
    { name: "pmcid", title: "PMCID" },
    { name: "authors", title: "Authors, one a line", many: true, absent: true },
    { name: "keywords", title: "Keywords, one a line", many: true },
  ];

  /**
   * Returns what a field's control says.
   * @throws {caseline.edits.EditError} Where that cannot be.
   */
  function said({ title, number, many }, written) {
    const words = written.trim();
    if (many) return words.split("\n").map((line) => line.trim()).filter(Boolean);
    if (!words) return null;
    if (number && !/^\d{1,4}$/.test(words)) throw new caseline.edits.EditError(`${title}: “${words}” is no year`);
    return number ? Number(words) : words;
  }

  /** Returns a record with other data of its paper; `values` are those of some fields by their names. */
  function withPaper(report, values) {
    const paper = { ...report.document };
    for (const [name, value] of Object.entries(values)) {
      const { absent } = FIELDS.find((field) => field.name === name);
      // What may be absent is left out where there is none, as the record has it.
      if (absent && !value.length) delete paper[name];
      else paper[name] = value;
    }
    return { ...report, document: paper };
  }

  function control({ name, number, many }, paper) {
    const value = paper[name];
    if (many) return h("textarea", { name, rows: 3 }, (value || []).join("\n"));
    return h("input", { type: "text", name, value: value ?? "", inputmode: number ? "numeric" : null, autocomplete: "off" });
  }

  /** Asks for the data of the paper, and changes what was changed. */
  async function edit(editor) {
    const paper = editor.report.document;
    const controls = FIELDS.map((field) => ({ field, element: control(field, paper) }));
    const problem = h("p", { class: "problem", role: "alert" });
    let values = null;
    const check = () => {
      try {
        values = Object.fromEntries(controls.map(({ field, element }) => [field.name, said(field, element.value)]));
        return true;
      } catch (error) {
        if (!(error instanceof caseline.edits.EditError)) throw error;
        problem.textContent = error.message;
        return false;
      }
    };
    const chosen = await caseline.dialog.open({
      title: "The paper",
      class: "paper",
      body: [
        controls.map(({ field, element }) =>
          h("label", { class: field.wide || field.many ? "wide" : null }, field.title, element),
        ),
        problem,
      ],
      buttons: [
        { title: "Cancel", value: "" },
        { title: "Save", value: "save", kind: "primary" },
      ],
      check,
    });
    if (chosen === "save") editor.edit("paper changed", (report) => withPaper(report, values));
  }

  caseline.paper = { edit };
})();
