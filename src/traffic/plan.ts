import type { Budget } from '../budget.ts';

/** How many requests each list of `src/traffic` contributes; a list that is shorter contributes itself. */
export interface Plan {
  /** Violations that are drawn at random for each valid request, besides the enumerated ones. */
  readonly drawnViolations: number;
  /** Lifetimes at the edges of the schema, and from equal parts of its range. */
  readonly lifetimeEdges: number;
  readonly lifetimeParts: number;
  /** The first so many edges are asked for with every action. */
  readonly edgesWithEveryAction: number;
  /** Storage requests: URLs that are fetched besides those of the plain requests, and changed signatures of each URL. */
  readonly fetchedUrls: number;
  readonly forgedSignatures: number;
  /** Requests with members that look like those that matter. */
  readonly unknownMembers: number;
  /** Violations of each keyword of the request, as a multiple of what `places` has for it; 0 for its telling ones. */
  readonly violations: number;
  readonly brokenTexts: number;
  readonly lenientTexts: number;
  readonly emptyBodies: number;
  /** Whether the plain request is asked again around others, for what a server keeps of them. */
  readonly asksAgain: boolean;
  readonly mediaTypes: number;
  readonly methods: number;
  readonly anonymous: number;
  readonly unknownKeys: number;
  readonly keyless: number;
  readonly misplacedKeys: number;
  readonly anonymousBodies: number;
  readonly missingTenants: number;
  readonly wrongTenants: number;
  readonly mixedIdentities: number;
  readonly foreignFiles: number;
  readonly unknownFiles: number;
  readonly lookAlikes: number;
  readonly oddIds: number;
  readonly oddRequests: number;
  /** Requests that run at once. */
  readonly atOnce: number;
  /** Generated values behind the enumerated ones, where a list has both. */
  readonly generated: number;
  /** Files that are uploaded and fetched back, for their contents, their types and their names. */
  readonly uploads: number;
  readonly uploadTypes: number;
  readonly fileNames: number;
  readonly hazardousNames: number;
  readonly uploadLifetimes: number;
  /** Uploads with one member broken: violations of each of `fileName` and `contentType`, and of the lifetime. */
  readonly brokenLabels: number;
  readonly brokenUploads: number;
  readonly forgedUploads: number;
  /** Uploads whose connection is dropped half-way, at which a careless server may end: then nothing else can be judged. */
  readonly brokenOff: number;
  /** Octets of the very large file that is uploaded; 0 for none. */
  readonly largeFile: number;
}

/** The plan of each budget: at most 90 API requests for the core profile, at most 475 for both, several thousand. */
export const plans: Readonly<Record<Budget, Plan>> = {
  quick: {
    drawnViolations: 0,
    ...{ lifetimeEdges: 2, lifetimeParts: 4, edgesWithEveryAction: 1, fetchedUrls: 0, forgedSignatures: 16 },
    ...{
      unknownMembers: 1,
      violations: 0,
      brokenTexts: 1,
      lenientTexts: 1,
      emptyBodies: 1,
      asksAgain: false,
      mediaTypes: 1,
      methods: 1,
    },
    ...{ anonymous: 1, unknownKeys: 1, keyless: 6, misplacedKeys: 1, anonymousBodies: 1 },
    ...{ missingTenants: 1, wrongTenants: 3, mixedIdentities: 1, foreignFiles: 1 },
    ...{ unknownFiles: 1, lookAlikes: 4, oddIds: 3, oddRequests: 2, generated: 0, atOnce: 2 },
    ...{ uploads: 2, uploadTypes: 1, fileNames: 1, hazardousNames: 1 },
    ...{
      uploadLifetimes: 1,
      brokenLabels: 1,
      brokenUploads: 1,
      forgedUploads: 5,
      brokenOff: 0,
      largeFile: 0,
    },
  },
  standard: {
    drawnViolations: 60,
    ...{
      lifetimeEdges: 14,
      lifetimeParts: 20,
      edgesWithEveryAction: 2,
      fetchedUrls: 12,
      forgedSignatures: 16,
    },
    ...{
      unknownMembers: 2,
      violations: 1,
      brokenTexts: 10,
      lenientTexts: 7,
      emptyBodies: 3,
      asksAgain: true,
      mediaTypes: 5,
      methods: 2,
    },
    ...{ anonymous: 3, unknownKeys: 3, keyless: 22, misplacedKeys: 6, anonymousBodies: 3 },
    ...{ missingTenants: 4, wrongTenants: 17, mixedIdentities: 6, foreignFiles: 4 },
    ...{ unknownFiles: 3, lookAlikes: 28, oddIds: 14, oddRequests: 10, generated: 1, atOnce: 4 },
    ...{ uploads: 7, uploadTypes: 5, fileNames: 5, hazardousNames: 11 },
    ...{
      uploadLifetimes: 2,
      brokenLabels: 3,
      brokenUploads: 4,
      forgedUploads: 16,
      brokenOff: 0,
      largeFile: 0,
    },
  },
  thorough: {
    drawnViolations: 2000,
    ...{
      lifetimeEdges: 1000,
      lifetimeParts: 600,
      edgesWithEveryAction: 60,
      fetchedUrls: 60,
      forgedSignatures: 60,
    },
    ...{
      unknownMembers: 60,
      violations: 12,
      brokenTexts: 60,
      lenientTexts: 60,
      emptyBodies: 60,
      asksAgain: true,
      mediaTypes: 60,
      methods: 2,
    },
    ...{ anonymous: 60, unknownKeys: 60, keyless: 60, misplacedKeys: 70, anonymousBodies: 60 },
    ...{ missingTenants: 60, wrongTenants: 60, mixedIdentities: 60, foreignFiles: 60 },
    ...{ unknownFiles: 60, lookAlikes: 200, oddIds: 400, oddRequests: 600, generated: 400, atOnce: 60 },
    ...{ uploads: 60, uploadTypes: 40, fileNames: 80, hazardousNames: 60 },
    ...{
      uploadLifetimes: 20,
      brokenLabels: 30,
      brokenUploads: 30,
      forgedUploads: 60,
      brokenOff: 1,
      largeFile: 2 ** 30,
    },
  },
};
