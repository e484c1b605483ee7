import type { ComponentProps } from 'react'
import classes from './ui.module.css'

/** A few fields and their button, side by side where there is room. */
export const RowForm = (form: ComponentProps<'form'>) => <form noValidate {...form} className={classes['rowForm']} />
