/* A record on the screen: its text with legend and panel, its cases with their timelines. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});
  const { h, foreign } = caseline.dom;

  /**
   * Shows a record.
   * @param {HTMLElement} container Its content is replaced.
   * @param {object} model Of `caseline.record.open`.
   * @param {object} options
   * @param {function(Element, object)} [options.decorate] As of `caseline.card.show`.
   * @param {function(Element, object)} [options.decorateMention] As `decorate` of `caseline.mention.show`.
   * @param {object} [options.choices] What the legend was set to; kept up to date.
   * @returns {{text, card, pane, onEvidence, onPick, destroy}}
   */
  function show(container, model, { decorate, decorateMention, choices } = {}) {
    const { side, pane, legend, held } = frame(container);
    let panel = null;
    let from = null; // the value whose evidence is shown; Escape leads back to it
    const onEvidence = (ids, event) => {
      from = event ? event.currentTarget.closest("button") : null;
      text.select(ids);
      text.flash(ids, { focus: !event || event.detail === 0 });
    };
    const onClose = () => {
      panel = null;
    };
    const onPick = (ids, beside) => {
      if (panel) panel.close();
      text.select([ids[0]]);
      panel = caseline.mention.show(held, model, ids, {
        beside,
        decorate: decorateMention,
        onClose,
        onValue,
      });
    };
    const onValue = (path) => card.point(path);
    const card = caseline.card.show(side, model, { onEvidence, decorate });
    const text = caseline.text.show(held, model, { onPick });
    caseline.legend.show(legend, model, text, choices);
    const courses = card.courses.map((course, number) =>
      caseline.timeline.show(course, model, number, { onEvidence, decorate }),
    );
    held.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !from || !from.isConnected) return;
      from.focus();
      from = null;
      text.select([]);
    });
    const destroy = () => {
      if (panel) panel.close();
      for (const each of [text, card, ...courses]) each.destroy();
    };
    return { text, card, pane, onEvidence, onPick, destroy };
  }

  /** Puts the two panes into their place. */
  function frame(container) {
    const held = h("div", { class: "text-hold" });
    const legend = h("div", { class: "legend-hold" });
    const pane = h("section", { class: "pane reading", "aria-label": "Text" }, legend, held);
    const side = h("section", { class: "pane knowing", "aria-label": "Cases" });
    container.replaceChildren(h("div", { class: "reader" }, side, pane));
    return { side, pane, legend, held };
  }

  /** Returns the line that says where a record comes from: source, journal, year, DOI. */
  function origin(document) {
    const parts = [
      document.title ? document.source : null,
      document.journal,
      document.year,
      document.doi ? `doi ${document.doi}` : null,
      document.pmid ? `PMID ${document.pmid}` : null,
      document.pmcid,
    ].filter(Boolean);
    return parts.flatMap((part, place) => [place ? " · " : null, foreign(part)]);
  }

  /** Returns what a record is called: its title, else the file it was read from. */
  function title(document) {
    return document.title || document.source || "Record without a title";
  }

  caseline.reader = { show, origin, title };
})();
