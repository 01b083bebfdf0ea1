/* What was done to a record, version by version, and the way back to each. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});
  const { h, foreign } = caseline.dom;
  const { ask, address } = caseline.session;
  const MOST = 200;

  const isPart = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  const isListed = (list) => list.length > 0 && list.every((one) => isPart(one) && "id" in one);
  const plain = (name) => name.replace(/_/g, " ");

  /** A value in a line, for those who read what changed. */
  function told(value) {
    if (value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length))
      return "nothing";
    if (Array.isArray(value)) return value.map(told).join(", ");
    if (!isPart(value)) return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
    return String(value.text || value.name || value.status || value.value || value.display || "something");
  }

  /** Writes into `found` how one value differs from another, as {where, before, after}. */
  function compare(before, after, where, found) {
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    const lists = Array.isArray(before) && Array.isArray(after);
    if (lists && isListed([...before, ...after])) {
      const ids = [...new Set([...after, ...before].map((one) => one.id))];
      for (const id of ids) {
        const [old, now] = [before, after].map((list) => list.find((one) => one.id === id));
        const name = (now || old).name || (now || old).text || id.replace(/^c(\d+)$/, "case $1");
        if (old && now) compare(old, now, [...where, name], found);
        else found.push({ where: [...where, name], before: old ? name : null, after: now ? name : null });
      }
    } else if (lists && [...before, ...after].every(isPart)) {
      for (let place = 0; place < Math.max(before.length, after.length); place += 1) {
        compare(before[place] ?? null, after[place] ?? null, [...where, String(place + 1)], found);
      }
    } else if (isPart(before) && isPart(after)) {
      for (const key of new Set([...Object.keys(after), ...Object.keys(before)]))
        compare(before[key] ?? null, after[key] ?? null, [...where, plain(key)], found);
    } else found.push({ where, before, after });
  }

  /** What differs between two records. */
  function differences(before, after) {
    const found = [];
    compare(before.mentions, after.mentions, ["mentions"], found);
    compare(before.cases, after.cases, [], found);
    compare({ ...before.document, text: "" }, { ...after.document, text: "" }, ["document"], found);
    return found;
  }

  function line({ where, before, after }) {
    return h(
      "li",
      null,
      h("span", { class: "where" }, foreign(where.join(" › "))),
      ": ",
      before === null
        ? ["added ", h("ins", null, foreign(told(after)))]
        : after === null
          ? ["removed ", h("del", null, foreign(told(before)))]
          : [h("del", null, foreign(told(before))), " → ", h("ins", null, foreign(told(after)))],
    );
  }

  function list(before, after) {
    const found = differences(before, after);
    return h(
      "ul",
      { class: "differences" },
      found.length
        ? found.slice(0, MOST).map(line)
        : h("li", { class: "soft" }, "The record is the same; only the decision differs."),
      found.length > MOST ? h("li", { class: "soft" }, `and ${found.length - MOST} more`) : null,
    );
  }

  /** Opens the history of the editor's record. */
  async function open(editor) {
    await editor.session.flush();
    const { key } = editor.session;
    let versions;
    try {
      ({ versions } = await ask(`${address(key)}/versions`));
    } catch (error) {
      caseline.dialog.say(`The history cannot be shown: ${error.message}.`);
      return;
    }
    const records = new Map();
    const record = async (number) => {
      try {
        if (!records.has(number))
          records.set(number, (await ask(`${address(key)}/versions/${number}`)).record);
      } catch (error) {
        caseline.dialog.say(`Version ${number} cannot be shown: ${error.message}.`);
      }
      return records.get(number);
    };
    const body = (close) => [
      keptAside(key),
      h(
        "ol",
        { class: "versions" },
        versions.map((version, place) => entry(editor, version, versions[place + 1], record, close)),
      ),
    ];
    await caseline.dialog.open({ title: "History", class: "history", body });
  }

  /** Offers the record that gave way to somebody else's, where there is one. */
  function keptAside(key) {
    const kept = caseline.session.drafts.asideOf(key);
    return kept
      ? h(
          "p",
          { class: "tools" },
          `Your edits of ${caseline.dialog.moment(kept.at)}, which gave way to others, are kept aside.`,
          h(
            "button",
            {
              type: "button",
              class: "button small",
              on: { click: () => caseline.conflict.download(key, kept.record) },
            },
            "Download my edits",
          ),
        )
      : null;
  }

  function entry(editor, version, earlier, record, close) {
    const made = version.version === 0;
    const place = h("div", { class: "changes", hidden: true });
    const show = h(
      "button",
      {
        type: "button",
        class: "button small",
        "aria-expanded": "false",
        on: {
          click: async () => {
            place.hidden = !place.hidden;
            show.setAttribute("aria-expanded", String(!place.hidden));
            if (place.childNodes.length) return;
            place.append(list(await record(earlier.version), await record(version.version)));
          },
        },
      },
      "What changed",
    );
    const current = version.version === editor.session.version;
    const restore = current
      ? h("span", { class: "soft" }, "this is what you see")
      : h(
          "button",
          {
            type: "button",
            class: "button small",
            on: {
              click: async () => {
                const found = await record(version.version);
                close("");
                editor.edit(`version ${version.version} restored`, () => found, {});
              },
            },
          },
          "Restore this version",
        );
    return h(
      "li",
      null,
      h(
        "p",
        null,
        h("strong", null, made ? "Machine’s answer" : `Version ${version.version}`),
        " ",
        made
          ? null
          : [
              h("span", { class: `status ${version.status}` }, version.status),
              " ",
              foreign(version.author || "somebody"),
              ", ",
              h("time", { datetime: version.saved }, caseline.dialog.moment(version.saved)),
            ],
      ),
      version.comment ? h("p", { class: "comment" }, "“", foreign(version.comment), "”") : null,
      h("p", { class: "tools" }, earlier ? show : null, restore),
      place,
    );
  }

  caseline.history = { open, list, differences };
})();
