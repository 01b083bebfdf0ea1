/* The list of records. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});
  const { h, foreign } = caseline.dom;
  function show(container, rows, { onOpen }) {
    container.replaceChildren(h("h1", { tabindex: "-1" }, "Records"), h("ul", null, rows.map((row) => h("li", null, h("a", { href: `#/r/${row.key}` }, foreign(row.title || row.source || row.key))))));
  }
  caseline.index = { show };
})();
