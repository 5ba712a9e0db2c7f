import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { s3Clock } from '../../../src/reference/storage/s3-clock.ts';

test('goes as far ahead as it ever was, and comes back whatever happens there', async ({}, info) => {
  const file = info.outputPath('clock');
  const offset = () => readFile(file, 'utf8');
  const clock = await s3Clock(file);
  await clock.move(70_000);
  await clock.move(-60_000);
  expect(await clock.atFurthest(offset)).toBe('+70.000\n');
  expect(await offset()).toBe('+10.000\n');
  await expect(clock.atFurthest(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  expect(await offset()).toBe('+10.000\n');
  expect(Math.abs(clock.now() - Date.now() - 10_000)).toBeLessThan(1000);
});
