import jstat from 'jstat'
import { z95 } from './interval.ts'

/**
 * Standard deviations of a two-sided interval that is one of so many: all of them hold together 95 times in 100.
 * @see Dunn, O. J. (1961). Multiple comparisons among means. JASA 56.
 */
export const zOfMany = (intervals: number): number =>
  intervals <= 1 ? z95 : jstat.jStat.normal.inv(1 - 0.025 / intervals, 0, 1)
