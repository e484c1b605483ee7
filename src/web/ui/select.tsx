import {
  MultiSelect as KitMultiSelect,
  Select as KitSelect,
  type MultiSelectProps,
  type SelectProps,
} from '@mantine/core'

const scrolling = { options: { maxHeight: 280, overflowY: 'auto' } } as const

/**
 * The kit's, whose list scrolls by itself: its own scrolling frame is a second region that no key reaches. What was
 * chosen can be changed, not taken away.
 */
export const Select = (props: SelectProps) => (
  <KitSelect searchable allowDeselect={false} withScrollArea={false} styles={scrolling} {...props} />
)

/** Several of a list. */
export const MultiSelect = (props: MultiSelectProps) => (
  <KitMultiSelect searchable clearable hidePickedOptions withScrollArea={false} styles={scrolling} {...props} />
)
