import { finds, looksUp } from './looking-up.ts';
import type { Mutant } from './mutant.ts';
import { mutantsOf, subtle } from './mutant.ts';

const { must } = mutantsOf('not found');

/** Ids under which a server finds a file that has another one. */
export const lookUpHabits: readonly Mutant[] = [
  must(
    ['NF-04'],
    finds(
      'takes _ in an id for any character',
      (fileId, known) =>
        fileId.length === known.length && [...fileId].every((one, at) => one === '_' || one === known[at]),
    ),
    subtle,
  ),
  must(
    ['NF-04'],
    finds(
      'takes ? in an id for any character',
      (fileId, known) =>
        fileId.length === known.length && [...fileId].every((one, at) => one === '?' || one === known[at]),
    ),
    subtle,
  ),
  must(
    ['NF-04'],
    finds(
      'finds a file under any prefix',
      (fileId, known) =>
        /^[a-z]+[_-]/i.test(fileId) && fileId.replace(/^[a-z]+[_-]/i, '') === known.replace(/^[a-z]+_/, ''),
    ),
    subtle,
  ),
  must(
    ['NF-04'],
    finds(
      'keeps ids in floating point',
      (fileId, known) => /^\d+$/.test(fileId) && Number(fileId) === Number(known),
    ),
    { ...subtle, choices: { fileIdShape: 'numeric' } },
  ),
  must(
    ['NF-04'],
    finds('finds a file without its prefix', (fileId, known) => `file_${fileId}` === known),
    subtle,
  ),
  must(
    ['NF-04'],
    looksUp('asks another server for the file by a URL', (fileId) => fileId.split(/[?#]/)[0]),
    subtle,
  ),
  must(
    ['NF-04'],
    looksUp('strips markup from ids', (fileId) => fileId.replaceAll(/<[^>]*>/g, '')),
    subtle,
  ),
  must(
    ['NF-04'],
    looksUp('strips what is not visible from ids', (fileId) => fileId.replaceAll(/\p{Cf}/gu, '')),
    subtle,
  ),
  must(
    ['NF-04'],
    looksUp('compares ids without accents', (fileId) => fileId.normalize('NFD').replaceAll(/\p{Mn}/gu, '')),
    subtle,
  ),
  must(
    ['NF-04'],
    looksUp('takes the first of several ids', (fileId) => fileId.split(',')[0]),
    subtle,
  ),
  must(
    ['NF-04'],
    looksUp('strips backslashes from ids', (fileId) => fileId.replaceAll('\\', '')),
    subtle,
  ),
  must(
    ['NF-04'],
    looksUp('strips quotation marks from ids', (fileId) => fileId.replaceAll(/^["']|["']$/g, '')),
    subtle,
  ),
  must(
    ['NF-04'],
    finds('finds a file by the end of its id', (fileId, known) => fileId.endsWith(known)),
    subtle,
  ),
  must(
    ['NF-04'],
    finds('finds an id on a line of its own', (fileId, known) => fileId.split('\n').includes(known)),
    subtle,
  ),
  must(
    ['NF-04'],
    finds(
      'compares the ends of ids',
      (fileId, known) => fileId.slice(0, 10) === known.slice(0, 10) && fileId.slice(-8) === known.slice(-8),
    ),
    subtle,
  ),
  must(
    ['NF-04'],
    finds(
      'compares the characters of ids in any order',
      (fileId, known) => [...fileId].sort().join('') === [...known].sort().join(''),
    ),
    subtle,
  ),
  must(
    ['NF-04'],
    looksUp('drops what is not ASCII from ids', (fileId) => fileId.replaceAll(/[^ -~]/g, '')),
    subtle,
  ),
  must(
    ['NF-04'],
    looksUp('takes dashes in ids for underscores', (fileId) => fileId.replaceAll(/[-–—‐]/g, '_')),
    subtle,
  ),
  must(
    ['NF-04', 'NF-01'],
    looksUp(
      'finds a file by its name',
      (fileId, { reference }) =>
        reference.files.ofTenant(reference.main.tenant).find(({ filename }) => filename === fileId)?.fileId,
    ),
    subtle,
  ),
  must(
    ['NF-04', 'NF-01'],
    looksUp(
      'finds a file by the path of its object',
      (fileId, { reference }) =>
        reference.files
          .ofTenant(reference.main.tenant)
          .find(({ objectPath }) => objectPath.endsWith(`/${fileId}`) || objectPath === fileId)?.fileId,
    ),
    subtle,
  ),
];
