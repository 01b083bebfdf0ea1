/* The day axis of a timeline: where a day lies, which days are named, and how steps with their labels share
   rows. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});

  // Up to so many days are spaced evenly; beyond, the far ones stand closer so that the first month can be
  // read.
  const EVEN = 45;
  const BEND = 3; // days around day 1 that stay about even
  const BEFORE = 0.6; // what happened before the first exposure takes less room
  // Days that may be named, those that matter first.
  const NAMED = [
    1, 30, 365, 10, 100, 1000, 3650, -30, -365, -3650, 3, 5, 20, 60, 180, 730, 1825, -10, -100, -1000, 2, 7,
    15, 45, 270, -3, -5, -20, -60, -180, -730, -1825, 7300, 18250, 36500, -7300, -18250, -36500,
  ];

  /**
   * Returns the scale from days to a width.
   * @param {number[]} days All days that are to be on it; day 1 always is.
   * @param {number} left @param {number} right Where it begins and ends.
   * @returns {{x: function(number): number, low: number, high: number, isEven: boolean}}
   */
  function scale(days, left, right) {
    const low = Math.min(1, ...days);
    const high = Math.max(low + 1, ...days, 1);
    const isEven = high - low <= EVEN;
    const bent = isEven ? (day) => day : bend;
    const [from, to] = [bent(low), bent(high)];
    return {
      low,
      high,
      isEven,
      x: (day) => left + ((bent(Math.min(Math.max(day, low), high)) - from) / (to - from)) * (right - left),
    };
  }

  function bend(day) {
    const away = day - 1;
    return away < 0 ? -BEFORE * Math.log1p(-away / BEND) : Math.log1p(away / BEND);
  }

  /**
   * Returns the days that are named on a scale, in order, none nearer to another than `room`.
   * @param {number} room Width of a label with its distance from the next.
   */
  function ticks({ x, low, high, isEven }, room) {
    const candidates = isEven ? even(low, high, x, room) : NAMED;
    const chosen = [];
    for (const day of candidates) {
      if (day < low || day > high) continue;
      if (chosen.every((other) => Math.abs(x(other) - x(day)) >= room)) chosen.push(day);
    }
    return chosen.sort((a, b) => a - b);
  }

  function even(low, high, x, room) {
    const step = [1, 2, 5, 10, 20, 50].find((each) => Math.abs(x(low + each) - x(low)) >= room) || 50;
    const days = [1];
    const from = step === 2 ? 1 : 0; // every second day: 1, 3, 5
    for (let day = Math.ceil((low - from) / step) * step + from; day <= high; day += step) days.push(day);
    return days;
  }

  /**
   * Lays steps out in rows so that nothing overlaps.
   * @param {Array<{from: number, to: number, width: number, inside: boolean}>} steps Where each is drawn,
   *   how wide its label is, and whether the label stands within what is drawn.
   * @param {number} left @param {number} right What labels have to stay within.
   * @returns {Array<{row: number, at: number, anchor: "start"|"end"}>} Beside each step: its row and where
   *   its label begins or ends.
   */
  function rows(steps, left, right, gap = 7) {
    const taken = []; // for each row the stretches that are in use
    return steps.map((step) => {
      const label = labelled(step, left, right, gap);
      const from = Math.min(step.from, label.from) - gap;
      const to = Math.max(step.to, label.to) + gap;
      let row = taken.findIndex((stretches) => stretches.every(([a, b]) => to <= a || from >= b));
      if (row < 0) row = taken.push([]) - 1;
      taken[row].push([from, to]);
      return { row, at: label.at, anchor: label.anchor };
    });
  }

  function labelled(step, left, right, gap) {
    if (!step.inside) {
      if (step.to + gap + step.width <= right)
        return { at: step.to + gap, anchor: "start", from: step.to, to: step.to + gap + step.width };
      if (step.from - gap - step.width >= left)
        return { at: step.from - gap, anchor: "end", from: step.from - gap - step.width, to: step.from };
    }
    const at = Math.max(left, Math.min(step.from + gap + 8, right - step.width));
    return { at, anchor: "start", from: at, to: at + step.width };
  }

  caseline.axis = { scale, ticks, rows };
})();
