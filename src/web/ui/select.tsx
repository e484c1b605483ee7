import { Select as KitSelect, type SelectProps } from '@mantine/core'

/**
 * The kit's, whose list scrolls by itself: its own scrolling frame is a second region that no key reaches. What was
 * chosen can be changed, not taken away.
 */
export const Select = (props: SelectProps) => (
  <KitSelect
    searchable
    allowDeselect={false}
    withScrollArea={false}
    styles={{ options: { maxHeight: 280, overflowY: 'auto' } }}
    {...props}
  />
)
