import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber, daysInMonth, findImpossibleDates, monthNames, weekdayNames, weekdayOf } from './calendar.ts';

const impossibleIn = (text: string) => findImpossibleDates(text).map(({ start, end }) => text.slice(start, end));

describe('a date that cannot be', () => {
  it.each<[text: string, found: string]>([
    ['on 30 February', '30 February'],
    ['on 29 February 2023', '29 February 2023'],
    ['on 31 April 2026', '31 April 2026'],
    ['on April 31st', 'April 31st'],
    ['on November 31, 2025', 'November 31, 2025'],
    ['on Monday, 3 March 2026', 'Monday'],
    ['on 3 March 2026 (Friday)', 'Friday'],
    ['on 2024-02-30', '2024-02-30'],
    ['on 2023-13-01', '2023-13-01'],
    ['on 13/13/2024', '13/13/2024'],
    ['on 31/04/2024', '31/04/2024'],
  ])('%s', (text, found) => {
    expect(impossibleIn(text)).toEqual([found]);
  });

  it.each([
    '29 February 2024',
    '29 Feb',
    'Tuesday, 3 March 2026',
    '30 February 1712',
    'Friday 13 October 1582',
    'In April 31 people came',
    'there is no 30 February',
    'version 1.13.2024',
    '12/31/2024 and 31/12/2024',
  ])('is not %s', (text) => {
    expect(impossibleIn(text)).toEqual([]);
  });

  it('is never a day of the calendar, with its weekday, however it is written', () => {
    const day = fc.date({ min: new Date('1923-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
        const [name, weekday] = [monthNames[month - 1], weekdayNames[date.getUTCDay()]];
        const iso = date.toISOString().slice(0, 10);
        const text = `${weekday}, ${dayOfMonth} ${name} ${year}; ${weekday}, ${name} ${dayOfMonth}, ${year}; ${iso}; ${month}/${dayOfMonth}/${year}`;
        expect(impossibleIn(text)).toEqual([]);
        expect(weekdayOf(year, month, dayOfMonth)).toBe(date.getUTCDay());
        expect(dayNumber(year, month, dayOfMonth)).toBe(Math.floor(date.getTime() / 86_400_000));
        expect(dayOfMonth).toBeLessThanOrEqual(daysInMonth(month, year));
      }),
    );
  });
});
