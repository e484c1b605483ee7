import { z } from 'zod'
import { endpoint } from '#shared/endpoint'
import { dimensions } from '#shared/questionnaire/definition'

export const MirrorMean = z.union([
  z.object({ value: z.number(), lo: z.number(), hi: z.number(), n: z.number().int() }),
  z.object({ hidden: z.enum(['too_few', 'would_reveal', 'nobody', 'alike']) }),
])
export type MirrorMean = z.output<typeof MirrorMean>

/** What is asked about, and what is done: the share of what was owed that was done in time. */
export const mirrored = [...dimensions, 'kept'] as const
export type Mirrored = (typeof mirrored)[number]

/** One dimension, face to face, on 0 … 100. `gap`: employees less customers; null where a face is not told. */
export const MirrorRow = z.object({
  dimension: z.enum(mirrored),
  employees: MirrorMean,
  customers: MirrorMean,
  gap: z.object({ value: z.number(), lo: z.number(), hi: z.number(), shown: z.boolean() }).nullable(),
})
export type MirrorRow = z.output<typeof MirrorRow>

/** A mean with its 95 % interval. */
const Told = z.object({ value: z.number(), lo: z.number(), hi: z.number() })

/** How many of one face's differences between sites are differences, and not chance: 0 … 1. */
const Reliability = z.number().min(0).max(1).nullable()

/**
 * The sites of which both faces are told, one point each: mean of the dimensions that both have. What may be said of the
 * link depends on how many there are: under 10 nothing, under 20 an exploration, from 20 on a measure.
 */
export const MirrorLink = z.object({
  points: z.array(
    z.object({
      siteId: z.uuid(),
      employees: Told,
      customers: Told,
    }),
  ),
  hiddenSites: z.number().int(),
  state: z.enum(['too_few_sites', 'exploratory', 'not_shown', 'shown']),
  /** Spearman’s below 20 sites, Pearson’s from there on. */
  r: z.number().nullable(),
  lo: z.number().nullable(),
  hi: z.number().nullable(),
  /** By chance alone, as strong a link comes up so often. */
  p: z.number().nullable(),
  /** With how many sites a link of that strength would be found four times in five. */
  sitesNeeded: z.number().int().nullable(),
  reliability: z.object({ employees: Reliability, customers: Reliability }),
  /** The highest r that these answers could show, were the link perfect. */
  highestVisible: z.number().nullable(),
})
export type MirrorLink = z.output<typeof MirrorLink>

export const Mirror = z.object({
  /** The wave of the employees’ face; null: none is closed. */
  wave: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  /** The days of the customers’ face: the 90 until the wave’s last. */
  from: z.iso.date(),
  to: z.iso.date(),
  /** All together first (`siteId` null), then each site, then teams where a site has several or none. */
  places: z.array(
    z.object({
      siteId: z.uuid().nullable(),
      siteName: z.string().nullable(),
      /** Of a team the employees’ face is its own, the customers’ that of its site. */
      teamId: z.uuid().nullable(),
      teamName: z.string().nullable(),
      rows: z.array(MirrorRow),
    }),
  ),
  link: MirrorLink,
})
export type Mirror = z.output<typeof Mirror>

/** Both faces wave by wave at one place: the mean of the dimensions that both tell, then. */
const Course = z.object({
  siteId: z.uuid().nullable(),
  siteName: z.string().nullable(),
  /** In the order of `waves`; null where one of the faces is not told. */
  points: z.array(z.object({ employees: Told, customers: Told }).nullable()),
})

/**
 * How the two faces go together over the waves. `employees_first` is looked at by plan; the others stand beside it, and
 * chance is judged over all of them together. `changes`: from wave to wave within each site, so that what always sets the
 * sites apart plays no part. In each, sites are compared with the others of the same wave: what moves all of them at once
 * plays no part either.
 */
export const CourseTest = z.object({
  order: z.enum(['employees_first', 'customers_first', 'changes']),
  sites: z.number().int(),
  pairs: z.number().int(),
  state: z.enum(['too_few_sites', 'too_few_waves', 'exploratory', 'not_shown', 'shown']),
  /** Spearman’s below 20 sites, Pearson’s from there on; its interval is drawn from whole sites. */
  r: z.number().nullable(),
  lo: z.number().nullable(),
  hi: z.number().nullable(),
  /** By chance alone, as strong a link comes up so often; by Holm’s method over the three. */
  p: z.number().nullable(),
})
export type CourseTest = z.output<typeof CourseTest>

export const MirrorCourse = z.object({
  /** Waves of the same questions as the latest, oldest first. */
  waves: z.array(z.object({ id: z.uuid(), name: z.string(), from: z.iso.date(), to: z.iso.date() })),
  /** All together first, then each site that has a point. */
  places: z.array(Course),
  tests: z.array(CourseTest),
})
export type MirrorCourse = z.output<typeof MirrorCourse>

export const getMirrorCourse = endpoint({
  method: 'GET',
  path: '/api/mirror/course',
  tag: 'Mirror',
  summary: 'Both faces from wave to wave, and whether one follows the other',
  reply: MirrorCourse,
})
export const getMirror = endpoint({
  method: 'GET',
  path: '/api/mirror',
  tag: 'Mirror',
  summary: 'Employees and customers face to face, dimension by dimension and site by site',
  query: z.object({ waveId: z.uuid().optional() }),
  reply: Mirror,
})
