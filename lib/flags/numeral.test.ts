import { describe, expect, it } from 'vitest';
import { readNumeral, writeLike } from './numeral.ts';

describe('readNumeral', () => {
  it.each<[raw: string, values: readonly number[], step: number]>([
    ['35', [35], 1],
    ['4250', [4250], 10],
    ['4,250.00', [4250], 0.01],
    ['4.250,00', [4250], 0.01],
    ['4.250', [4.25, 4250], 0.001],
    ['32,500', [32500, 32.5], 100],
    ['12,34,567', [1234567], 1],
    ['3,14', [3.14], 0.01],
    ['7,5', [7.5], 0.1],
    ["1'000", [1000], 1000],
  ])('reads %s', (raw, values, step) => {
    expect(readNumeral(raw)).toMatchObject({ values, step });
  });

  it.each(['1,2,3', '1.2.3', '1,23,4', '1234567890123456789012345'])('does not take %s for a number', (raw) => {
    expect(readNumeral(raw)).toBeUndefined();
  });
});

describe('writeLike', () => {
  it.each<[value: number, model: string, written: string]>([
    [9441.12, '9,841.12', '9,441.12'],
    [4250, '4,520', '4,250'],
    [4250, '4520', '4250'],
    [30, '60', '30'],
    [1234.5, '999.00', '1,234.50'],
    [12.5, '10', '12.5'],
    [1_000_000, '900000', '1000000'],
    [7080.8, '1.00', '7,080.80'],
    [1350, '1.250,00', '1.350,00'],
    [9.5, '7,25', '9,50'],
  ])('writes %d like %s as %s', (value, model, written) => {
    expect(writeLike(value, model)).toBe(written);
  });
});
