/* Steps that have a date and no day: counted from the first of these dates, so that they can be drawn, too. */
(function () {
  "use strict";
  const caseline = (window.caseline = window.caseline || {});

  const DAY = 86400000;
  const ISO = /^(-?\d{4,6})(?:-(\d{2})(?:-(\d{2}))?)?/;

  /**
   * Returns the days that a date may mean, in days since 1970: one, those of a month or those of a year.
   * @param {string} date ISO 8601 as far as told.
   * @returns {{low: number, high: number}|null} Null where it is no date.
   */
  function daysOf(date) {
    const [, year, month, day] = ISO.exec(date || "") || [];
    if (!year) return null;
    const begins = (y, m, d) => {
      const moment = new Date(0);
      moment.setUTCFullYear(y, m, d);
      return moment.getTime() / DAY;
    };
    if (day) return { low: begins(+year, month - 1, +day), high: begins(+year, month - 1, +day) };
    if (month) return { low: begins(+year, month - 1, 1), high: begins(+year, +month, 0) };
    return { low: begins(+year, 0, 1), high: begins(+year, 11, 31) };
  }

  /**
   * Returns the entries of a timeline that have a date, with days counted from the first of these dates.
   * @param {object[]} entries Those without a day.
   * @returns {{entries: object[], named: function(number): string}} None where fewer than two have one; each
   *   has day, low and high, and in `told` what it was made from.
   */
  function of(entries) {
    const dated = entries.map((told) => ({ told, days: daysOf(told.date) })).filter((each) => each.days);
    if (dated.length < 2) return { entries: [], named: String };
    const first = Math.min(...dated.map(({ days }) => days.low));
    const placed = dated.map(({ told, days }) => {
      const [low, high] = [days.low - first + 1, days.high - first + 1];
      return low === high
        ? { ...told, told, day: low, low: null, high: null }
        : { ...told, told, day: null, low, high };
    });
    const style = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" };
    const named = (day) => new Date((first + day - 1) * DAY).toLocaleDateString("en-GB", style);
    return { entries: placed, named };
  }

  caseline.calendar = { of, daysOf };
})();
