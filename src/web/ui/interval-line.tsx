import classes from './ui.module.css'

type IntervalLineProps = {
  /** Null: nothing to draw. */
  interval: { estimate: number; lo: number; hi: number } | null
  /** What all lines of the column are held against. */
  mean?: number | null | undefined
  /** Ends of the line. */
  from: number
  to: number
}

/** An estimate and its interval on a line, beside a mean; the figures beside it say the same. */
export function IntervalLine({ interval, mean, from, to }: IntervalLineProps) {
  const at = (value: number) => `${(100 * (Math.min(to, Math.max(from, value)) - from)) / (to - from || 1)}%`
  return (
    <svg className={classes['intervalLine']} aria-hidden="true">
      {mean !== null && mean !== undefined && (
        <line className={classes['intervalMean']} x1={at(mean)} x2={at(mean)} y1="0" y2="24" />
      )}
      {interval && (
        <>
          <line className={classes['intervalWidth']} x1={at(interval.lo)} x2={at(interval.hi)} y1="12" y2="12" />
          <circle className={classes['intervalValue']} cx={at(interval.estimate)} cy="12" r="4" />
        </>
      )}
    </svg>
  )
}
